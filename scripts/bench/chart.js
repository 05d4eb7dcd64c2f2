'use strict';

const width = 860;
const barHeight = 16;
const labelWidth = 230;
const colors = { own: '#0b6e99', other: '#b4bcc4' };

/** @typedef {{ job: import('./jobs').Job, rows: import('./jobs').Row[] }} Result */

/** @param {string} text */
const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/**
 * @param {import('./jobs').Row} row
 * @param {number} y
 * @param {number} scale pixels a millisecond
 */
function bar({ name, wall }, y, scale) {
	const color = name.startsWith('Hero Health') ? colors.own : colors.other;
	const length = wall * scale;
	return [
		`<text x="${labelWidth - 8}" y="${y + 12}" text-anchor="end">${escape(name)}</text>`,
		`<rect x="${labelWidth}" y="${y + 2}" width="${length.toFixed(1)}" height="${barHeight - 4}" fill="${color}"/>`,
		`<text x="${(labelWidth + length + 6).toFixed(1)}" y="${y + 12}">${(wall / 1000).toFixed(2)} s</text>`,
	].join('');
}

/**
 * Draws the seconds of each contestant with expressions as bars, one group for each latency and kind.
 *
 * @param {Result[]} results
 * @returns {string} SVG
 */
function chart(results) {
	const groups = results.filter(({ job }) => job.expressions);
	const longest = Math.max(...groups.flatMap(({ rows }) => rows.map(({ wall }) => wall)));
	const scale = (width - labelWidth - 70) / longest;
	let y = 10;
	const parts = groups.flatMap(({ job, rows }) => {
		y += 24;
		const title = `${job.kind === 'read' ? 'GET' : 'POST'}, Hero answers after ${job.latency} ms`;
		const head = `<text x="0" y="${y - 6}" class="title">${title}</text>`;
		const bars = rows.map((row, place) => bar(row, y + place * barHeight, scale));
		y += rows.length * barHeight + 8;
		return [head, ...bars];
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}">
<style>text { font: 11px sans-serif; fill: #24292f } .title { font-weight: bold }</style>
<rect width="${width}" height="${y}" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`;
}

module.exports = { chart };
