'use strict';

const width = 860;
const barHeight = 16;
const labelWidth = 230;
const colours = { own: '#0b6e99', other: '#b4bcc4' };

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Bars of the seconds that each took, with expressions, one group a latency and kind. As SVG. */
function chart(results) {
	const groups = results.filter(({ job }) => job.expressions);
	const longest = Math.max(...groups.flatMap(({ rows }) => rows.map(({ wall }) => wall)));
	const scale = (width - labelWidth - 70) / longest;
	let y = 10;
	const parts = groups.flatMap(({ job, rows }) => {
		y += 24;
		const title = `${job.kind === 'read' ? 'GET' : 'POST'}, Hero answers after ${job.latency} ms`;
		const head = `<text x="0" y="${y - 6}" class="title">${title}</text>`;
		const bars = rows.map(({ name, wall }) => {
			const colour = name.startsWith('Hero Health') ? colours.own : colours.other;
			const bar = [
				`<text x="${labelWidth - 8}" y="${y + 12}" text-anchor="end">${escape(name)}</text>`,
				`<rect x="${labelWidth}" y="${y + 2}" width="${(wall * scale).toFixed(1)}" height="${barHeight - 4}" fill="${colour}"/>`,
				`<text x="${(labelWidth + wall * scale + 6).toFixed(1)}" y="${y + 12}">${(wall / 1000).toFixed(2)} s</text>`,
			];
			y += barHeight;
			return bar.join('');
		});
		y += 8;
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
