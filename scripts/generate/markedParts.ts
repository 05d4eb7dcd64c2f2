/**
 * Replaces the part of a page between `<!-- generated: name -->` and `<!-- end of name -->`. Throws if the
 * page has no such part, since the content would be lost.
 */
export function replacePart(page: string, name: string, content: string): string {
	const [begin, end] = [`<!-- generated: ${name} -->`, `<!-- end of ${name} -->`];
	const from = page.indexOf(begin);
	const to = page.indexOf(end);
	if (from < 0 || to < from) throw new Error(`No part between ${begin} and ${end}`);
	return `${page.slice(0, from + begin.length)}\n\n${content.trim()}\n\n${page.slice(to)}`;
}

/** A table of Markdown, its columns padded as prettier pads them. */
export function markdownTable(heads: string[], rows: string[][]): string {
	const widths = heads.map((_, column) =>
		Math.max(...[heads, ...rows].map((cells) => cells[column].length)),
	);
	const line = (cells: string[]) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
	return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
		'\n',
	);
}

/** A table of Markdown without padding, for cells of very different lengths. */
export function plainTable(heads: string[], rows: string[][]): string {
	const line = (cells: string[]) =>
		`| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
	return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
