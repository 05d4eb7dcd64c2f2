'use strict';

/** Measures the sandbox with 10,000 patients in its own process, and writes docs/benchmarks.md. */
const { fork } = require('node:child_process');
const { once } = require('node:events');
const http = require('node:http');
const { cpus } = require('node:os');
const { inParallel } = require('./processes');
const { median, table, writeSection } = require('./report');

const patients = 10_000;
const requests = 6_000;
const inFlight = 16;

const calls = {
	'a patient by ID': '/v2/patients/98765',
	'patients by NHS number': '/v3/patients?nhs_number=9990000018',
	'the practice group': '/v1/me',
	forms: '/v1/forms',
	'a page of 50 slots': '/v1/slots?page_index=0&page_size=50',
};

/** @typedef {(path: string) => Promise<{ status?: number, milliseconds: number }>} Get */

/** Runs the sandbox that is measured. */
async function serve() {
	const start = performance.now();
	const { startSandbox } = require('../../sandbox');
	const loaded = performance.now();
	const { url, apiKey, practiceGroupId } = await startSandbox({ patients });
	const ready = performance.now();
	const headers = { 'x-api-key': apiKey, 'x-practice-group-id': practiceGroupId };
	process.send?.({ url, headers, loading: loaded - start, starting: ready - loaded });
	process.on('disconnect', () => process.exit());
}

/**
 * @param {string} name
 * @param {string} path
 * @param {Get} get
 * @returns {Promise<import('./report').Cells>}
 */
async function measureCall(name, path, get) {
	for (let warmUp = 0; warmUp < 300; warmUp++) await get(path);
	const alone = [];
	for (let count = 0; count < 500; count++) alone.push((await get(path)).milliseconds);

	let remaining = requests;
	let failed = 0;
	const start = performance.now();
	await inParallel(inFlight, async () => {
		while (remaining-- > 0) if ((await get(path)).status !== 200) failed++;
	});
	const seconds = (performance.now() - start) / 1000;
	return [name, median(alone).toFixed(2), Math.round(requests / seconds), failed];
}

async function measure() {
	const child = fork(__filename, { execArgv: ['--require', 'tsx/cjs'] });
	const [{ url, headers, loading, starting }] = await once(child, 'message');
	const agent = new http.Agent({ keepAlive: true, maxSockets: inFlight });
	/** @type {Get} */
	const get = async (path) => {
		const start = performance.now();
		const [response] = await once(http.get(url + path, { agent, headers }), 'response');
		await once(response.resume(), 'end');
		return { status: response.statusCode, milliseconds: performance.now() - start };
	};

	const rows = [];
	for (const [name, path] of Object.entries(calls)) rows.push(await measureCall(name, path, get));
	child.disconnect();
	agent.destroy();

	const section = `
The sandbox with ${patients.toLocaleString('en')} patients in its own process; another process on the same ${cpus().length} cores sends the requests, Node
${process.version}. Loading its code took ${Math.round(loading)} ms, starting the practice ${Math.round(starting)} ms. One by one: the median of 500 requests.
Together: ${requests.toLocaleString('en')} requests, ${inFlight} at once.

${table(['GET', 'one by one, ms', 'together, requests a second', 'not answered with 200'], rows)}
`;
	process.stdout.write(writeSection('The sandbox', section));
}

(process.send ? serve() : measure()).catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
