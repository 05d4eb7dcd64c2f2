'use strict';

const { parseArgs } = require('node:util');
const { startSandbox } = require('../sandbox');

const usage = `A Hero practice on this computer, with invented patients.

  --port <number>   where to listen (default 3100)
  --seed <number>   which practice to make up (default 1)
  --help            this text`;

/** Ends with one line that says what is wrong. */
const fail = (message) => {
	console.error(message);
	process.exit(1);
};

const readOptions = () => {
	try {
		const options = {
			port: { type: 'string' },
			seed: { type: 'string' },
			help: { type: 'boolean' },
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

const main = async () => {
	const { port = '3100', seed = '1', help } = readOptions();
	if (help) return console.log(usage);

	const sandbox = await startSandbox({
		port: wholeNumber('port', port, 65535),
		seed: wholeNumber('seed', seed, 2 ** 31),
	});
	console.log(`The Hero sandbox listens at ${sandbox.url}

  API key            ${sandbox.apiKey}
  Practice group id  ${sandbox.practiceGroupId}

Two people to try:
  Sam Testpatient    999 000 0018, born 1990-12-31: registered at once
  Alex Example       999 000 0026, born 1985-07-14: has to prove identity first

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
