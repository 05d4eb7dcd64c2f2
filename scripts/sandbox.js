'use strict';

const { parseArgs } = require('node:util');
const { startSandbox } = require('../sandbox');
const { changeSettings, initialSettings } = require('../sandbox');

const usage = `A Hero practice on this computer, with synthetic patients.

  npm run sandbox -- [flags]

  --port <number>          the port to listen on (3100)
  --host <address>         the address to listen at: 127.0.0.1 for this computer only, or one such as
                           0.0.0.0 for other computers (127.0.0.1)
  --seed <number>          generates the practice; the same number gives the same one (1)
  --patients <number>      how many patients it has, beside those of docs/sandbox.md (500)
  --surprises              some responses have unknown fields and values, as a real API may send
  --latency <number>       milliseconds by which every response is delayed (0)
  --rate-limit <number>    requests accepted per second, the others get 429; 0 is no limit (0)
  --error-share <number>   share of requests answered with 503, from 0 to 1 (0)
  --scopes <names>         of the key, any of messaging, booking, booking links, separated by commas;
                           calls of a missing scope get 403 (all three)
  --signature <form>       of webhook deliveries: hex, base64, sha256=hex or none (hex)
  --clock-speed <number>   seconds that pass in the practice in one real second (1)
  --help                   this text

GET /_sandbox/settings shows these and all other settings, POST changes them while the sandbox runs.`;

/** @satisfies {import('node:util').ParseArgsConfig['options']} */
const options = {
	port: { type: 'string', default: '3100' },
	host: { type: 'string' },
	seed: { type: 'string', default: '1' },
	patients: { type: 'string', default: '500' },
	surprises: { type: 'boolean' },
	latency: { type: 'string' },
	'rate-limit': { type: 'string' },
	'error-share': { type: 'string' },
	scopes: { type: 'string' },
	signature: { type: 'string' },
	'clock-speed': { type: 'string' },
	help: { type: 'boolean' },
};

/** Flags that set a setting of the sandbox from the start. */
const settingFlags = /** @type {const} */ ([
	['latency', 'latency_ms'],
	['rate-limit', 'rate_limit_per_second'],
	['error-share', 'share_5xx'],
	['scopes', 'scopes'],
	['signature', 'signature'],
	['clock-speed', 'clock_speed'],
]);

/** @typedef {ReturnType<typeof parseArgs<{ options: typeof options }>>['values']} Flags */

/**
 * Prints the problem in one line and ends the process.
 *
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
	console.error(message);
	process.exit(1);
}

/** @returns {Flags} */
function readFlags() {
	try {
		return parseArgs({ options }).values;
	} catch (error) {
		return fail(/** @type {Error} */ (error).message);
	}
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} maximum
 */
const wholeNumber = (name, text, maximum) =>
	/^\d+$/.test(text) && Number(text) <= maximum
		? Number(text)
		: fail(`--${name} takes a whole number up to ${maximum}, not "${text}".`);

/** @param {Flags} flags */
function readSettings(flags) {
	/** @type {Record<string, string | number>} */
	const settings = {};
	for (const [flag, name] of settingFlags) {
		const text = flags[flag];
		if (text === undefined) continue;
		const isNumber = name !== 'signature' && name !== 'scopes' && text.trim() !== '';
		const value = isNumber ? Number(text) : text;
		try {
			changeSettings(initialSettings(), { [name]: value });
		} catch (refusal) {
			const [{ expected }] = /** @type {any} */ (refusal).response.body.message;
			fail(`--${flag} does not take "${text}". Expected: ${expected}.`);
		}
		settings[name] = value;
	}
	return settings;
}

async function main() {
	const flags = readFlags();
	if (flags.help) return console.log(usage);

	const sandbox = await startSandbox({
		port: wholeNumber('port', flags.port, 65535),
		host: flags.host,
		seed: wholeNumber('seed', flags.seed, 2 ** 31),
		patients: wholeNumber('patients', flags.patients, 100_000),
		unknownValues: flags.surprises,
		settings: readSettings(flags),
	});
	console.log(`The Hero sandbox listens at ${sandbox.url}

  API key            ${sandbox.apiKey}
  Practice group id  ${sandbox.practiceGroupId}

Two people to try:
  Sam Testpatient    999 000 0018, born 1990-12-31: is registered at once
  Alex Example       999 000 0026, born 1985-07-14: has to prove their identity first
docs/sandbox.md names more: patients who have died or moved away, a family with one mobile, and others.

Open ${sandbox.url} in a browser to watch the practice and to play its patients.

Press Ctrl-C to stop.`);

	for (const signal of ['SIGINT', 'SIGTERM']) {
		process.once(signal, () => sandbox.stop().then(() => process.exit(0)));
	}
}

main().catch((error) =>
	fail(
		error.code === 'EADDRINUSE'
			? `Port ${error.port} is in use. Choose another one with --port.`
			: error.message,
	),
);
