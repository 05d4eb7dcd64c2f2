import type { INode, INodeParameters } from 'n8n-workflow';

import { resetProcessState } from '../../nodes/HeroHealth/transport/processState';
import {
	badRequest,
	jsonResponse,
	useHeroServer,
	type ReceivedRequest,
} from '../support/engine/heroServer';
import { byId, runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();

const retryOnFail: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** Cancels the appointments 1 to `count`. */
const cancel = (count: number, parameters: INodeParameters = {}): HeroRunOptions => ({
	operation: 'appointment: cancel',
	parameters: { id: byId('={{ $json.id }}'), ...parameters },
	items: Array.from({ length: count }, (_, index) => ({ id: `${index + 1}` })),
});

const idOf = ({ target }: ReceivedRequest) => target.split('/')[3];

/** Hero refuses, or breaks off after carrying them out, the calls for these appointments, at most so many times. */
function hinder(how: Record<string, 'refuse' | 'break'>, times = Infinity) {
	const hindered = new Map<string, number>();
	hero.onRequest((received) => {
		const id = idOf(received);
		const count = hindered.get(id) ?? 0;
		if (how[id] && count < times) {
			hindered.set(id, count + 1);
			return how[id] === 'refuse' ? badRequest('Not possible') : { cut: 'read' };
		}
		return jsonResponse({ id, practitioner_id: 7, patient_name: 'Sam Example', note: 'Sam' });
	});
}

const calledFor = () => hero.received.map(idOf);

describe('Retry On Fail', () => {
	test('sends only what was not carried out', async () => {
		hinder({ 4: 'refuse' }, 2);
		const run = await runHero(hero, { ...cancel(6), settings: retryOnFail });
		expect(run.status).toBe('success');
		expect(calledFor()).toEqual(['1', '2', '3', '4', '4', '4', '5', '6']);
		expect(run.json[0]).toMatchObject({ id: '1', doneBefore: true });
		expect(run.json[5]).not.toHaveProperty('doneBefore');
	});

	test('gives the account of all tries', async () => {
		hinder({ 4: 'refuse' });
		const run = await runHero(hero, { ...cancel(6), settings: retryOnFail });
		expect(calledFor()).toEqual(['1', '2', '3', '4', '4', '4']);
		expect(run.error?.description).toContain(
			'Of the other items: items 0 to 2 were carried out, items 4 to 5 were not sent.',
		);
	});

	test('repeats nothing if the node continues on errors', async () => {
		hinder({ 1: 'refuse' });
		const onError = 'continueRegularOutput';
		const run = await runHero(hero, { ...cancel(5), onError, settings: retryOnFail });
		expect(calledFor()).toEqual(['1', '2', '3', '4', '5', '1', '1']);
		expect(run.json).toHaveLength(5);
	});

	test('repeats nothing if n8n takes a field "error" of a record for a failure', async () => {
		hero.onRequest((received) => jsonResponse({ id: idOf(received), error: 'none' }));
		const run = await runHero(hero, { ...cancel(3), settings: retryOnFail });
		expect(run.status).toBe('success');
		expect(calledFor()).toEqual(['1', '2', '3']);
		expect(run.json[0]).toMatchObject({ id: '1', error: 'none', doneBefore: true });
	});

	test('leaves an unclear item unclear, with its words, and sends the others', async () => {
		hinder({ 2: 'break' });
		const run = await runHero(hero, { ...cancel(4), settings: retryOnFail });
		expect(calledFor()).toEqual(['1', '2', '3', '4']);
		expect(run.error?.message).toContain('[item 1]');
		expect(run.error?.description).toContain('It was not sent now. Check at Hero.');
		expect(run.error?.description).toContain('items 0 and 2 to 3 were carried out');
	});

	test('sends an unclear item again if the user said so', async () => {
		hinder({ 2: 'break' }, 1);
		const options = cancel(3, { whenUnclear: 'sendAgain' });
		const run = await runHero(hero, { ...options, settings: retryOnFail });
		expect(run.status).toBe('success');
		expect(calledFor()).toEqual(['1', '2', '2', '3']);
	});
});

describe('Retry in the list of executions', () => {
	const failed = async (options = cancel(6)) => {
		hinder({ 4: 'refuse' }, 1);
		const run = await runHero(hero, options);
		resetProcessState();
		hero.received.length = 0;
		return run;
	};

	test('goes on, and gives the IDs of Hero that n8n stored', async () => {
		const retryOf = await failed();
		const run = await runHero(hero, { ...cancel(6), retryOf });
		expect([run.status, calledFor()]).toEqual(['success', ['4', '5', '6']]);
		expect(run.json.slice(0, 3)).toEqual(
			['1', '2', '3'].map((id) => ({ id, practitioner_id: 7, doneBefore: true })),
		);
		expect(run.hints).toContain(
			'An earlier try carried out 3 items. They were not sent again, and their output has "doneBefore".',
		);
	});

	test('tells of an item whose values changed after it was carried out', async () => {
		const retryOf = await failed();
		const corrected = cancel(6, { additionalFields: { suppressMail: true } });
		const run = await runHero(hero, { ...corrected, retryOf });
		expect(calledFor()).toEqual(['4', '5', '6']);
		expect(run.json[0]).toMatchObject({
			id: '1',
			valuesChanged: { before: expect.any(String), now: expect.any(String) },
		});
		expect(run.hints.join()).toContain('The values of 3 items changed');
	});

	test('of the same execution for the second time knows what the first retry sent', async () => {
		hinder({ 3: 'refuse', 5: 'refuse' }, 1);
		const first = await runHero(hero, cancel(6));
		await runHero(hero, { ...cancel(6), retryOf: first });
		await runHero(hero, { ...cancel(6), retryOf: first });
		expect(calledFor()).toEqual(['1', '2', '3', '3', '4', '5', '5', '6']);
	});

	test('twice at the same time sends nothing twice', async () => {
		const retryOf = await failed();
		const options = { ...cancel(6), retryOf };
		const runs = await Promise.all([runHero(hero, options), runHero(hero, options)]);
		expect(calledFor()).toEqual(['4', '5', '6']);
		expect(runs.map(({ status }) => status).sort()).toEqual(['error', 'success']);
		const refused = runs.find(({ status }) => status === 'error');
		expect(refused?.error?.message).toBe('Another retry of this execution is still running');
		expect((await runHero(hero, options)).status).toBe('success');
		expect(calledFor()).toEqual(['4', '5', '6']);
	});

	test('for the second time after a restart of n8n cannot know what the first retry sent', async () => {
		hinder({ 2: 'refuse', 4: 'refuse' }, 1);
		const first = await runHero(hero, cancel(4));
		const stored = structuredClone(first.data.executionData);
		await runHero(hero, { ...cancel(4), retryOf: first });
		resetProcessState();
		first.data.executionData = stored;
		await runHero(hero, { ...cancel(4), retryOf: first });
		expect(calledFor()).toEqual(['1', '2', '2', '3', '4', '2', '3', '4']);
	});

	test('stores neither values nor names of a patient', async () => {
		const { data } = await failed();
		const stored = JSON.stringify(data.executionData?.contextData);
		expect(stored).toContain('practitioner_id');
		expect(stored).not.toContain('Sam');
	});
});
