'use strict';

const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const page = join(__dirname, '../..', 'docs', 'benchmarks.md');

const introduction = `# Benchmarks

Written by the \`bench\` scripts of package.json. All rows of a table come from one run on one machine, so compare
within it.
`;

/** The sections of the page, each from its heading on, by heading. */
function readSections() {
	const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
	const [, ...sections] = text.split(/^## /m);
	return new Map(sections.map((section) => [section.split('\n', 1)[0], `## ${section.trim()}\n`]));
}

/**
 * Writes a section of docs/benchmarks.md, in place of the one with the same heading.
 *
 * @param {string} heading
 * @param {string} text what stands below it
 * @returns {string} the section
 */
function writeSection(heading, text) {
	const section = `## ${heading}\n\n${text.trim()}\n`;
	const sections = readSections().set(heading, section);
	writeFileSync(page, [introduction, ...sections.values()].join('\n'));
	return section;
}

/** A table of Markdown whose first column is words and whose others are numbers. */
const table = (heads, rows) =>
	[heads, heads.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

module.exports = { median, table, writeSection };
