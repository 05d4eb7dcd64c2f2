'use strict';

const { parseArgs } = require('node:util');
const { startSandbox } = require('../sandbox');
const { changeSettings, initialSettings } = require('../sandbox');

const usage = `A Hero practice on this computer, with invented patients.

  npm run sandbox -- [flags]

  --port <number>          where to listen (3100)
  --host <address>         who may reach it: 127.0.0.1, this computer alone, or such as 0.0.0.0 (127.0.0.1)
  --seed <number>          which practice to make up (1)
  --patients <number>      how many patients it has (500)
  --surprises              now and then unknown fields and values, as a real API may send
  --latency <number>       milliseconds by which every answer is late (0)
  --rate-limit <number>    requests let through in a second, the others get 429; 0 is no limit (0)
  --error-share <number>   share of requests answered with 503, from 0 to 1 (0)
  --signature <form>       of webhook deliveries: hex, base64, sha256=hex or none (hex)
  --clock-speed <number>   seconds that pass in the practice in one real second (1)
  --help                   this text

GET /_sandbox/settings shows these and all other switches, POST turns them while the sandbox runs.`;

/** Flags that set a switch of the sandbox from the start. */
const switches = {
	latency: 'latency_ms',
	'rate-limit': 'rate_limit_per_second',
	'error-share': 'share_5xx',
	signature: 'signature',
	'clock-speed': 'clock_speed',
};

/** Ends with one line that says what is wrong. */
const fail = (message) => {
	console.error(message);
	process.exit(1);
};

const readOptions = () => {
	try {
		const options = {
			port: { type: 'string' },
			host: { type: 'string' },
			seed: { type: 'string' },
			patients: { type: 'string' },
			surprises: { type: 'boolean' },
			help: { type: 'boolean' },
			...Object.fromEntries(Object.keys(switches).map((flag) => [flag, { type: 'string' }])),
		};
		return parseArgs({ options }).values;
	} catch (error) {
		return fail(error.message);
	}
};

const wholeNumber = (name, text, most) =>
	/^\d+$/.test(text) && Number(text) <= most
		? Number(text)
		: fail(`--${name} takes a whole number up to ${most}, not "${text}".`);

const readSettings = (flags) => {
	const settings = {};
	for (const [flag, name] of Object.entries(switches)) {
		const text = flags[flag];
		if (text === undefined) continue;
		const isNumber = name !== 'signature' && text.trim() !== '';
		const value = isNumber ? Number(text) : text;
		try {
			changeSettings(initialSettings(), { [name]: value });
		} catch (refusal) {
			const [{ expected }] = refusal.response.body.message;
			fail(`--${flag} does not take "${text}". Expected: ${expected}.`);
		}
		settings[name] = value;
	}
	return settings;
};

const main = async () => {
	const {
		port = '3100',
		host,
		seed = '1',
		patients = '500',
		surprises,
		help,
		...flags
	} = readOptions();
	if (help) return console.log(usage);

	const sandbox = await startSandbox({
		port: wholeNumber('port', port, 65535),
		host,
		seed: wholeNumber('seed', seed, 2 ** 31),
		patients: wholeNumber('patients', patients, 100_000),
		unknownValues: surprises,
		settings: readSettings(flags),
	});
	console.log(`The Hero sandbox listens at ${sandbox.url}

  API key            ${sandbox.apiKey}
  Practice group id  ${sandbox.practiceGroupId}

Two people to try:
  Sam Testpatient    999 000 0018, born 1990-12-31: registered at once
  Alex Example       999 000 0026, born 1985-07-14: has to prove identity first

Open ${sandbox.url} in a browser to watch the practice and to play its patients.

Press Ctrl-C to stop.`);

	for (const signal of ['SIGINT', 'SIGTERM']) {
		process.once(signal, () => sandbox.stop().then(() => process.exit(0)));
	}
};

main().catch((error) =>
	fail(
		error.code === 'EADDRINUSE'
			? `Port ${error.port} is in use. Choose another one with --port.`
			: error.message,
	),
);
