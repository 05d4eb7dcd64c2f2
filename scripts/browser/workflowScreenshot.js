'use strict';

/** Takes a screenshot of a workflow in a running n8n: `node scripts/browser/workflowScreenshot.js --help`. */
const { parseArgs } = require('node:util');
const { N8nClient } = require('../n8n/client');
const { holdStill, openNode, openWorkflow, signIn } = require('../n8n/editor');
const { owner } = require('../n8n/workspace');
const { openBrowser } = require('./chromium');

const help = `
Takes a screenshot of a workflow in an n8n that npm start has started.

  node scripts/browser/workflowScreenshot.js --workflow "<name>" --out <file.png> [flags]

  --node "<name>"    open the panel of this node first
  --url <address>    of n8n (http://127.0.0.1:5678)
  --width <pixels>   (1400)
  --height <pixels>  (900)

CHROMIUM_PATH names the browser (/usr/bin/chromium).
`;

/** @satisfies {import('node:util').ParseArgsConfig['options']} */
const options = {
	workflow: { type: 'string' },
	out: { type: 'string' },
	node: { type: 'string' },
	url: { type: 'string', default: 'http://127.0.0.1:5678' },
	width: { type: 'string', default: '1400' },
	height: { type: 'string', default: '900' },
	help: { type: 'boolean', default: false },
};

/**
 * Returns the id of the workflow with this name. Throws when n8n has none.
 *
 * @param {string} url of n8n
 * @param {string} name
 */
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
 * @param {object} screenshot
 * @param {string} screenshot.url of n8n
 * @param {string} screenshot.workflow name of the workflow
 * @param {string} [screenshot.node] name of the node whose panel is opened
 * @param {string} screenshot.out the PNG file
 * @param {number} screenshot.width in pixels
 * @param {number} screenshot.height in pixels
 */
async function takeScreenshot({ url, workflow, node, out, width, height }) {
	const id = await findWorkflow(url, workflow);
	const browser = await openBrowser();
	try {
		const page = await browser.newPage({ viewport: { width, height } });
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
		await browser.close();
	}
}

/** @throws {Error} when a flag is unknown or a required one is missing */
function readFlags() {
	const { values } = parseArgs({ options });
	const { help: wantsHelp, workflow, out, width, height, ...rest } = values;
	if (wantsHelp) return undefined;
	if (!workflow || !out) throw new Error('--workflow and --out are required.');
	return { ...rest, workflow, out, width: Number(width), height: Number(height) };
}

async function main() {
	let flags;
	try {
		flags = readFlags();
	} catch (error) {
		console.error(`${/** @type {Error} */ (error).message}\n${help}`);
		return 2;
	}
	if (!flags) {
		console.log(help);
		return 0;
	}
	await takeScreenshot(flags);
	console.log(flags.out);
	return 0;
}

main().then(
	(code) => process.exit(code),
	(error) => {
		console.error(error.message);
		process.exit(1);
	},
);
