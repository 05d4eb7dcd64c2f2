'use strict';

/** Jobs that contestants do, in this process' engine or in a real n8n. */
const { median } = require('./report');

/**
 * @typedef {'read' | 'write' | 'list'} Kind
 *
 * @typedef {object} Job
 * @property {Kind} kind
 * @property {number} [latency] milliseconds until Hero answers
 * @property {number} [limit] requests a second that Hero accepts; 0 for no limit
 * @property {number} [rows] the length of Hero's list
 * @property {boolean} [expressions] true when parameters come by expressions
 * @property {Array<{ id?: string }>} items
 * @property {boolean} [toContinue] true when failed items do not stop the run
 * @property {boolean} [held] true when memory is measured without garbage
 *
 * @typedef {Job & { url: string }} LocatedJob `url` is Hero's address
 *
 * @typedef {object} WorkerFigures
 * @property {number} wall milliseconds
 * @property {number} cpu milliseconds of CPU
 * @property {number} memory the peak above the start, in MB
 * @property {number} kept memory that remains with the output, in MB
 * @property {number} outputItems items without errors
 *
 * @typedef {object} HeroFigures
 * @property {number} requests that Hero received
 * @property {number} refused requests that Hero answered with 429
 * @property {number} peak the highest number of requests in flight at Hero
 * @property {number} done items that Hero carried out
 * @property {number} doubled items that Hero carried out more than once
 *
 * @typedef {Pick<WorkerFigures, 'wall' | 'cpu'> & Partial<WorkerFigures> & HeroFigures} Figures
 *
 * @typedef {Figures & { name: string, memory: number, kept: number }} Row
 */

/** The amount of work: `node <script> [items] [rounds]`. */
const itemCount = Number(process.argv[2] ?? 1_000);
const rounds = Number(process.argv[3] ?? 3);

/** Milliseconds until Hero answers. */
const latencies = [0, 20, 100];

/** @type {Record<Kind, string>} */
const methods = { read: 'GET', write: 'POST', list: 'GET' };

/** @param {number} count */
const itemsOf = (count) =>
	Array.from({ length: count }, (_, index) => ({ id: `${10_000 + index}` }));

/**
 * Measures all contestants in turns, round by round, so that other work on the machine affects all alike.
 *
 * @template {{ name: string }} Contestant
 * @param {Contestant[]} contestants
 * @param {number} times how many rounds
 * @param {(contestant: Contestant) => Promise<Figures>} measure
 * @returns {Promise<Row[]>} one for each contestant: the medians of time and CPU, the highest memory, and
 *   the other figures of the first round
 */
async function measureInTurns(contestants, times, measure) {
	/** @type {Figures[][]} */
	const measured = contestants.map(() => []);
	for (let round = 0; round < times; round++) {
		for (const [place, contestant] of contestants.entries()) {
			const figures = await measure(contestant);
			measured[place].push(figures);
			process.stderr.write(`  ${contestant.name}: ${figures.wall.toFixed(0)} ms\n`);
		}
	}
	return contestants.map(({ name }, place) => {
		const all = measured[place];
		return {
			...{ kept: 0, ...all[0], name },
			wall: median(all.map(({ wall }) => wall)),
			cpu: median(all.map(({ cpu }) => cpu)),
			memory: Math.max(...all.map(({ memory = 0 }) => memory)),
		};
	});
}

module.exports = { itemCount, itemsOf, latencies, measureInTurns, methods, rounds };
