'use strict';

/**
 * Measures how fast and how reliably 1,000 items get through, beside n8n's own nodes and the smallest possible
 * node, and writes docs/benchmarks.md and docs/images/items.svg.
 * `node scripts/bench/items.js [items] [rounds]` measures less.
 */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

const { contestants, maximumWidth } = require('./contestants');
const { chart } = require('./chart');
const { listRows, perSecond, sectionOf } = require('./itemsReport');
const { itemCount, itemsOf, latencies, measureInTurns, rounds } = require('./jobs');
const { figuresOf, request, start, startHero } = require('./processes');
const { writeSection } = require('./report');

/**
 * @typedef {import('./jobs').Job} Job
 * @typedef {import('./processes').ChildProcess} ChildProcess
 *
 * @typedef {{ hero: ChildProcess, url: string, workers: ChildProcess[] }} Setting
 */

const items = itemsOf(itemCount);
const kinds = /** @type {const} */ (['read', 'write']);

/** @type {Job[]} */
const speedJobs = latencies.flatMap((latency) =>
	kinds.flatMap((kind) =>
		[true, false].map((expressions) => ({ latency, kind, expressions, items })),
	),
);

/** @type {Job[]} */
const limitJobs = kinds.map((kind) => ({
	...{ latency: 20, limit: perSecond, kind, expressions: true, items, toContinue: true },
}));

/** @type {Job} */
const listJob = { latency: 20, kind: 'list', items: [{}], rows: listRows };

/** @type {Job[]} */
const heldJobs = [
	{ kind: 'list', items: [{}], rows: 100 * itemCount, held: true },
	{
		kind: 'write',
		expressions: true,
		items: itemsOf(50 * itemCount),
		held: true,
		toContinue: true,
	},
];

/**
 * Sends a job to the process of one contestant, and adds Hero's figures.
 *
 * @param {Setting} setting
 * @param {ChildProcess} worker
 * @param {Job} job
 */
async function measure({ hero, url }, worker, job) {
	const { latency = 0, limit = 0, rows = 0 } = job;
	await request(hero, { latency, limit, rows });
	/** @type {import('./jobs').WorkerFigures} */
	const figures = await request(worker, { ...job, url });
	return { ...figures, ...(await figuresOf(hero)) };
}

/**
 * Memory is measured at one width only. The large write leaves out contestants without a width, because they
 * send all items at once and run out of connections.
 *
 * @param {import('./contestants').Contestant} contestant
 * @param {Job} job
 */
const takesPart = ({ cannot, width }, { kind, held }) =>
	cannot !== kind && !(held && (width === maximumWidth || (!width && kind === 'write')));

/**
 * @param {Setting} setting
 * @param {Job} job
 * @param {number} times
 */
async function measureAll(setting, job, times) {
	const { items: all, ...rest } = job;
	process.stderr.write(`${JSON.stringify({ items: all.length, ...rest })}\n`);
	const able = contestants
		.map((contestant, index) => ({ contestant, name: contestant.name, index }))
		.filter(({ contestant }) => takesPart(contestant, job));
	return await measureInTurns(
		able,
		times,
		async ({ index }) => await measure(setting, setting.workers[index], job),
	);
}

/** Starts a process for each contestant; `expressions` tells how expressions run there. */
async function startWorkers() {
	const options = { execArgv: ['--expose-gc', '--require', 'tsx/cjs'] };
	/** @type {any[]} */
	const workers = [];
	for (const index of contestants.keys()) {
		workers.push(await start('worker.js', [`${index}`], options));
	}
	return {
		/** @type {string} */
		expressions: workers[0].expressions,
		/** @type {ChildProcess[]} */
		workers: workers.map(({ child }) => child),
		stop: () => workers.forEach(({ child }) => child.disconnect()),
	};
}

/**
 * @param {Setting} setting
 * @param {Job[]} jobs
 * @param {number} times
 */
async function measureJobs(setting, jobs, times) {
	const results = [];
	for (const job of jobs) results.push({ job, rows: await measureAll(setting, job, times) });
	return results;
}

/**
 * Measures memory in new processes, which hold nothing of other jobs.
 *
 * @param {Omit<Setting, 'workers'>} hero
 * @param {Job} job
 */
async function measureHeld(hero, job) {
	const { workers, stop } = await startWorkers();
	const [result] = await measureJobs({ ...hero, workers }, [job], 1);
	stop();
	return result;
}

async function main() {
	const { child: hero, url } = await startHero();
	const { expressions, workers, stop } = await startWorkers();
	const setting = { hero, url, workers };
	try {
		// The first run warms up.
		const warmUp = speedJobs
			.filter((job) => job.latency === 0 && job.expressions)
			.map((job) => ({ ...job, items: items.slice(0, 200) }));
		await measureJobs(setting, warmUp, 1);
		const speed = await measureJobs(setting, speedJobs, rounds);
		const [{ rows: list }] = await measureJobs(setting, [listJob], rounds);
		const limited = await measureJobs(setting, limitJobs, 1);
		const held = [];
		for (const job of heldJobs) held.push(await measureHeld({ hero, url }, job));
		writeFileSync(join(__dirname, '..', '..', 'docs', 'images', 'items.svg'), chart(speed));
		const results = { speed, limited, list, held };
		process.stdout.write(writeSection('Sending many items', sectionOf(expressions, results)));
	} finally {
		hero.disconnect();
		stop();
	}
}

main().catch((error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exitCode = 1;
});
