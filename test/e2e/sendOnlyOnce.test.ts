import { createHash } from 'crypto';
import type { INode, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { newest, oldest } from '../../scripts/n8n/temporary';
import { branches, runStored, type Credential, type N8n } from '../../scripts/n8n/workflows';
import {
	askedFor,
	campaign,
	campaignText,
	countOf,
	doubled,
	sendNode,
	sentTo,
	toldOf,
} from '../support/e2e/campaign';
import { fillStore, instanceKeys, storedKeys } from '../support/e2e/database';
import { guessedIn, guesses } from '../support/e2e/guesses';
import { openN8nWithSandbox, type N8nWithSandbox } from '../support/e2e/n8nWithSandbox';

const retryOnFail: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
const continueOnError: Partial<INode> = { onError: 'continueRegularOutput' };
const noFaults = {
	...{ latency_ms: 0, retry_after: 'none' },
	...{ share_429: 0, share_5xx: 0, share_broken_before: 0, share_broken_after: 0 },
};
const faults = {
	...{ share_429: 0.1, share_5xx: 0.05 },
	...{ share_broken_before: 0.05, share_broken_after: 0.05 },
};

describe.each([newest, oldest])('Send Only Once in n8n %s', (version) => {
	let opened: N8nWithSandbox | undefined;
	let sandbox: Sandbox;
	let n8n: N8n;
	let credential: Credential;
	let patients: string[];
	beforeAll(async () => {
		opened = await openN8nWithSandbox(version);
		({ sandbox, n8n, credential } = opened);
		patients = [...sandbox.patients.keys()].slice(0, 200);
	});
	afterAll(async () => await opened?.close());
	beforeEach(() => {
		sandbox.ledger.length = 0;
		sandbox.changeSettings(noFaults);
	});

	const once = (parameters: INodeParameters = {}, settings = continueOnError) =>
		sendNode(credential, { sendOnlyOnce: true, ...parameters }, settings);
	const store = async (list: string[], node = once()) =>
		(await n8n.client.createWorkflow(campaign(list, node))).id;
	const execute = async (id: string) => await runStored(n8n, id, { timeout: 300_000 });
	const retry = async (id: string) =>
		await n8n.client.waitForExecution((await n8n.client.retryExecution(id)).id);

	test('two executions of one workflow at the same time send each message once', async () => {
		sandbox.changeSettings({ latency_ms: 50 });
		const id = await store(patients);
		const runs = await Promise.all([execute(id), execute(id)]);
		expect(sentTo(sandbox).sort()).toEqual([...patients].sort());
		const told = runs.map((one) => toldOf(one, patients.length));
		for (const item of patients.keys()) {
			expect(told.map((words) => words[item]).sort()).toEqual(['sent', 'sentBefore']);
		}
	});

	test('a list that names somebody twice sends one message to them', async () => {
		const [first, second] = patients;
		const id = await store([first, second, first], once({ oncePer: 'patient' }));
		const execution = await execute(id);
		expect(sentTo(sandbox).sort()).toEqual([first, second]);
		expect(toldOf(execution, 3)).toEqual(['sent', 'sent', 'sentBefore']);
	});

	test.each([
		['with On Error set to Continue', continueOnError],
		['with On Error set to Stop', {}],
	])('Retry On Fail at a faulty Hero sends nothing twice %s', async (_, settings) => {
		sandbox.changeSettings(faults);
		const id = await store(patients, once({}, { ...retryOnFail, ...settings }));
		const faulty = await execute(id);
		expect(doubled(sandbox)).toEqual([]);
		if (faulty.status === 'error') await retry(faulty.id);
		expect(doubled(sandbox)).toEqual([]);

		sandbox.changeSettings(noFaults);
		const last = await execute(id);
		expect(doubled(sandbox)).toEqual([]);
		if (last.status === 'error') {
			// An unclear item stops no other.
			expect(last.data.resultData.error?.message).toContain('Perhaps sent before');
			return;
		}
		const told = toldOf(last, patients.length);
		expect(countOf(told, 'notSent')).toBe(0);
		for (const [item, word] of told.entries()) {
			if (word !== 'unclear') expect(sentTo(sandbox)).toContain(patients[item]);
		}
	});

	test('n8n stores nothing from which a patient or a text could be guessed', async () => {
		const list = [...patients.slice(0, 20), 'nobody'];
		const id = await store(list, once({ itemsInParallel: 1 }, {}));
		const execution = await execute(id);
		expect([execution.status, sentTo(sandbox)]).toEqual(['error', list.slice(0, 20)]);

		const texts = list.flatMap((patient) => [
			...[patient, campaignText, `${patient}${campaignText}`, `${patient}:${campaignText}`],
			...[[patient, campaignText], [patient], { patient_id: patient }, patient].map((value) =>
				JSON.stringify(value),
			),
			JSON.stringify({ patient_id: patient, message_string: campaignText }),
			JSON.stringify({ message_string: campaignText, patient_id: patient }),
			...sandbox.ledger.map(({ body }) => JSON.stringify(body)).slice(0, 1),
		]);
		const digests = guesses(texts, ['', id, ...instanceKeys(n8n)]);

		const keys = storedKeys(n8n, id);
		expect(keys.data.length).toBeGreaterThan(20);
		const { executionData } = execution.data as unknown as {
			executionData: { contextData: Record<string, unknown> };
		};
		expect(JSON.stringify(executionData.contextData)).toContain('message_id');
		for (const stored of [JSON.stringify(keys), JSON.stringify(executionData.contextData)]) {
			expect(list.filter((patient) => stored.includes(`"${patient}"`))).toEqual([]);
			expect(stored).not.toContain(campaignText);
			expect(stored).not.toContain('flu');
			expect(guessedIn(stored, digests)).toEqual([]);
		}
		// The same words are found if they are there.
		const md5 = createHash('md5').update(patients[0]).digest('hex');
		expect(guessedIn(JSON.stringify([md5]), digests)).toEqual([md5]);
	});

	test('a full store stops the run clearly, and Forget What Was Sent lets it go on', async () => {
		const [first, second] = patients;
		const id = await store([first], once({}, {}));
		expect((await execute(id)).status).toBe('success');
		await n8n.stop();
		fillStore(n8n, id, 100_000);
		await n8n.start();

		const change = async (node: ReturnType<typeof once>) => {
			const { versionId } = await n8n.client.workflow(id);
			await n8n.client.updateWorkflow(id, { ...campaign([first, second], node), versionId });
		};
		await change(once({}, {}));
		const full = await execute(id);
		expect([full.status, askedFor(sandbox)]).toEqual(['error', [first]]);
		expect(full.data.resultData.error).toMatchObject({
			message: expect.stringContaining("'Send Only Once' is full"),
			description: expect.stringContaining('run Forget What Was Sent for the whole workflow'),
		});

		const forget = { resource: 'sendOnlyOnce', operation: 'forget', whatToForget: 'workflow' };
		await change(once(forget, {}));
		const forgotten = await execute(id);
		expect(branches(forgotten)[0]).toMatchObject([
			{ json: { forgotten: true, held: 0, limit: 100_000 } },
		]);
		await change(once({}, {}));
		const goesOn = await execute(id);
		expect(toldOf(goesOn, 2)).toEqual(['sent', 'sent']);
	});
});
