'use strict';

const { accessSync, constants, existsSync } = require('node:fs');
const { dirname, resolve } = require('node:path');

const { CannotCompareError } = require('../errors');
const { environmentOf } = require('./environment');

exports.help = `npm run contract:observe -- --environment staging|production|ADDRESS [options]
npm run contract:observe -- --listen PORT [options]

Asks each read of the contract at Hero, and compares the form of the responses with the contract in api/. No value of a
response is shown or stored. The key and the practice group come from HERO_API_KEY and HERO_PRACTICE_GROUP_ID, or are
asked for. They are never arguments.

There is at most one request a second, and one for each read. A list that has pages is asked at most nine times: as it
comes, by two pages of one record, and for up to five larger pages; in production the last only where the list holds no
patients. Four requests are wrong on purpose, to see how Hero refuses them.

--environment     staging, production or an https address; plain http for this computer alone
--json            prints the report for a program
--write           takes what Hero says into the contract, and writes the generated files anew
--out FILE        also writes the report as JSON, for the maintainers: it holds no key, no ID and no name of a person
--show-names      shows in this terminal the names that the report hides: those with a word that fields rarely have
--yes             does not ask again before the reads in production
--test-patient ID makes writes for this patient of staging after the reads; each is asked for first
--listen PORT     waits on this computer for deliveries of Hero; put a tunnel with an https address in front of it.
                  HERO_SIGNING_KEY checks the signatures
--answer STATUS   the response to each delivery (200); 500 makes Hero repeat it
--deliveries N    ends after N deliveries; otherwise Ctrl-C ends the waiting
--interval MS     milliseconds between two requests, at this computer's own address alone (1000)
--timeout MS      milliseconds until a request times out, at this computer's own address alone (30000)

Exit codes: 0 same, 2 changed, 1 could not compare.
`;

/** @type {import('../runTool').ToolInterface['flags']} */
exports.flags = {
	environment: { type: 'string' },
	out: { type: 'string' },
	'test-patient': { type: 'string' },
	'show-names': { type: 'boolean' },
	yes: { type: 'boolean' },
	listen: { type: 'string' },
	deliveries: { type: 'string' },
	answer: { type: 'string' },
	interval: { type: 'string' },
	timeout: { type: 'string' },
	// These are read only to be refused with their reason.
	key: { type: 'string' },
	'api-key': { type: 'string' },
	'signing-key': { type: 'string' },
};

/**
 * @typedef {object} ObserveOptions
 * @property {import('./environment').ObservedEnvironment} [environment] undefined if only deliveries are awaited
 * @property {string} [out]
 * @property {string} [testPatient]
 * @property {boolean} showsNames
 * @property {boolean} isConfirmed
 * @property {{ port: number, answer: number, deliveries: number }} [listen]
 * @property {number} intervalMs
 * @property {number} timeoutMs
 */

/**
 * Reads the flags. Throws CannotCompareError for what cannot be meant or is not allowed.
 *
 * @param {import('../runTool').ToolOptions['values']} values
 * @param {import('../../../api').Contract} contract
 * @returns {ObserveOptions}
 */
exports.optionsOf = (values, contract) => {
	assertNoKey(values);
	const text = (/** @type {string} */ name) => /** @type {string | undefined} */ (values[name]);
	const environment = text('environment');
	if (environment === undefined && text('listen') === undefined) {
		throw new CannotCompareError(`--environment or --listen is missing.\n\n${exports.help}`);
	}
	const observed = environment === undefined ? undefined : environmentOf(environment, contract);
	if (values.write === true && observed?.isLoopback) {
		throw new CannotCompareError(
			'--write is refused for an address of this computer: a sandbox would write its own guesses into the contract.',
		);
	}
	return {
		environment: observed,
		out: freeFile(text('out')),
		testPatient: patientOf(text('test-patient'), observed),
		showsNames: values['show-names'] === true,
		isConfirmed: values.yes === true,
		listen: listenOf(text),
		intervalMs: ownPace(text('interval'), 'interval', observed) ?? 1000,
		timeoutMs: ownPace(text('timeout'), 'timeout', observed) ?? 30_000,
	};
};

/** @param {import('../runTool').ToolOptions['values']} values */
function assertNoKey(values) {
	const flag = ['key', 'api-key', 'signing-key'].find((name) => values[name] !== undefined);
	if (!flag) return;
	const variable = flag === 'signing-key' ? 'HERO_SIGNING_KEY' : 'HERO_API_KEY';
	throw new CannotCompareError(
		`--${flag} is refused: the key would stay in the history of the shell and in the list of processes. Set ${variable}, or type it when asked. Replace the key that you have just given.`,
	);
}

/** @param {string | undefined} file */
function freeFile(file) {
	if (file === undefined) return undefined;
	if (existsSync(file)) {
		throw new CannotCompareError('The file of --out exists already. It is never overwritten.');
	}
	try {
		accessSync(dirname(resolve(file)), constants.W_OK);
	} catch {
		throw new CannotCompareError(
			'The folder of --out does not exist, or nothing can be written there.',
		);
	}
	return file;
}

/**
 * @param {string | undefined} id
 * @param {import('./environment').ObservedEnvironment | undefined} environment
 */
function patientOf(id, environment) {
	if (id === undefined) return undefined;
	if (environment?.kind !== 'staging') {
		throw new CannotCompareError(
			'--test-patient needs --environment staging or an address of this computer: writes are never made elsewhere.',
		);
	}
	if (/^[\w-]{1,64}$/.test(id)) return id;
	throw new CannotCompareError("--test-patient is Hero's ID of a patient, such as 98765.");
}

/** @param {(name: string) => string | undefined} text */
function listenOf(text) {
	if (text('listen') === undefined) return undefined;
	return {
		port: numberOf(text('listen'), 'listen', 0, 65_535),
		answer: numberOf(text('answer') ?? '200', 'answer', 200, 599),
		deliveries: text('deliveries') ? numberOf(text('deliveries'), 'deliveries', 1, 1000) : Infinity,
	};
}

/**
 * @param {string | undefined} value
 * @param {string} flag
 * @param {import('./environment').ObservedEnvironment | undefined} environment
 */
function ownPace(value, flag, environment) {
	if (value === undefined) return undefined;
	if (!environment?.isLoopback) {
		throw new CannotCompareError(`--${flag} is only for an address of this computer.`);
	}
	return numberOf(value, flag, 0, 600_000);
}

/**
 * @param {string | undefined} value
 * @param {string} flag
 * @param {number} least
 * @param {number} most
 */
function numberOf(value = '', flag, least, most) {
	const number = /^\d{1,6}$/.test(value) ? Number(value) : NaN;
	if (number >= least && number <= most) return number;
	throw new CannotCompareError(`--${flag} is a whole number from ${least} to ${most}.`);
}
