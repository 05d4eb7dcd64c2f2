'use strict';

/**
 * Measures how fast and how surely 1,000 items get through, beside n8n's own nodes and the least that a
 * node can do, and writes that into docs/benchmarks.md and docs/images/items.svg.
 * `node scripts/bench/items.js [items] [rounds]` measures less.
 */
const { writeFileSync } = require('node:fs');
const { cpus } = require('node:os');
const { join } = require('node:path');

const { table, writeSection } = require('./report');
const { contestants, most, usual } = require('./contestants');
const { chart } = require('./chart');
const { byTurns, itemCount, itemsOf, kinds, latencies, rounds } = require('./jobs');
const { ask, seenBy, start } = require('./processes');

const perSecond = 50;
const items = itemsOf(itemCount);

const speedJobs = latencies.flatMap((latency) =>
	['read', 'write'].flatMap((kind) =>
		[true, false].map((expressions) => ({ latency, kind, expressions, items })),
	),
);
const limitJobs = ['read', 'write'].map((kind) => ({
	...{ latency: 20, limit: perSecond, kind, expressions: true, items, toContinue: true },
}));
const listJob = { latency: 20, kind: 'list', items: [{}], rows: 10_000 };
/** Of what is held in memory, apart from what waits to be collected. */
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

/** Lets a contestant do a job, and adds what Hero saw of it. */
async function measure({ hero, url }, worker, job) {
	const { latency = 0, limit = 0, rows = 0 } = job;
	await ask(hero, { latency, limit, rows });
	return { ...(await ask(worker, { ...job, url })), ...(await seenBy(hero)) };
}

/**
 * Memory is looked at for one width alone, and writing so much not for those who have none: they send all at
 * once, and run out of connections.
 */
const takesPart = ({ cannot, width }, { kind, held }) =>
	cannot !== kind && !(held && (width === most || (!width && kind === 'write')));

/** All contestants that do such a job, by turns. */
async function measureAll(setting, job, times) {
	const { items: all, ...rest } = job;
	process.stderr.write(`${JSON.stringify({ items: all.length, ...rest })}\n`);
	const able = contestants
		.map((one, index) => ({ ...one, index }))
		.filter((one) => takesPart(one, job));
	return await byTurns(
		able,
		times,
		async ({ index }) => await measure(setting, setting.workers[index], job),
	);
}

const inSeconds = (milliseconds) => (milliseconds / 1000).toFixed(2);
const perItem = ({ cpu }, count) => (cpu / count).toFixed(2);
const titleOf = ({ kind, expressions }) =>
	`${kinds[kind]}, ${expressions ? 'with expressions' : 'the same for all items'}`;

function speedTable(latency, results) {
	const chosen = results.filter(({ job }) => job.latency === latency);
	const names = chosen[0].rows.map(({ name }) => name);
	const cells = (name) =>
		chosen.flatMap(({ rows }) => {
			const row = rows.find((one) => one.name === name);
			return [inSeconds(row.wall), perItem(row, itemCount)];
		});
	const heads = ['node', ...chosen.flatMap(({ job }) => [`${titleOf(job)}: s`, 'ms CPU an item'])];
	return `### ${latency} ms until Hero answers\n\n${table(
		heads,
		names.map((name) => [name, ...cells(name)]),
	)}`;
}

function loadTable(results) {
	const chosen = results.filter(({ job }) => job.kind === 'read' && job.expressions);
	const heads = latencies.map((latency) => `most requests at once, ${latency} ms`);
	return table(
		['node', ...heads, 'memory in use, MB above start'],
		chosen[0].rows.map(({ name }, place) => [
			name,
			...chosen.map(({ rows }) => rows[place].most),
			Math.max(...chosen.map(({ rows }) => rows[place].memory)).toFixed(0),
		]),
	);
}

const limitTable = (results) =>
	results
		.map(({ job, rows }) =>
			table(
				[kinds[job.kind], 's', 'requests', 'refused', 'items done', 'items lost', 'done twice'],
				rows.map(({ name, wall, requests, refused, done, doubled }) => [
					...[name, inSeconds(wall), requests, refused, done, itemCount - done, doubled],
				]),
			),
		)
		.join('\n\n');

const listTable = (rows) =>
	table(
		['node', 's', 'ms CPU', 'requests'],
		rows.map(({ name, wall, cpu, requests }) => [
			...[name, inSeconds(wall), cpu.toFixed(0), requests],
		]),
	);

