'use strict';

const { readFileSync } = require('node:fs');
const { STATUS_CODES } = require('node:http');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const { loadContract } = require('../api');
const { contractPath } = require('./contract/contractFile');
const { CannotCompareError } = require('./contract/errors');
const { probedServer } = require('./contract/probe/connection/address');
const { openJournal } = require('./contract/probe/connection/journal');
const { createPace } = require('./contract/probe/connection/pace');
const { createProgress } = require('./contract/probe/connection/progress');
const { createSession, stoppedError } = require('./contract/probe/connection/session');
const { probeApi } = require('./contract/probe/probeApi');
const { runTool, today } = require('./contract/runTool');

/** The mock of Hero's documentation, as the contract has it. */
const documentedMock = loadContract()
	.servers.map(({ url }) => url)
	.find((url) => url.includes('/_mock/'));

const help = `npm run contract:probe -- [ADDRESS] [--json] [--write] [--resume] [--only NAMES]

Asks the mock of Hero's documentation about each call of the contract in api/. It answers from
Hero's own OpenAPI document, needs no key, and holds no patient.

ADDRESS    Default: ${documentedMock}
           Every other address but this computer (http://localhost, 127.0.0.1, [::1]) is refused.
--json     prints the report for a program
--write    takes what Hero says into the contract, and writes the generated files anew
--resume   goes on after Ctrl-C or a failure; the answers so far are in node_modules/.cache/contract-probe
--only     asks only about these calls, by operationId, with commas between them
--requests-per-second   only for this computer; the mock is asked once a second

Exit codes: 0 same, 2 changed, 1 could not compare.
`;

/**
 * @param {import('./contract/runTool').ToolOptions} options
 * @returns {Promise<import('./contract/runTool').ToolResult>}
 */
async function probe({ positionals: [address = String(documentedMock)], values }) {
	const { base, isLoopback } = probedServer(address, String(documentedMock));
	const perSecond = requestRate(values['requests-per-second'], isLoopback);
	const contractText = readFileSync(join(__dirname, '..', contractPath), 'utf8');
	const isResuming = values.resume === true;
	const journal = openJournal({ base, contractText, today: today(), isResuming });
	if (journal.note) process.stderr.write(`${journal.note}\n`);
	const stop = stopOnInterrupt();
	const progress = createProgress({ perSecond, write: (text) => process.stderr.write(text) });
	const wait = async (/** @type {number} */ milliseconds) => {
		await sleep(milliseconds, undefined, { signal: stop }).catch(() => {
			throw stoppedError();
		});
	};
	const pace = createPace({ intervalMs: 1000 / perSecond, now: () => performance.now(), wait });
	const result = await probeApi({
		ask: createSession({ base, journal, pace, stop, onAnswer: progress.count }),
		contract: loadContract(),
		only:
			typeof values.only === 'string'
				? values.only.split(',').map((name) => name.trim())
				: undefined,
		phrases: STATUS_CODES,
		onProgress: progress.expect,
	});
	journal.remove();
	const source = { kind: /** @type {const} */ ('mock'), name: base, date: journal.date };
	return { tool: 'probe', source, unreadable: [], ...result };
}

/**
 * @param {unknown} given
 * @param {boolean} isLoopback
 */
function requestRate(given, isLoopback) {
	if (given === undefined) return 1;
	if (!isLoopback) {
		throw new CannotCompareError(
			'--requests-per-second is only for this computer. The mock of the documentation is asked once a second.',
		);
	}
	const rate = Number(given);
	if (rate > 0 && rate <= 10_000) return rate;
	throw new CannotCompareError('--requests-per-second needs a number above 0.');
}

/** The first Ctrl-C ends the probe after the running request, a second one at once. */
function stopOnInterrupt() {
	const controller = new AbortController();
	process.once('SIGINT', () => {
		process.stderr.write('\nStopping after the running request.\n');
		controller.abort();
	});
	return controller.signal;
}

const flags = {
	resume: { type: /** @type {const} */ ('boolean') },
	only: { type: /** @type {const} */ ('string') },
	'requests-per-second': { type: /** @type {const} */ ('string') },
};

void runTool({ help, flags, mostPositionals: 1 }, probe);
