import type { INode, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { eventually, newest, oldest } from '../../scripts/n8n/temporary';
import {
	branches,
	byId,
	chain,
	heroName,
	heroNode,
	itemNodes,
	run,
	runStored,
	startNode,
	type Credential,
	type N8n,
} from '../../scripts/n8n/workflows';
import {
	askedFor,
	callNode,
	campaign,
	createSubWorkflow,
	loopOf,
	sendNode,
	sentTo,
} from '../support/e2e/campaign';
import { openN8nWithSandbox, type N8nWithSandbox } from '../support/e2e/n8nWithSandbox';

const retryOnFail: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
const [sam, alex, kim, jo] = ['98765', '98766', '98767', '98768'];
const nobody = '7';
const oneByOne: INodeParameters = { itemsInParallel: 1 };

/** n8n tries a node again by Retry On Fail, and an execution by Retry in the list of executions. */
describe.each([newest, oldest])('n8n %s', (version) => {
	let opened: N8nWithSandbox | undefined;
	let sandbox: Sandbox;
	let n8n: N8n;
	let credential: Credential;
	beforeAll(async () => {
		opened = await openN8nWithSandbox(version);
		({ sandbox, n8n, credential } = opened);
	});
	afterAll(async () => await opened?.close());
	beforeEach(() => {
		sandbox.ledger.length = 0;
		sandbox.changeSettings({ latency_ms: 0, share_broken_after: 0 });
	});

	const send = (patients: string[], settings: Partial<INode> = {}, parameters = oneByOne) =>
		campaign(patients, sendNode(credential, parameters, settings));
	const store = async (workflow: ReturnType<typeof send>) =>
		(await n8n.client.createWorkflow(workflow)).id;
	const retry = async (id: string, loadWorkflow = false) =>
		await n8n.client.waitForExecution((await n8n.client.retryExecution(id, { loadWorkflow })).id);
	const json = (execution: Awaited<ReturnType<typeof run>>, name?: string) =>
		branches(execution, name)[0]?.map((item) => item.json);
	/** Saves the workflow with other parameters of its Hero Health node. */
	const correct = async (id: string, parameters: INodeParameters) => {
		const workflow = await n8n.client.workflow(id);
		const hero = (workflow.nodes as INode[]).find(({ name }) => name === heroName)!;
		Object.assign(hero.parameters, parameters);
		await n8n.client.updateWorkflow(id, workflow);
	};
	const done = { message_id: expect.any(String), doneBefore: true };
	const sentNow = expect.not.objectContaining({ doneBefore: true });

	describe('Retry On Fail', () => {
		test('sends nothing twice, and gives the account of all tries', async () => {
			const { status, data } = await run(n8n, send([sam, nobody, alex], retryOnFail));
			expect(status).toBe('error');
			expect(askedFor(sandbox)).toEqual([sam, nobody, nobody, nobody]);
			expect(sentTo(sandbox)).toEqual([sam]);
			expect(data.resultData.error).toMatchObject({
				message: expect.stringContaining('[item 1]'),
				description: expect.stringContaining(
					'Of the other items: item 0 was carried out, item 2 was not sent.',
				),
			});
		});

		test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
			'sends nothing twice with On Error set to %s',
			async (onError) => {
				// n8n tries again if the first item failed.
				const execution = await run(n8n, send([nobody, sam, alex], { ...retryOnFail, onError }));
				expect(execution.status).toBe('success');
				expect(askedFor(sandbox)).toEqual([nobody, sam, alex, nobody, nobody]);
				const outputs = branches(execution).flat();
				expect(outputs).toHaveLength(3);
				expect(outputs.filter(({ json: one }) => one.doneBefore)).toMatchObject([
					{ json: done, pairedItem: { item: 1 } },
					{ json: done, pairedItem: { item: 2 } },
				]);
			},
		);

		test('leaves an unclear item unclear, and sends the others', async () => {
			sandbox.changeSettings({ share_broken_after: 1, latency_ms: 3000 });
			const id = await store(send([sam, alex], retryOnFail));
			const { executionId } = await n8n.client.runWorkflow(id, 'Start');
			await eventually(() => Promise.resolve(askedFor(sandbox).length > 0), {
				what: 'first message',
				within: 60_000,
			});
			sandbox.changeSettings({ share_broken_after: 0, latency_ms: 0 });
			const { data } = await n8n.client.waitForExecution(String(executionId));
			expect(askedFor(sandbox)).toEqual([sam, alex]);
			expect(data.resultData.error).toMatchObject({
				message: expect.stringContaining('[item 0]'),
				description: expect.stringContaining('It was not sent now. Check at Hero.'),
			});
		});

		test('with Execute Once sends the first item alone, once', async () => {
			const settings = { ...retryOnFail, executeOnce: true };
			const execution = await run(n8n, send([sam, alex], settings));
			expect(json(execution)).toEqual([sentNow]);
			const refused = await run(n8n, send([nobody, alex], settings));
			expect(refused.status).toBe('error');
			expect(sentTo(sandbox)).toEqual([sam]);
		});
	});

	describe('Retry in the list of executions', () => {
		test('sends the rest alone, also after a restart and more than once', async () => {
			const patient = [...sandbox.patients.values()].find(({ mobile }) => !mobile)!;
			const sms = { ...oneByOne, messageType: 'sms' };
			const { id } = await run(n8n, send([sam, patient.id, alex, nobody], {}, sms));
			expect(sentTo(sandbox)).toEqual([sam]);
			await n8n.stop();
			await n8n.start();
			patient.mobile = '07700 900123';

			const first = await retry(id);
			expect(first.status).toBe('error');
			expect(sentTo(sandbox)).toEqual([sam, patient.id, alex]);
			expect(first.data.resultData.error).toMatchObject({
				description: expect.stringContaining('Of the other items: items 0 to 2 were carried out.'),
			});
			for (const again of [id, first.id]) await retry(again);
			expect(sentTo(sandbox)).toEqual([sam, patient.id, alex]);
		});

		test('outputs what was sent before with its IDs', async () => {
			const id = await store(send([sam, nobody, alex]));
			const failed = await runStored(n8n, id);
			await correct(id, { patientId: byId(`={{ $json.id.replace(/^${nobody}$/, '${kim}') }}`) });
			const execution = await retry(failed.id, true);
			expect(execution.status).toBe('success');
			expect(sentTo(sandbox)).toEqual([sam, kim, alex]);
			expect(json(execution)).toEqual([done, sentNow, sentNow]);
		});

		test('tells of items whose values the corrected workflow changed', async () => {
			const id = await store(send([sam, nobody, alex]));
			const failed = await runStored(n8n, id);
			await correct(id, {
				patientId: byId(`={{ $json.id.replace(/^${nobody}$/, '${kim}') }}`),
				messageString: 'Another text',
			});
			const execution = await retry(failed.id, true);
			expect(json(execution)).toEqual([
				{ ...done, valuesChanged: { before: expect.any(String), now: expect.any(String) } },
				sentNow,
				sentNow,
			]);
			expect(sentTo(sandbox)).toEqual([sam, kim, alex]);
			expect(JSON.stringify(execution.data)).toContain(
				'The values of one item changed after an earlier try had sent the old ones.',
			);
		});

		test('leaves an unclear item until the corrected workflow says otherwise', async () => {
			sandbox.changeSettings({ share_broken_after: 1 });
			const id = await store(send([sam]));
			const { id: failed } = await runStored(n8n, id);
			sandbox.changeSettings({ share_broken_after: 0 });
			const asked = await retry(failed, true);
			expect([asked.status, askedFor(sandbox)]).toEqual(['error', [sam]]);
			await correct(id, { whenUnclear: 'sendAgain' });
			const again = await retry(failed, true);
			expect([again.status, askedFor(sandbox)]).toEqual(['success', [sam, sam]]);
		});
	});

	test('a loop sends each item of each round once', async () => {
		const id = await store(loopOf(send([sam, alex, kim, nobody, jo])));
		const failed = await runStored(n8n, id);
		expect([failed.status, askedFor(sandbox)]).toEqual(['error', [sam, alex, kim, nobody]]);
		await retry(failed.id);
		expect(sentTo(sandbox)).toEqual([sam, alex, kim]);
		await correct(id, { patientId: byId(`={{ $json.id.replace(/^${nobody}$/, '98769') }}`) });
		const execution = await retry(failed.id, true);
		expect(execution.status).toBe('success');
		expect(sentTo(sandbox)).toEqual([sam, alex, kim, '98769', jo]);
		const rounds = execution.data.resultData.runData.Hero;
		expect(rounds.map((round) => round.data?.main[0]?.map((item) => item.json))).toEqual([
			[sentNow, sentNow],
			[done, sentNow],
			[sentNow],
		]);
	});

	describe('a sub-workflow', () => {
		const patients = [sam, nobody, alex];
		const call = async (settings: Partial<INode>, parameters: INodeParameters = {}) => {
			const node = sendNode(credential, { ...oneByOne, ...parameters }, settings);
			const sub = await createSubWorkflow(n8n, node);
			const { id } = await run(n8n, campaign(patients, callNode(sub)));
			return { sub, id };
		};

		test('repeats nothing by Retry On Fail', async () => {
			await call(retryOnFail);
			expect(askedFor(sandbox)).toEqual([sam, nobody, nobody, nobody]);
		});

		test('goes on by the Retry of its own execution', async () => {
			const { sub } = await call({});
			const [{ id }] = await n8n.client.executions(sub, ['error']);
			await correct(sub, { patientId: byId(`={{ $json.id.replace(/^${nobody}$/, '${kim}') }}`) });
			const execution = await retry(id, true);
			expect(json(execution)).toEqual([done, sentNow, sentNow]);
			expect(sentTo(sandbox)).toEqual([sam, kim, alex]);
		});

		test('starts anew by the Retry of its caller, which only Send Only Once notices', async () => {
			const { id } = await call({});
			await retry(id);
			expect(sentTo(sandbox)).toEqual([sam, sam]);

			sandbox.ledger.length = 0;
			const once = await call({}, { sendOnlyOnce: true });
			await retry(once.id);
			expect(sentTo(sandbox)).toEqual([sam]);
		});
	});

	describe('a batch of all items', () => {
		const batch: INodeParameters = {
			...{ name: 'Flu', channel: 'SMS', content: 'Your flu vaccination is due.' },
			...{ recipientsFrom: 'items', nhsNumber: '={{ $json.nhs }}', dob: '={{ $json.born }}' },
		};
		const people = () =>
			[...sandbox.patients.values()]
				.slice(0, 3)
				.map(({ nhs_number: nhs, dob: born }) => ({ nhs, born }));
		const create = (items: object[], settings: Partial<INode>, parameters = {}) =>
			chain(
				...[startNode, ...itemNodes(items)],
				heroNode(credential, 'batchMessage: create', { ...batch, ...parameters }, settings),
			);
		const batches = () => sandbox.ledger.map(({ operationId }) => operationId);
		const created = 'createBatchMessage';
		const invalid = { nhs: '999 000 0019', born: '1990-12-31' };

		test('is created once by Retry On Fail', async () => {
			const onError = 'continueRegularOutput';
			const items = [invalid, ...people()];
			const execution = await run(n8n, create(items, { ...retryOnFail, onError }));
			expect(batches()).toEqual([created]);
			expect(json(execution)).toEqual([
				expect.objectContaining({ error: expect.anything() }),
				expect.objectContaining({ id: expect.any(String), doneBefore: true }),
			]);
		});

		test('is created once if its outcome is unclear, until somebody says otherwise', async () => {
			sandbox.changeSettings({ share_broken_after: 1 });
			const id = await store(create(people(), retryOnFail));
			const failed = await runStored(n8n, id);
			expect([failed.status, batches()]).toEqual(['error', [created]]);
			sandbox.changeSettings({ share_broken_after: 0 });
			expect((await retry(failed.id)).status).toBe('error');
			expect(batches()).toEqual([created]);
			await correct(id, { whenUnclear: 'sendAgain' });
			expect((await retry(failed.id, true)).status).toBe('success');
			expect(batches()).toEqual([created, created]);
		});

		test('is created once by two runs with Send Only Once', async () => {
			const id = await store(create(people(), {}, { sendOnlyOnce: true }));
			const runs = [await runStored(n8n, id), await runStored(n8n, id)];
			expect(batches()).toEqual([created]);
			expect(runs.map((one) => json(one)?.[0])).toEqual([
				expect.objectContaining({ id: expect.any(String) }),
				expect.objectContaining({ alreadySent: true }),
			]);
		});
	});
});
