'use strict';

/** Measures the sandbox with 10,000 patients, in a process of its own, and writes docs/benchmarks.md. */
const { fork } = require('node:child_process');
const { once } = require('node:events');
const http = require('node:http');
const { cpus } = require('node:os');
const { median, writeSection } = require('./report');

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

if (process.send) serve();
else measure();

/** The process that is measured. */
async function serve() {
	const began = performance.now();
	const { startSandbox } = require('../../sandbox');
	const loaded = performance.now();
	const { url, apiKey, practiceGroupId } = await startSandbox({ patients });
	const ready = performance.now();
	const headers = { 'x-api-key': apiKey, 'x-practice-group-id': practiceGroupId };
	process.send({ url, headers, reading: loaded - began, starting: ready - loaded });
	process.on('disconnect', () => process.exit());
}

async function measure() {
	const child = fork(__filename, { execArgv: ['--require', 'tsx/cjs'] });
	const [{ url, headers, reading, starting }] = await once(child, 'message');
	const agent = new http.Agent({ keepAlive: true, maxSockets: inFlight });
	const ask = async (path) => {
		const began = performance.now();
		const [response] = await once(http.get(url + path, { agent, headers }), 'response');
		await once(response.resume(), 'end');
		return { status: response.statusCode, milliseconds: performance.now() - began };
	};

	const rows = [];
	for (const [name, path] of Object.entries(calls)) {
		for (let warmUp = 0; warmUp < 300; warmUp++) await ask(path);
		const alone = [];
		for (let count = 0; count < 500; count++) alone.push((await ask(path)).milliseconds);

		let left = requests;
		let failed = 0;
		const began = performance.now();
		const client = async () => {
			while (left-- > 0) if ((await ask(path)).status !== 200) failed++;
		};
		await Promise.all(Array.from({ length: inFlight }, client));
		const seconds = (performance.now() - began) / 1000;
		rows.push([name, median(alone).toFixed(2), Math.round(requests / seconds), failed]);
	}
	child.disconnect();
	agent.destroy();

	const section = `
The sandbox with ${patients.toLocaleString('en')} patients in a process of its own, asked by another on the same ${cpus().length} cores, Node
${process.version}. Reading its code took ${Math.round(reading)} ms, starting the practice ${Math.round(starting)} ms. One by one: the median of 500 requests.
Together: ${requests.toLocaleString('en')} requests, ${inFlight} at once.

| GET | one by one, ms | together, requests a second | not answered with 200 |
| --- | ---: | ---: | ---: |
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}
`;
	process.stdout.write(writeSection('The sandbox', section));
}
