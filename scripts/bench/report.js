'use strict';

const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const page = join(__dirname, '..', '..', 'docs', 'benchmarks.md');

const introduction = `# Benchmarks

Written by the \`bench\` scripts of package.json. All rows of a table come from one run on one machine, so compare
within it.
`;

/** Returns the sections of the page by heading; each section includes its heading. */
function readSections() {
	const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
	const [, ...sections] = text.split(/^## /m);
	return new Map(sections.map((section) => [section.split('\n', 1)[0], `## ${section.trim()}\n`]));
}

/**
 * Writes a section of docs/benchmarks.md and replaces the one with the same heading.
 *
 * @param {string} heading
 * @param {string} text below the heading
 * @returns {string} the section
 */
function writeSection(heading, text) {
	const section = `## ${heading}\n\n${text.trim()}\n`;
	const sections = readSections().set(heading, section);
	writeFileSync(page, [introduction, ...sections.values()].join('\n'));
	return section;
}

/** @typedef {Array<string | number>} Cells */

/**
 * Returns a Markdown table. Its first columns hold text, and the others numbers.
 *
 * @param {Cells} heads
 * @param {Cells[]} rows
 * @param {{ textColumns?: number }} [options]
 */
const table = (heads, rows, { textColumns = 1 } = {}) =>
	[heads, heads.map((_, index) => (index < textColumns ? '---' : '---:')), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');

/** @param {number[]} numbers */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

module.exports = { median, table, writeSection };
