'use strict';

const { owner } = require('./workspace');

/** @typedef {import('playwright-core').Page} Page */

// Animations and passing messages would make each screenshot a different one.
const stillness = `
	*, *::before, *::after { transition: none !important; animation: none !important; }
	.el-notification, [data-test-id='chat-sidebar'] { display: none !important; }
`;

/**
 * @param {Page} page
 * @param {string} url of n8n
 */
async function signIn(page, url) {
	await page.goto(`${url}/signin`);
	await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
	await page.locator('input[type="password"]').fill(owner.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((address) => !address.pathname.includes('signin'));
}

/**
 * Opens a stored workflow on the canvas.
 *
 * @param {Page} page
 * @param {string} url of n8n
 * @param {string} id of the workflow
 */
async function openWorkflow(page, url, id) {
	await page.goto(`${url}/workflow/${id}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
}

/**
 * Stops animations and hides messages, so that screenshots of the opened page are alike.
 *
 * @param {Page | import('playwright-core').Frame} page
 */
async function holdStill(page) {
	await page.addStyleTag({ content: stillness });
}

/**
 * Opens the panel of a node on the canvas.
 *
 * @param {Page} page
 * @param {string} name
 */
async function openNode(page, name) {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
	await page.locator('[data-test-id="node-parameters"]').waitFor();
	// n8n shows extra buttons under the pointer, so it moves away before the screenshot.
	await page.mouse.move(0, 0);
}

module.exports = { holdStill, openNode, openWorkflow, signIn };