const heldTable = (results) =>
	results
		.map(({ job, rows }) =>
			table(
				[
					job.kind === 'list'
						? `a list of ${job.rows.toLocaleString('en')} rows`
						: `${job.items.length.toLocaleString('en')} items`,
					...['s', 'most held, MB', 'output, MB', 'the first ÷ the second'],
				],
				rows.map(({ name, wall, memory, kept }) => [
					...[name, inSeconds(wall), memory.toFixed(0), kept.toFixed(0)],
					(memory / kept).toFixed(2),
				]),
			),
		)
		.join('\n\n');

/** What a Hero that lets through so many a second, and one second's worth at once, takes for the items. */
const shortest = ((itemCount - perSecond) / perSecond) * 1000;

const sectionOf = (expressions, { speed, limited, list, held }) => `
${itemCount.toLocaleString('en')} items through n8n's own engine in one process, against a local Hero in another. Hero Health is
measured at its default of ${usual} items in parallel and at its most, ${most}. _n8n's HTTP Request_ is the published node with the Hero
Health credential; _a declarative node_ is the shape of most community nodes; _the least node_ reads its
parameters, sends by n8n's own helper and checks nothing; _axios_ is no n8n at all. HTTP Request and declarative nodes send
all items at once. Median of ${rounds} alternating rounds on ${cpus().length} cores, Node ${process.version}; expressions ran ${expressions}.
Credentials come from memory here; a real n8n fetches and decrypts them for every request as well.

How many requests are under way follows from how fast they are answered: a setting of ${usual} is reached only where Hero
takes long. It is no more than that so that, when something breaks, few writes are left of which nobody knows
whether Hero carried them out.

![Seconds for ${itemCount.toLocaleString('en')} items](images/items.svg)

${latencies.map((latency) => speedTable(latency, speed)).join('\n\n')}

### What it asks of Hero and of this machine

GET with expressions.

${loadTable(speed)}

### Of what is held in memory

What a run holds at most, without what waits to be collected, beside what its output takes in the end; n8n
and the connections are in it. Hero Health shortens each row as it comes (Simplify), the others give whole rows. HTTP
Request is not among the writers: a connection for each of so many items is more than a process may open here.

${heldTable(held)}

### A Hero that takes ${perSecond} requests a second

It answers the rest with 429 and \`Retry-After: 1\`. In theory ${itemCount.toLocaleString('en')} items need ${inSeconds(shortest)} s. All nodes are set to
continue on error, so that they get as far as they can. One round.

${limitTable(limited)}

### A list of ${listJob.rows.toLocaleString('en')} rows

In pages of 50, 20 ms each. HTTP Request gives pages, not rows. A declarative node has no paging by index.

${listTable(list)}
`;

/** A process for each contestant, and how expressions run there. */
async function startWorkers() {
	const options = { execArgv: ['--expose-gc', '--require', 'tsx/cjs'] };
	const workers = [];
	for (const index of contestants.keys()) {
		workers.push(await start('worker.js', [`${index}`], options));
	}
	return {
		expressions: workers[0].expressions,
		workers: workers.map(({ child }) => child),
		stop: () => workers.forEach(({ child }) => child.disconnect()),
	};
}

async function main() {
	const { child: hero, url } = await start('hero.js');
	const { expressions, workers, stop } = await startWorkers();
	const measureJobs = async (jobs, times, by = workers) => {
		const setting = { hero, url, workers: by };
		const results = [];
		for (const job of jobs) results.push({ job, rows: await measureAll(setting, job, times) });
		return results;
	};
	/** By processes that hold nothing of other jobs. */
	const measureHeld = async (job) => {
		const fresh = await startWorkers();
		const [result] = await measureJobs([job], 1, fresh.workers);
		fresh.stop();
		return result;
	};
	try {
		// The first time warms up.
		const first = speedJobs.filter(({ latency, expressions: by }) => latency === 0 && by);
		await measureJobs(
			first.map((job) => ({ ...job, items: items.slice(0, 200) })),
			1,
		);
		const speed = await measureJobs(speedJobs, rounds);
		const [{ rows: list }] = await measureJobs([listJob], rounds);
		const limited = await measureJobs(limitJobs, 1);
		const held = [];
		for (const job of heldJobs) held.push(await measureHeld(job));
		writeFileSync(join(__dirname, '..', '..', 'docs', 'images', 'items.svg'), chart(speed));
		const results = { speed, limited, list, held };
		process.stdout.write(writeSection('Sending many items', sectionOf(expressions, results)));
	} finally {
		hero.disconnect();
		stop();
	}
}

main().catch((failure) => {
	process.stderr.write(`${failure.stack}\n`);
	process.exitCode = 1;
});
