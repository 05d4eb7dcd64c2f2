'use strict';

const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { holdStill, openNode, openWorkflow } = require('../n8n/editor');
const { eventually } = require('../n8n/eventually');
const {
	byId,
	carriedOutCalls,
	chain,
	heroNode,
	itemNodes,
	startNode,
} = require('../n8n/workflows');

/**
 * @typedef {import('playwright-core').Frame} Frame
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('../n8n/workflows').N8n} N8n
 * @typedef {import('../../sandbox').Sandbox} Sandbox
 * @typedef {import('n8n-workflow').INodeParameters} Parameters
 * @typedef {Partial<import('n8n-workflow').INode>} Settings
 *
 * @typedef {object} Stage
 * @property {N8n} n8n
 * @property {Sandbox} sandbox
 * @property {import('../n8n/workflows').Credential} credential
 * @property {Page} page
 * @property {string} out the folder of the screenshots
 */

const nodeName = 'Text the Patient';

/** The third of five patients has no mobile. */
const fivePatients = ['98765', '98766', '98772', '98767', '98768'];

const reachable = (/** @type {string} */ id) => !['98772', '98792'].includes(id);
const twentyPatients = Array.from({ length: 21 }, (_, index) => `${98765 + index}`).filter(
	reachable,
);

/** One after another, so that each run stops at the same place. */
const oneByOne = { itemsInParallel: 1 };
const onceInCampaign = {
	...{ sendOnlyOnce: true, oncePer: 'patientAndCampaign', campaign: 'Flu 2026' },
	...oneByOne,
};

/**
 * Stores a workflow that texts these patients, and returns its ID.
 *
 * @param {Stage} stage
 * @param {string} name
 * @param {string[]} patients
 * @param {Parameters} parameters
 * @returns {Promise<string>}
 */
async function createWorkflow({ n8n, credential }, name, patients, parameters) {
	const texting = heroNode(credential, 'message: send', {
		...{ messageType: 'sms', patientId: byId('={{ $json.patient_id }}') },
		messageString: 'Flu vaccinations start on Monday. Please call us to book yours.',
		...parameters,
	});
	const items = itemNodes(patients.map((patient_id) => ({ patient_id })));
	const workflow = chain(startNode, ...items, { ...texting, name: nodeName });
	return (await n8n.client.createWorkflow({ ...workflow, name })).id;
}

/**
 * Lets the node that sends continue on errors, as somebody does in the editor.
 *
 * @param {Stage} stage
 * @param {string} id of the workflow
 */
async function continueOnErrors({ n8n }, id) {
	const workflow = await n8n.client.workflow(id);
	const nodes = workflow.nodes.map((node) =>
		'name' in node && node.name === nodeName ? { ...node, onError: 'continueErrorOutput' } : node,
	);
	await n8n.client.updateWorkflow(id, { ...workflow, nodes });
}

/**
 * Runs a workflow, and returns the ID of the execution once it has ended.
 *
 * @param {Stage} stage
 * @param {string} id of the workflow
 */
async function runWorkflow({ n8n }, id) {
	const { executionId } = await n8n.client.runWorkflow(id, startNode.name);
	return (await n8n.client.waitForExecution(String(executionId))).id;
}

/** @param {Frame | Page} place */
const partOf = (place) => (/** @type {string} */ name) => place.locator(`[data-test-id="${name}"]`);

/**
 * Returns the frame in which n8n shows an execution, which is one of its own in some versions.
 *
 * @param {Page} page
 * @returns {Promise<Frame>}
 */
async function executionFrame(page) {
	const node = `[data-test-id="canvas-node"][data-node-name="${nodeName}"]`;
	return await eventually(
		async () => {
			for (const frame of page.frames()) {
				if (await frame.locator(node).isVisible()) return frame;
			}
			return undefined;
		},
		{ what: 'nodes of the execution', within: 60_000 },
	);
}

/**
 * Opens an execution in the list of executions of its workflow.
 *
 * @param {Stage} stage
 * @param {string} workflowId
 * @param {string} id
 * @returns {Promise<Frame>} the frame that shows it
 */
async function openExecution({ n8n, page }, workflowId, id) {
	await page.goto(`${n8n.url}/workflow/${workflowId}/executions/${id}`);
	const frame = await executionFrame(page);
	for (const one of page.frames()) await holdStill(one);
	return frame;
}

/**
 * Takes a screenshot of what the node put out in an execution.
 *
 * @param {Stage} stage
 * @param {string} workflowId
 * @param {string} executionId
 * @param {{ name: string, text: string, height?: number }} picture `text` is in it; height in pixels
 */
