'use strict';

/** Takes a picture of a workflow in a running n8n: `node scripts/screenshot.js --help`. */
const { parseArgs } = require('node:util');
const { openBrowser } = require('./chromium');
const { N8nClient } = require('../n8n/client');
const { holdStill, openNode, openWorkflow, signIn } = require('../n8n/editor');
const { owner } = require('../n8n/workspace');

const help = `
Takes a picture of a workflow in an n8n that npm start has started.

  node scripts/screenshot.js --workflow "<name>" --out <file.png> [flags]

  --node "<name>"    open the panel of this node first
  --url <address>    of n8n (http://127.0.0.1:5678)
  --width <pixels>   (1400)
  --height <pixels>  (900)

CHROMIUM_PATH names the browser (/usr/bin/chromium).
`;

const options = {
	workflow: { type: 'string' },
	out: { type: 'string' },
	node: { type: 'string' },
	url: { type: 'string', default: 'http://127.0.0.1:5678' },
	width: { type: 'string', default: '1400' },
	height: { type: 'string', default: '900' },
	help: { type: 'boolean', default: false },
};

/** The id of the workflow with this name. Throws when n8n has none. */
async function findWorkflow(url, name) {
	const client = new N8nClient(url);
	await client.signIn(owner);
	const workflows = await client.workflows();
	const found = workflows.find((workflow) => workflow.name === name);
	if (found) return found.id;
	const names = workflows.map((workflow) => `"${workflow.name}"`).join(', ');
	throw new Error(`There is no workflow "${name}" among ${names}.`);
}

/**
 * Takes the picture.
 *
 * @param {object} picture
 * @param {string} picture.url of n8n
 * @param {string} picture.workflow name of the workflow
 * @param {string} [picture.node] name of the node whose panel is opened
 * @param {string} picture.out the PNG file
 * @param {number} picture.width in pixels
 * @param {number} picture.height in pixels
 */
async function takeScreenshot({ url, workflow, node, out, width, height }) {
	const id = await findWorkflow(url, workflow);
	const chrome = await openBrowser();
	try {
		const page = await chrome.newPage({ viewport: { width, height } });
		await signIn(page, url);
		await openWorkflow(page, url, id);
		await holdStill(page);
		await page.keyboard.press('Escape');
		await page.keyboard.press('1');
		await page.waitForTimeout(1000);
		if (node) await openNode(page, node);
		await page.waitForTimeout(1000);
		await page.screenshot({ path: out });
	} finally {
		await chrome.close();
	}
}

function readFlags() {
	const { values } = parseArgs({ options });
	if (!values.help && !(values.workflow && values.out)) {
		throw new Error('--workflow and --out are needed.');
	}
	return { ...values, width: Number(values.width), height: Number(values.height) };
}

async function main() {
	let flags;
	try {
		flags = readFlags();
	} catch (error) {
		console.error(`${error.message}\n${help}`);
		return 2;
	}
	if (flags.help) return void console.log(help);
	await takeScreenshot(flags);
	console.log(flags.out);
}

module.exports = { takeScreenshot };

if (require.main === module) {
	main().then(
		(code = 0) => process.exit(code),
		(error) => {
			console.error(error.message);
			process.exit(1);
		},
	);
}
