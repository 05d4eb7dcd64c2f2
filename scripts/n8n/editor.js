'use strict';

const { owner } = require('./workspace');

// Movement and messages that come and go would make each picture a different one.
const stillness = `
	*, *::before, *::after { transition: none !important; animation: none !important; }
	.el-notification, [data-test-id='chat-sidebar'] { display: none !important; }
`;

async function signIn(page, url) {
	await page.goto(`${url}/signin`);
	await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
	await page.locator('input[type="password"]').fill(owner.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((address) => !address.pathname.includes('signin'));
}

/** Opens a stored workflow on the canvas. */
async function openWorkflow(page, url, id) {
	await page.goto(`${url}/workflow/${id}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
}

/** Keeps still what would make each picture of an opened page a different one. */
async function holdStill(page) {
	await page.addStyleTag({ content: stillness });
}

/** Opens the panel of a node on the canvas. */
async function openNode(page, name) {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
	await page.locator('[data-test-id="node-parameters"]').waitFor();
	// Where the pointer rests, n8n shows buttons that do not belong in a picture.
	await page.mouse.move(0, 0);
}

module.exports = { holdStill, openNode, openWorkflow, signIn };
