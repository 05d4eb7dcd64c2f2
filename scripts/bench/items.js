'use strict';

/**
 * Measures how fast and how surely 1,000 items get through, beside n8n's own nodes and the least that a
 * node can do, and writes that into docs/benchmarks.md and docs/images/items.svg.
 * `node scripts/bench/items.js [items] [rounds]` measures less.
 */
const { fork } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const { cpus } = require('node:os');
const { join } = require('node:path');

const { median, writeSection } = require('../benchmarks');
const { contestants } = require('./contestants');
const { chart } = require('./chart');

const itemCount = Number(process.argv[2] ?? 1_000);
const rounds = Number(process.argv[3] ?? 3);
const perSecond = 50;
const rowCount = 10_000;

const items = Array.from({ length: itemCount }, (_, index) => ({ id: `${10_000 + index}` }));

const speedJobs = [0, 20, 100].flatMap((latency) =>
	['read', 'write'].flatMap((kind) =>
		[true, false].map((expressions) => ({ latency, limit: 0, kind, expressions, items })),
	),
);
const limitJobs = ['read', 'write'].map((kind) => ({
	...{ latency: 20, limit: perSecond, kind, expressions: true, items, toContinue: true },
}));
const listJob = { latency: 20, limit: 0, kind: 'list', items: [{}] };

/** The next message of a process. */
const nextFrom = async (child) =>
	await new Promise((resolve, reject) => {
		child.once('message', resolve);
		child.once('exit', (code) => reject(new Error(`A process ended with ${code}`)));
	});

async function ask(child, message) {
	child.send(message);
	const answer = await nextFrom(child);
	child.removeAllListeners('exit');
	if (answer.failure) throw new Error(answer.failure);
	return answer;
}

/** Lets a contestant do a job, and adds what Hero saw of it. */
async function measure({ hero, url }, worker, job) {
	const { latency, limit } = job;
	await ask(hero, { latency, limit });
	const figures = await ask(worker, { ...job, url });
	const seen = await ask(hero, {});
	const done = Object.values(seen.carriedOut);
	const doubled = done.filter((times) => times > 1).length;
	return { ...figures, ...seen, done: done.length, doubled };
}

const average = (all, name) => median(all.map((one) => one[name]));

/** All contestants by turns, round by round, so that whatever else the machine does falls on all alike. */
async function measureAll(setting, job, times) {
	const able = contestants
		.map((one, index) => ({ ...one, index }))
		.filter(({ cannot }) => cannot !== job.kind);
	const measured = able.map(() => []);
	for (let round = 0; round < times; round++) {
		for (const [place, { index, name }] of able.entries()) {
			const figures = await measure(setting, setting.workers[index], job);
			measured[place].push(figures);
			const { latency, limit, kind, expressions } = job;
			process.stderr.write(
				`  ${JSON.stringify({ latency, limit, kind, expressions })} ${name}: ${figures.wall.toFixed(0)} ms\n`,
			);
		}
	}
	return able.map(({ name }, place) => {
		const all = measured[place];
		const [one] = all;
		return {
			...{ ...one, name, wall: average(all, 'wall'), cpu: average(all, 'cpu') },
			memory: Math.max(...all.map(({ memory }) => memory)),
		};
	});
}

const inSeconds = (milliseconds) => (milliseconds / 1000).toFixed(2);
const perItem = ({ cpu }, count) => (cpu / count).toFixed(2);
const table = (heads, rows) =>
	[heads, heads.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');

const kinds = { read: 'GET', write: 'POST' };
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
	const [{ rows }] = results.filter(({ job }) => job.latency === 20);
	return table(
		['node', 'most requests at once', 'memory, MB above start'],
		rows.map(({ name, most, memory }) => [name, most, memory.toFixed(0)]),
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
		['node', 's', 'ms CPU', 'requests', 'memory, MB above start'],
		rows.map(({ name, wall, cpu, requests, memory }) => [
			...[name, inSeconds(wall), cpu.toFixed(0), requests, memory.toFixed(0)],
		]),
	);

/** What a Hero that lets through so many a second, and one second's worth at once, takes for the items. */
const shortest = ((itemCount - perSecond) / perSecond) * 1000;

const sectionOf = (expressions, speed, limited, list) => `
${itemCount.toLocaleString('en')} items through n8n's own engine in one process, against a local Hero in another. Hero Health is
measured at its default of 10 items in parallel and at its most, 100. _n8n's HTTP Request_ is the published node with the Hero
Health credential; _a declarative node_ is the shape of most community nodes; _the least node_ reads its
parameters, sends by n8n's own helper and checks nothing; _axios_ is no n8n at all. HTTP Request and declarative nodes send
all items at once. Median of ${rounds} alternating rounds on ${cpus().length} cores, Node ${process.version}; expressions ran ${expressions}.
Credentials come from memory here; a real n8n fetches and decrypts them for every request as well.

At 100 ms the default of ten is slower than everything at once, on purpose: when something breaks, at most ten items are
under way, not all of them. Who has a slow Hero and no limit sets more.

![Seconds for ${itemCount.toLocaleString('en')} items](images/items.svg)

${[0, 20, 100].map((latency) => speedTable(latency, speed)).join('\n\n')}

### What it asks of Hero and of this machine

GET with expressions, ${20} ms.

${loadTable(speed)}

### A Hero that takes ${perSecond} requests a second

It answers the rest with 429 and \`Retry-After: 1\`. In theory ${itemCount.toLocaleString('en')} items need ${inSeconds(shortest)} s. All nodes are set to
continue on error, so that they get as far as they can. One round.

${limitTable(limited)}

### A list of ${rowCount.toLocaleString('en')} rows

In pages of 50, 20 ms each. HTTP Request gives pages, not rows. A declarative node has no paging by index.

${listTable(list)}
`;

async function main() {
	const options = { execArgv: ['--expose-gc', '--require', 'tsx/cjs'] };
	const hero = fork(join(__dirname, 'hero.js'));
	const { url } = await nextFrom(hero);
	const workers = [];
	let expressions = '';
	for (const index of contestants.keys()) {
		const worker = fork(join(__dirname, 'worker.js'), [`${index}`], options);
		({ expressions } = await nextFrom(worker));
		workers.push(worker);
	}
	const setting = { hero, url, workers };
	try {
		// The first time warms up.
		for (const kind of ['read', 'write']) {
			await measureAll(setting, { ...speedJobs[0], kind, items: items.slice(0, 200) }, 1);
		}
		const speed = [];
		for (const job of speedJobs) speed.push({ job, rows: await measureAll(setting, job, rounds) });
		const list = await measureAll(setting, listJob, rounds);
		const limited = [];
		for (const job of limitJobs) limited.push({ job, rows: await measureAll(setting, job, 1) });
		writeFileSync(join(__dirname, '..', '..', 'docs', 'images', 'items.svg'), chart(speed));
		process.stdout.write(
			writeSection('Sending many items', sectionOf(expressions, speed, limited, list)),
		);
	} finally {
		for (const child of [hero, ...workers]) child.disconnect();
	}
}

main().catch((failure) => {
	process.stderr.write(`${failure.stack}\n`);
	process.exitCode = 1;
});
