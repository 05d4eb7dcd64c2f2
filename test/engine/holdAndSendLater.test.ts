import type { IExecuteFunctions, INodeType, IWorkflowBase } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { runWorkflow } from '../../scripts/engine';
import holdAndSendLater from '../../examples/hold-and-send-later.json';
import { startSandbox, type Sandbox } from '../../sandbox';
import { useDeduplicator } from '../support/engine/deduplicator';
import { installedPackage } from '../support/engine/runHero';
import { setClock } from '../support/engine/safeguards';

let sandbox: Sandbox;
useDeduplicator();
beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.stop();
});

/** The times until which the Wait node waited. */
const waitedUntil: string[] = [];
beforeEach(() => void waitedUntil.splice(0));

/** Stands for n8n's Wait node: the time for which it waits has come at once. */
const wait: INodeType = {
	description: {
		displayName: 'Wait',
		name: 'wait',
		group: ['organization'],
		version: [1, 1.1],
		description: 'Moves the clock to the time for which n8n would wait',
		defaults: { name: 'Wait' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Date', name: 'dateTime', type: 'dateTime', default: '' }],
	},
	async execute(this: IExecuteFunctions) {
		const time = this.getNodeParameter('dateTime', 0) as string;
		waitedUntil.push(time);
		setClock(time);
		return [this.getInputData()];
	},
};

async function runAt(time: string) {
	setClock(time);
	const credentials = { apiKey: sandbox.apiKey, practiceGroupId: sandbox.practiceGroupId };
	const installed = installedPackage(sandbox, { credentials });
	return await runWorkflow({
		workflow: holdAndSendLater as unknown as IWorkflowBase,
		...installed,
		nodeTypes: { ...installed.nodeTypes, 'n8n-nodes-base.wait': wait },
	});
}

const sentTo = () =>
	sandbox.ledger
		.filter(({ operationId }) => operationId === 'sendMessage')
		.map(({ body }) => (body as { patient_id: string }).patient_id);

describe('the example Hold Texts Outside the Hours and Send Them Later', () => {
	test('sends at once inside the hours', async () => {
		const { status, items } = await runAt('2026-11-25T10:00:00Z');
		expect(status).toBe('success');
		expect(waitedUntil).toEqual([]);
		expect(items('Sent')).toHaveLength(3);
		expect(sentTo()).toEqual(['98765', '98766', '98767']);
	});

	test('waits for the next working day outside them, and then sends each text once', async () => {
		const { status, items } = await runAt('2026-12-24T19:00:00Z');
		expect(status).toBe('success');
		// After Christmas Day, a weekend and the bank holiday for Boxing Day.
		expect(waitedUntil).toEqual(['2026-12-29T08:00:00+00:00']);
		expect(items('Held?')).toHaveLength(3);
		expect(items('Sent')).toHaveLength(3);
		expect(items('Sent').every(({ json }) => json.message_id && !json.held)).toBe(true);
		expect(items('Look After These by Hand')).toEqual([]);
		expect(sentTo()).toEqual(['98765', '98766', '98767']);
	});

	test('sends nothing more when it is started again', async () => {
		await runAt('2026-11-25T10:00:00Z');
		await runAt('2026-11-25T11:00:00Z');
		expect(sentTo()).toHaveLength(3);
	});
});
