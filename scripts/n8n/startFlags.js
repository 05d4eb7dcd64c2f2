'use strict';

const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { cacheFolder, n8nVersion } = require('./install');

const help = `
Starts n8n ${n8nVersion} with the Hero Health node in it, beside a sandbox of Hero Health. A credential
for the sandbox and the example workflows are already there. The first start installs n8n, once:
about 5 minutes and 2.9 GB, outside this repository.

  npm start -- [flags]

  --port <number>          of n8n's editor (5678)
  --sandbox-port <number>  of the sandbox (3100)
  --no-sandbox             start without the sandbox and its credential
  --timezone <name>        of schedules and dates in n8n (Europe/London)
  --fresh                  delete everything made in n8n before, and start over
  --help                   show this text

n8n and the sandbox listen on this computer only. Their data:
${join(cacheFolder(), 'workspace')}
`;

/** @satisfies {import('node:util').ParseArgsConfig['options']} */
const options = {
	port: { type: 'string', default: '5678' },
	'sandbox-port': { type: 'string', default: '3100' },
	'no-sandbox': { type: 'boolean', default: false },
	timezone: { type: 'string', default: 'Europe/London' },
	fresh: { type: 'boolean', default: false },
	help: { type: 'boolean', default: false },
};

/**
 * @param {string} text
 * @param {string} flag
 */
function readPort(text, flag) {
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new Error(`${flag} takes a number from 1 to 65535.`);
}

/** @param {string} timezone */
function readTimezone(timezone) {
	try {
		new Intl.DateTimeFormat('en', { timeZone: timezone });
		return timezone;
	} catch {
		throw new Error('--timezone takes a name such as Europe/London.');
	}
}

/**
 * @typedef {{ port: number, sandboxPort?: number, timezone: string, fresh: boolean, help: boolean }} StartFlags
 *
 * Reads the flags of `npm start`.
 *
 * @param {string[]} flags
 * @returns {StartFlags}
 * @throws {Error} with a message for the user when a flag is unknown or its value is invalid
 */
function readFlags(flags) {
	const { values } = parseArgs({ args: flags, options });
	const port = readPort(values.port, '--port');
	const sandboxPort = values['no-sandbox']
		? undefined
		: readPort(values['sandbox-port'], '--sandbox-port');
	if (port === sandboxPort) throw new Error('--port and --sandbox-port must differ.');
	const { fresh, help } = values;
	return { port, sandboxPort, timezone: readTimezone(values.timezone), fresh, help };
}

module.exports = { help, readFlags };
