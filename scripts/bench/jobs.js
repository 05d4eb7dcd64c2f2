'use strict';

/** What all who are measured have in common, whether in this process' engine or in a real n8n. */
const { median } = require('./report');

/** How much is measured: `node <script> [items] [rounds]`. */
const itemCount = Number(process.argv[2] ?? 1_000);
const rounds = Number(process.argv[3] ?? 3);

/** Milliseconds until Hero answers. */
const latencies = [0, 20, 100];

const kinds = { read: 'GET', write: 'POST' };

const itemsOf = (count) =>
	Array.from({ length: count }, (_, index) => ({ id: `${10_000 + index}` }));

/**
 * Measures each of them by turns, round by round, so that whatever else the machine does falls on all alike.
 * Gives back a row for each: the medians of time and CPU, the most memory, and the rest of the first round.
 */
async function byTurns(those, times, measure) {
	const measured = those.map(() => []);
	for (let round = 0; round < times; round++) {
		for (const [place, one] of those.entries()) {
			const figures = await measure(one);
			measured[place].push(figures);
			process.stderr.write(`  ${one.name}: ${figures.wall.toFixed(0)} ms\n`);
		}
	}
	return those.map(({ name }, place) => {
		const all = measured[place];
		const medianOf = (figure) => median(all.map((one) => one[figure]));
		return {
			...{ ...all[0], name, wall: medianOf('wall'), cpu: medianOf('cpu') },
			memory: Math.max(...all.map(({ memory }) => memory)),
		};
	});
}

module.exports = { byTurns, itemCount, itemsOf, kinds, latencies, rounds };
