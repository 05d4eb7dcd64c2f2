'use strict';

const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { cacheFolder, n8nVersion } = require('./install');

const help = `
Starts n8n ${n8nVersion} with the Hero Health node in it, beside a sandbox of Hero Health; a credential
for the sandbox and the example workflows are there already. The first start installs n8n, once:
about 5 minutes and 2.9 GB, outside this repository.

  npm start -- [flags]

  --port <number>          of n8n's editor (5678)
  --sandbox-port <number>  of the sandbox (3100)
  --no-sandbox             leave the sandbox and its credential out
  --timezone <name>        of schedules and dates in n8n (Europe/London)
  --fresh                  delete what was made in n8n before, and begin anew
  --help                   show this text

n8n and the sandbox listen on this computer alone. Their data:
${join(cacheFolder(), 'workspace')}
`;

const options = {
	port: { type: 'string', default: '5678' },
	'sandbox-port': { type: 'string', default: '3100' },
	'no-sandbox': { type: 'boolean', default: false },
	timezone: { type: 'string', default: 'Europe/London' },
	fresh: { type: 'boolean', default: false },
	help: { type: 'boolean', default: false },
};

function readPort(values, name) {
	const port = Number(values[name]);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new Error(`--${name} takes a number from 1 to 65535.`);
}

function readTimezone({ timezone }) {
	try {
		new Intl.DateTimeFormat('en', { timeZone: timezone });
		return timezone;
	} catch {
		throw new Error('--timezone takes a name such as Europe/London.');
	}
}

/**
 * Reads the flags of `npm start`.
 *
 * @param {string[]} flags
 * @returns {{ port: number, sandboxPort?: number, timezone: string, fresh: boolean, help: boolean }}
 * @throws {Error} in plain words for a flag that is unknown or a value that cannot be
 */
function readFlags(flags) {
	const { values } = parseArgs({ args: flags, options });
	const port = readPort(values, 'port');
	const sandboxPort = values['no-sandbox'] ? undefined : readPort(values, 'sandbox-port');
	if (port === sandboxPort) throw new Error('--port and --sandbox-port must differ.');
	const { fresh, help } = values;
	return { port, sandboxPort, timezone: readTimezone(values), fresh, help };
}

module.exports = { help, readFlags };
