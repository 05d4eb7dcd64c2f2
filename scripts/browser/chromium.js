'use strict';

const { existsSync } = require('node:fs');
const { chromium } = require('playwright-core');

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** True when there is a browser; warns when there is none. */
exports.hasBrowser = () => {
	const exists = existsSync(executablePath);
	if (!exists) console.warn(`No browser at ${executablePath}: CHROMIUM_PATH names another one.`);
	return exists;
};

/** Opens a browser without a display that sends no requests of its own. */
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
