import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import {
	eventually,
	fasterExpressions,
	newest,
	oldest,
	openN8n,
} from '../../scripts/n8n/temporary';
import type { N8n } from '../support/e2e/practice';
import {
	byId,
	carriedOut,
	chain,
	hero,
	runStored,
	start,
	storeCredential,
	type Credential,
} from '../../scripts/n8n/workflows';

const patientId = '98765';
const keepsNothing = { executionOrder: 'v1', saveManualExecutions: false };

/** What docs/safety.md and docs/trigger.md say of patient data, looked up in what n8n stores. */
describe.each([newest, oldest])('what n8n %s stores of an execution', (version) => {
	let sandbox: Sandbox;
	let n8n: N8n;
	let credential: Credential;
	beforeAll(async () => {
		sandbox = await startSandbox();
		n8n = await openN8n({ version, environment: fasterExpressions });
		await n8n.start();
		credential = await storeCredential(n8n, sandbox);
	});
	afterAll(async () => {
		await Promise.all([n8n?.close(), sandbox?.stop()]);
	});

	/** Runs Patient Get, and gives back its execution as n8n hands it to whoever may open it. */
	const stored = async (parameters: INodeParameters): Promise<string> => {
		const get = hero(credential, 'patient: get', { id: byId(patientId), ...parameters });
		const { id } = await n8n.client.createWorkflow(chain(start, get));
		return JSON.stringify((await runStored(n8n, id)).data);
	};
	/** A field with a value that a person can read. */
	const inClear = (name: string) => new RegExp(`"${name}":"[^"*]+"`);

	test('is the record in clear, readable for everybody who may open it', async () => {
		const kept = await stored({ simplify: false });
		for (const name of ['last_name', 'nhs_number', 'line_1']) expect(kept).toMatch(inClear(name));
	});

	test('is less of it with Simplify', async () => {
		const kept = await stored({ simplify: true });
		expect(kept).toMatch(inClear('last_name'));
		expect(kept).not.toContain('line_1');
	});

	test('never holds the key', async () => {
		const kept = await stored({ simplify: false });
		expect(kept).not.toContain(sandbox.apiKey);
	});

	test('is nothing once the workflow says not to save it', async () => {
		const get = hero(credential, 'patient: get', { id: byId(patientId) });
		const workflow = { ...chain(start, get), settings: keepsNothing };
		const { id } = await n8n.client.createWorkflow(workflow);
		const before = carriedOut(sandbox, 'getPatientByIdV2').length;
		await n8n.client.runWorkflow(id, start.name);
		await eventually(
			() => Promise.resolve(carriedOut(sandbox, 'getPatientByIdV2').length > before),
			{ what: 'the patient to be read', within: 60_000 },
		);
		await eventually(async () => (await n8n.client.executions(id)).length === 0, {
			what: 'the execution to be gone',
			within: 60_000,
		});
	});
});