async function pictureOutput(stage, workflowId, executionId, { name, text, height }) {
	const { page, out } = stage;
	const frame = await openExecution(stage, workflowId, executionId);
	await frame.locator(`[data-test-id="canvas-node"][data-node-name="${nodeName}"]`).dblclick();
	const panel = partOf(frame)('output-panel');
	await panel.getByText(text).first().waitFor();
	await page.mouse.move(0, 0);
	const box = await panel.boundingBox();
	if (!box) throw new Error('The output of the node is not in sight.');
	await save(page, out, name, { ...box, height: height ?? box.height });
}

/**
 * @param {Page} page
 * @param {string} out
 * @param {string} name
 * @param {{ x: number, y: number, width: number, height: number }} clip in pixels
 */
async function save(page, out, name, clip) {
	const path = join(out, `${name}.png`);
	// The last animation of n8n is drawn by a script, which no style stops.
	await sleep(1000);
	await page.screenshot({ path, clip });
	console.log(path);
}

/**
 * Hero refuses one of five. The run stops, and a retry sends the others.
 *
 * @param {Stage} stage
 */
async function showRefusedItem(stage) {
	const { n8n, page, out } = stage;
	const id = await createWorkflow(stage, 'Flu Invitations', fivePatients, oneByOne);
	const stopped = await runWorkflow(stage, id);
	const text = 'Of the other items';
	await pictureOutput(stage, id, stopped, { name: 'run-stopped', text, height: 330 });

	await continueOnErrors(stage, id);
	await openExecution(stage, id, stopped);
	await page.locator('.retry-button').click();
	const retry = page.getByText('Retry with currently saved workflow').first();
	await retry.waitFor();
	await save(page, out, 'run-retry', { x: 0, y: 0, width: 1500, height: 640 });
	await retry.click();
	const retried = await eventually(
		async () => (await n8n.client.executions(id)).find((one) => one.id !== stopped),
		{ what: 'retry', within: 60_000 },
	);
	await n8n.client.waitForExecution(retried.id);
	const picture = { name: 'run-retried', text: 'doneBefore', height: 480 };
	await pictureOutput(stage, id, retried.id, picture);
}

/**
 * The settings, and a workflow that somebody starts twice.
 *
 * @param {Stage} stage
 */
async function showSendOnlyOnce(stage) {
	const { n8n, page, out } = stage;
	const name = 'Flu Invitations, Each Once';
	const id = await createWorkflow(stage, name, fivePatients.filter(reachable), onceInCampaign);
	await openWorkflow(page, n8n.url, id);
	await holdStill(page);
	await openNode(page, nodeName);
	const part = partOf(page);
	await part('tab-settings').click();
	const items = part('parameter-item').filter({ visible: true });
	const box = async (/** @type {string} */ label) =>
		(await items.filter({ hasText: label }).first().boundingBox()) ?? {
			x: 0,
			y: 0,
			width: 0,
			height: 0,
		};
	const [first, last] = [await box('Send Only Once'), await box('When It Is Unclear')];
	const height = last.y + last.height - first.y + 24;
	const clip = { x: first.x - 16, y: first.y - 12, width: first.width + 32, height };
	await save(page, out, 'send-only-once', clip);

	await runWorkflow(stage, id);
	const again = await runWorkflow(stage, id);
	await pictureOutput(stage, id, again, { name: 'run-twice', text: 'alreadySent', height: 345 });
}

/**
 * The computer of n8n stops in the middle. A second run sends what was surely not sent.
 *
 * @param {Stage} stage
 */
async function showStoppedComputer(stage) {
	const { n8n, sandbox } = stage;
	const name = 'Flu Invitations to Twenty';
	const id = await createWorkflow(stage, name, twentyPatients, onceInCampaign);
	const setLatency = async (/** @type {number} */ latency_ms) =>
		await fetch(`${sandbox.url}/_sandbox/settings`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ latency_ms }),
		});
	await setLatency(1000);
	sandbox.ledger.length = 0;
	const { executionId } = await n8n.client.runWorkflow(id, startNode.name);
	const sent = () => Promise.resolve(carriedOutCalls(sandbox, 'sendMessage').length > 1);
	await eventually(sent, { what: 'messages', within: 120_000 });
	await n8n.kill();
	await setLatency(0);
	await n8n.start();
	const crashed = { name: 'run-crashed', text: 'Execution stopped at this node', height: 300 };
	await pictureOutput(stage, id, String(executionId), crashed);
	const again = await runWorkflow(stage, id);
	const picture = { name: 'run-unclear', text: 'Of the other items', height: 430 };
	await pictureOutput(stage, id, again, picture);
	console.log(`${carriedOutCalls(sandbox, 'sendMessage').length} messages for 20 patients`);
}

/** What each screenshot shows, by the name of the scene. */
const scenes = {
	refused: showRefusedItem,
	twice: showSendOnlyOnce,
	crashed: showStoppedComputer,
};

module.exports = { scenes };
