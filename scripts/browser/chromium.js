'use strict';

const { existsSync } = require('node:fs');
const { chromium } = require('playwright-core');

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Whether there is a browser; warns when there is none. */
exports.hasBrowser = () => {
	const isThere = existsSync(executablePath);
	if (!isThere) console.warn(`No browser at ${executablePath}: CHROMIUM_PATH names another one.`);
	return isThere;
};

/** Opens the browser of a computer without a display, which calls nobody on its own account. */
exports.openBrowser = () =>
	chromium.launch({
		executablePath,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
