'use strict';

/**
 * Takes the screenshots of docs/my-run-stopped.md: `node --require tsx/cjs scripts/browser/stoppedRunScreenshots.js
 * --help`.
 */
const { parseArgs } = require('node:util');
const { startSandbox } = require('../../sandbox');
const { signIn } = require('../n8n/editor');
const { fasterExpressions, newest, openN8n } = require('../n8n/temporary');
const { storeCredential } = require('../n8n/workflows');
const { openBrowser } = require('./chromium');
const { scenes } = require('./stoppedRunScenes');

const help = `
Takes the screenshots of docs/my-run-stopped.md in a real n8n with a sandbox, both of its own.
Build the package first (npm run build).

  node --require tsx/cjs scripts/browser/stoppedRunScreenshots.js [scene...] [flags]

  scene                  one of ${Object.keys(scenes).join(', ')} (all)
  --out <folder>         (docs/images)
  --n8n-version <x.y.z>  (${newest})

CHROMIUM_PATH names the browser (/usr/bin/chromium).
`;

/** @satisfies {import('node:util').ParseArgsConfig['options']} */
const options = {
	out: { type: 'string', default: 'docs/images' },
	'n8n-version': { type: 'string', default: newest },
	help: { type: 'boolean', default: false },
};

/** @param {{ out: string, version: string, names: string[] }} flags */
async function takeScreenshots({ out, version, names }) {
	const sandbox = await startSandbox();
	const n8n = await openN8n({ version, environment: fasterExpressions });
	try {
		await n8n.start();
		const credential = await storeCredential(n8n, sandbox);
		const browser = await openBrowser();
		try {
			const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
			page.setDefaultTimeout(300_000);
			await signIn(page, n8n.url);
			const stage = { n8n, sandbox, credential, page, out };
			for (const [name, show] of Object.entries(scenes)) {
				if (names.length === 0 || names.includes(name)) await show(stage);
			}
		} finally {
			await browser.close();
		}
	} finally {
		await Promise.all([n8n.close(), sandbox.stop()]);
	}
}

async function main() {
	const { values, positionals } = parseArgs({ options, allowPositionals: true });
	if (values.help) return console.log(help);
	const { out, 'n8n-version': version } = values;
	await takeScreenshots({ out, version, names: positionals });
}

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
