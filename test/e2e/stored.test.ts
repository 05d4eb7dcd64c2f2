import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { eventually, newest, oldest } from '../../scripts/n8n/temporary';
import { openN8nWithSandbox, type N8nWithSandbox } from '../support/e2e/n8nWithSandbox';
import {
	byId,
	carriedOutCalls,
	chain,
	heroNode,
	runStored,
	startNode,
	type Credential,
	type N8n,
} from '../../scripts/n8n/workflows';

const patientId = '98765';
const keepsNothing = { executionOrder: 'v1', saveManualExecutions: false };

/** Checks the statements of docs/safety.md and docs/trigger.md about patient data in n8n's storage. */
describe.each([newest, oldest])('what n8n %s stores of an execution', (version) => {
	let opened: N8nWithSandbox | undefined;
	let sandbox: Sandbox;
	let n8n: N8n;
	let credential: Credential;
	beforeAll(async () => {
		opened = await openN8nWithSandbox(version);
		({ sandbox, n8n, credential } = opened);
	});
	afterAll(async () => await opened?.close());

	/** Runs Patient Get and returns its execution as n8n's editor reads it. */
	const stored = async (parameters: INodeParameters): Promise<string> => {
		const get = heroNode(credential, 'patient: get', { id: byId(patientId), ...parameters });
		const { id } = await n8n.client.createWorkflow(chain(startNode, get));
		return JSON.stringify((await runStored(n8n, id)).data);
	};
	/** A field with its value in plain text. */
	const inClear = (name: string) => new RegExp(`"${name}":"[^"*]+"`);

	test('is the record in plain text, readable for everybody with access', async () => {
		const kept = await stored({ simplify: false });
		for (const name of ['last_name', 'nhs_number', 'line_1']) expect(kept).toMatch(inClear(name));
	});

	test('is less of the record with Simplify', async () => {
		const kept = await stored({ simplify: true });
		expect(kept).toMatch(inClear('last_name'));
		expect(kept).not.toContain('line_1');
	});

	test('never holds the key', async () => {
		const kept = await stored({ simplify: false });
		expect(kept).not.toContain(sandbox.apiKey);
	});

	test('is nothing when the workflow does not save executions', async () => {
		const get = heroNode(credential, 'patient: get', { id: byId(patientId) });
		const workflow = { ...chain(startNode, get), settings: keepsNothing };
		const { id } = await n8n.client.createWorkflow(workflow);
		const before = carriedOutCalls(sandbox, 'getPatientByIdV2').length;
		await n8n.client.runWorkflow(id, startNode.name);
		await eventually(
			() => Promise.resolve(carriedOutCalls(sandbox, 'getPatientByIdV2').length > before),
			{ what: 'the patient to be read', within: 60_000 },
		);
		await eventually(async () => (await n8n.client.executions(id)).length === 0, {
			what: 'the execution to be gone',
			within: 60_000,
		});
	});
});
