'use strict';

/** Writes the tables of items.js. */
const { cpus } = require('node:os');
const { defaultWidth, maximumWidth } = require('./contestants');
const { itemCount, latencies, methods, rounds } = require('./jobs');
const { table } = require('./report');

/**
 * @typedef {import('./jobs').Job} Job
 * @typedef {import('./jobs').Row} Row
 * @typedef {import('./chart').Result} Result
 *
 * @typedef {object} Results
 * @property {Result[]} speed
 * @property {Result[]} limited by a limit of requests a second
 * @property {Row[]} list
 * @property {Result[]} held without garbage in memory
 */

/** The number of requests a second that Hero accepts in the jobs with a limit. */
const perSecond = 50;

const listRows = 10_000;

/** @param {number} milliseconds */
const inSeconds = (milliseconds) => (milliseconds / 1000).toFixed(2);

/** @param {Job} job */
const titleOf = ({ kind, expressions }) =>
	`${methods[kind]}, ${expressions ? 'with expressions' : 'the same for all items'}`;

/**
 * @param {number} latency
 * @param {Result[]} results
 */
function speedTable(latency, results) {
	const chosen = results.filter(({ job }) => job.latency === latency);
	const rows = chosen[0].rows.map(({ name }, place) => [
		name,
		...chosen.flatMap((result) => {
			const { wall, cpu } = result.rows[place];
			return [inSeconds(wall), (cpu / itemCount).toFixed(2)];
		}),
	]);
	const heads = ['node', ...chosen.flatMap(({ job }) => [`${titleOf(job)}: s`, 'ms CPU an item'])];
	return `### ${latency} ms until Hero answers\n\n${table(heads, rows)}`;
}

/** @param {Result[]} results */
function loadTable(results) {
	const chosen = results.filter(({ job }) => job.kind === 'read' && job.expressions);
	const heads = latencies.map((latency) => `most requests at once, ${latency} ms`);
	return table(
		['node', ...heads, 'memory in use, MB above start'],
		chosen[0].rows.map(({ name }, place) => [
			name,
			...chosen.map(({ rows }) => rows[place].peak),
			Math.max(...chosen.map(({ rows }) => rows[place].memory)).toFixed(0),
		]),
	);
}

/** @param {Result[]} results */
const limitTables = (results) =>
	results
		.map(({ job, rows }) =>
			table(
				[methods[job.kind], 's', 'requests', 'refused', 'items done', 'items lost', 'done twice'],
				rows.map(({ name, wall, requests, refused, done, doubled }) => [
					...[name, inSeconds(wall), requests, refused, done, itemCount - done, doubled],
				]),
			),
		)
		.join('\n\n');

/** @param {Row[]} rows */
const listTable = (rows) =>
	table(
		['node', 's', 'ms CPU', 'requests'],
		rows.map(({ name, wall, cpu, requests }) => [
			...[name, inSeconds(wall), cpu.toFixed(0), requests],
		]),
	);

/** @param {Result[]} results */
const heldTables = (results) =>
	results
		.map(({ job, rows }) =>
			table(
				[
					job.kind === 'list'
						? `a list of ${job.rows?.toLocaleString('en')} rows`
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

/** The shortest possible time in milliseconds: Hero accepts one second's worth at once, and then the limit. */
const shortest = ((itemCount - perSecond) / perSecond) * 1000;

/** @param {string} expressions how expressions ran */
const introduction = (expressions) => `
${itemCount.toLocaleString('en')} items through n8n's own engine in one process, against a local Hero in another. Hero Health is
measured at its default of ${defaultWidth} items in parallel and at its maximum, ${maximumWidth}. _n8n's HTTP Request_ is the published node with the Hero
Health credential; _a declarative node_ has the shape of most community nodes; _the least node_ reads its
parameters, sends by n8n's own helper and checks nothing; _axios_ runs without n8n. HTTP Request and declarative nodes send
all items at once. Median of ${rounds} alternating rounds on ${cpus().length} cores, Node ${process.version}; expressions ran ${expressions}.
Credentials come from memory here; a real n8n fetches and decrypts them for every request as well.

The number of requests in flight depends on the response time: a setting of ${defaultWidth} is reached only when Hero is
slow. The default is no higher so that a failure leaves few writes whose outcome is unknown.`;

/**
 * @param {string} expressions how expressions ran
 * @param {Results} results
 */
const sectionOf = (expressions, { speed, limited, list, held }) => `
${introduction(expressions)}

![Seconds for ${itemCount.toLocaleString('en')} items](images/items.svg)

${latencies.map((latency) => speedTable(latency, speed)).join('\n\n')}

### Load on Hero and on this machine

GET with expressions.

${loadTable(speed)}

### Memory without garbage

The peak of a run, garbage excluded, beside the size of its output at the end; n8n and the connections are
included. Hero Health shortens each row as it arrives (Simplify), the others return whole rows. HTTP
Request is not among the writers, because it would open more connections than a process may have here.

${heldTables(held)}

### A Hero that accepts ${perSecond} requests a second

It answers the rest with 429 and \`Retry-After: 1\`. In theory ${itemCount.toLocaleString('en')} items need ${inSeconds(shortest)} s. All nodes
continue on error, so that they finish as many items as they can. One round.

${limitTables(limited)}

### A list of ${listRows.toLocaleString('en')} rows

In pages of 50, 20 ms each. HTTP Request returns pages, not rows. A declarative node has no paging by index.

${listTable(list)}
`;

module.exports = { listRows, perSecond, sectionOf };
