import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { resetProcessState } from '../../nodes/HeroHealth/transport/processState';
import { nhsNumbers, recipient } from '../support/engine/batchMessages';
import { useDeduplicator } from '../support/engine/deduplicator';
import { badRequest, jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { apiKey, byId, runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();
const opened = useDeduplicator();
beforeEach(() => hero.respondWith(jsonResponse({ message_id: '550021' })));

const text = 'Your review is due.';

const send = (ids: string[], parameters: INodeParameters = {}): HeroRunOptions => ({
	operation: 'message: send',
	parameters: {
		messageType: 'sms',
		patientId: byId('={{ $json.id }}'),
		messageString: text,
		sendOnlyOnce: true,
		...parameters,
	},
	items: ids.map((id) => ({ id })),
	onError: 'continueRegularOutput',
});
const perPatient = { oncePer: 'patient' };
const perCampaign = (campaign: string) => ({ oncePer: 'patientAndCampaign', campaign });

/** Forgets what this process knows, as a restart of n8n does. */
const restart = () => resetProcessState();

const sentTo = () => hero.received.map(({ body }) => (body as { patient_id: string }).patient_id);

describe('a second run', () => {
	test('sends nothing of what was sent, and says when and by which execution it was', async () => {
		await runHero(hero, send(['1', '2']));
		const run = await runHero(hero, send(['1', '2', '3']));
		expect(sentTo()).toEqual(['1', '2', '3']);
		expect(run.json[0]).toEqual({
			message_id: '550021',
			alreadySent: true,
			firstSentAt: expect.stringMatching(/^20.*Z$/),
			firstSentBy: expect.any(String),
		});
		expect(run.json[2]).toEqual({ message_id: '550021' });
		expect(run.hints).toEqual(
			expect.arrayContaining([
				'2 items were sent before, so they were not sent again.',
				expect.stringMatching(/^Send Only Once holds \d+ of 100,000 entries for this workflow\.$/),
			]),
		);
	});

	test('after a restart of n8n does the same, without what only the process knew', async () => {
		await runHero(hero, send(['1']));
		restart();
		const run = await runHero(hero, send(['1', '2']));
		expect(sentTo()).toEqual(['1', '2']);
		expect(run.json[0]).toEqual({ alreadySent: true });
	});

	test('sends other values', async () => {
		await runHero(hero, send(['1']));
		await runHero(hero, send(['1'], { messageString: `${text} Please call.` }));
		expect(sentTo()).toEqual(['1', '1']);
	});

	test('sends what Hero refused', async () => {
		hero.respondWith(badRequest('No'), jsonResponse({ message_id: '1' }));
		await runHero(hero, send(['1']));
		const run = await runHero(hero, send(['1']));
		expect(run.json).toEqual([{ message_id: '1' }]);
	});

	test('does not send what is unclear, until the user says so', async () => {
		hero.respondWith({ cut: 'read' }, jsonResponse({ message_id: '1' }));
		await runHero(hero, send(['1']));
		restart();
		const asked = await runHero(hero, send(['1']));
		expect(asked.json).toMatchObject([
			{ error: 'Perhaps sent before [item 0]', details: { mayBeDone: true } },
		]);
		expect(sentTo()).toEqual(['1']);
		const again = await runHero(hero, send(['1'], { whenUnclear: 'sendAgain' }));
		expect(again.json).toEqual([{ message_id: '1' }]);
		const last = await runHero(hero, send(['1']));
		expect(last.json).toMatchObject([{ alreadySent: true }]);
	});
});

describe('Once Per Patient', () => {
	test('sends one message, whatever the text is', async () => {
		await runHero(hero, send(['1'], perPatient));
		await runHero(hero, send(['1', '01', '2'], { ...perPatient, messageString: 'Other' }));
		expect(sentTo()).toEqual(['1', '2']);
	});

	test('and Campaign sends one in each campaign', async () => {
		await runHero(hero, send(['1'], perCampaign('Flu 2026')));
		await runHero(hero, send(['1'], perCampaign(' flu  2026 ')));
		await runHero(hero, send(['1'], perCampaign('Flu 2027')));
		expect(sentTo()).toEqual(['1', '1']);
	});

	test('marks the second of two items for the same patient in one list', async () => {
		const run = await runHero(hero, send(['1', '2', '1'], { ...perPatient, itemsInParallel: 50 }));
		expect(sentTo().sort()).toEqual(['1', '2']);
		expect(run.json.map((one) => one.alreadySent)).toEqual([undefined, undefined, true]);
	});
});

describe('a call for all items', () => {
	const createBatch = async (ids: string[]) =>
		await runHero(hero, {
			operation: 'batchMessage: create',
			parameters: {
				...{ name: 'Reviews', channel: 'SMS', content: text, sendOnlyOnce: true },
				...{ recipientsFrom: 'items', nhsNumber: '={{ $json.nhs }}', dob: '1990-12-31' },
				...perPatient,
			},
			items: ids.map((nhs) => ({ nhs })),
			onError: 'continueRegularOutput',
		});
	const [first, second] = nhsNumbers(2);

	test('leaves out everybody who was sent it before, also one whom the list names twice', async () => {
		await createBatch([first]);
		const run = await createBatch([first, first, second]);
		expect(hero.received.map(({ body }) => (body as IDataObject).recipients)).toEqual([
			[recipient(first)],
			[recipient(second)],
		]);
		expect(run.json.slice(0, 2)).toMatchObject([{ alreadySent: true }, { alreadySent: true }]);
	});
});

describe('n8n’s store', () => {
	afterEach(() => jest.restoreAllMocks());

	test('is called a few times for many items', async () => {
		// A slow run also records its outcomes once a second.
		jest.spyOn(Date, 'now').mockReturnValue(Date.now());
		const ids = Array.from({ length: 100 }, (_, index) => `${index + 1}`);
		await runHero(hero, send(ids, { itemsInParallel: 50 }));
		expect(opened.store.calls).toBeLessThan(45);
		expect(sentTo()).toHaveLength(100);
	});

	test('holds one entry for each message and few others', async () => {
		const ids = Array.from({ length: 100 }, (_, index) => `${index + 1}`);
		await runHero(hero, send(ids, { itemsInParallel: 50 }));
		expect([...opened.store.rows.values()].flat().length).toBe(103);
	});

	test('leaves about a hundred items unclear after a crash', async () => {
		const ids = Array.from({ length: 400 }, (_, index) => `${index + 1}`);
		const rows = new Map<string, string[]>();
		hero.onRequest((_received, index) => {
			if (index === 250) for (const [key, row] of opened.store.rows) rows.set(key, [...row]);
			return jsonResponse({ message_id: '550021' });
		});
		await runHero(hero, send(ids));
		for (const [key, row] of rows) opened.store.rows.set(key, row);
		restart();
		const run = await runHero(hero, send(ids));
		// The items in flight, a chunk, and those that are sent while the next chunk is claimed.
		const unclear = run.json.filter((one) => one.error).length;
		expect(unclear).toBeGreaterThan(0);
		expect(unclear).toBeLessThanOrEqual(50 + 50 + 12);
		expect(run.json.filter((one) => one.alreadySent).length).toBeGreaterThan(250 - unclear);
	});

	test('is not used by two runs at the same time', async () => {
		const ids = Array.from({ length: 60 }, (_, index) => `${index + 1}`);
		const options = send(ids, { itemsInParallel: 20 });
		const runs = await Promise.all([1, 2, 3].map(async () => await runHero(hero, options)));
		expect(sentTo().sort()).toEqual(ids.sort());
		expect(runs.flatMap(({ json }) => json.filter((one) => one.error))).toEqual([]);
	});
});

describe('Forget What Was Sent', () => {
	const forget = async (parameters: INodeParameters) =>
		await runHero(hero, { operation: 'sendOnlyOnce: forget', parameters });

	test('forgets one campaign', async () => {
		for (const campaign of ['A', 'B']) await runHero(hero, send(['1'], perCampaign(campaign)));
		const run = await forget({ whatToForget: 'campaign', forgottenCampaign: 'a' });
		expect(run.json).toEqual([{ forgotten: true, held: expect.any(Number), limit: 100_000 }]);
		for (const campaign of ['A', 'B']) await runHero(hero, send(['1'], perCampaign(campaign)));
		expect(hero.received).toHaveLength(3);
	});

	test('forgets everything', async () => {
		await runHero(hero, send(['1']));
		expect((await forget({ whatToForget: 'workflow' })).json).toMatchObject([{ held: 0 }]);
		await runHero(hero, send(['1']));
		expect(sentTo()).toEqual(['1', '1']);
	});
});

describe('a run that cannot begin', () => {
	const refusal = "'Send Only Once' cannot remember anything in this n8n";

	test('without the store of n8n sends nothing', async () => {
		opened.store.isBroken = true;
		const { status, error } = await runHero(hero, { ...send(['1']), onError: 'stopWorkflow' });
		expect([status, error?.message]).toEqual(['error', refusal]);
		expect(hero.received).toEqual([]);
	});

	test('gives out errors if the node continues, and never its input', async () => {
		opened.store.isBroken = true;
		const { json } = await runHero(hero, send(['1', '2']));
		expect(json).toMatchObject([{ error: refusal }, { error: refusal }]);
		expect(hero.received).toEqual([]);
	});

	test('knows that the API key was replaced, and takes the earlier one', async () => {
		await runHero(hero, send(['1']));
		restart();
		const credentials = { apiKey: 'new-key' };
		const refused = await runHero(hero, { ...send(['1']), credentials });
		expect(refused.json).toMatchObject([{ error: "'Send Only Once' does not know this API key" }]);
		const earlierApiKey = apiKey;
		const run = await runHero(hero, {
			...send(['1']),
			credentials: { ...credentials, earlierApiKey },
		});
		expect(run.json).toEqual([{ alreadySent: true }]);
		expect(sentTo()).toEqual(['1']);
	});

	test('notices that another node shares its place in n8n and may drop entries', async () => {
		await runHero(hero, send(['1']));
		for (const [row, hashes] of opened.store.rows) opened.store.rows.set(row, hashes.slice(1));
		const { json } = await runHero(hero, send(['1']));
		expect(json).toMatchObject([{ error: expect.stringContaining('shares its place in n8n') }]);
		expect(sentTo()).toEqual(['1']);
	});

	test('needs a name for the campaign', async () => {
		const { json } = await runHero(hero, send(['1'], perCampaign(' ')));
		expect(json).toMatchObject([{ error: "'Campaign' needs a name" }]);
	});
});

describe('Remember For (Days)', () => {
	const day = 86_400_000;
	const onDay = async (days: number, parameters: INodeParameters) => {
		jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2027, 0, 15) + days * day);
		restart();
		return (await runHero(hero, send(['1'], parameters))).json[0].alreadySent === true;
	};
	afterEach(() => jest.restoreAllMocks());

	test.each([1, 7, 30, 365])('of %i holds for as many days, exactly', async (rememberForDays) => {
		const isHeld = async (days: number) => await onDay(days, { rememberForDays });
		expect(await isHeld(0)).toBe(false);
		if (rememberForDays > 1) expect(await isHeld(1)).toBe(true);
		expect(await isHeld(rememberForDays - 1)).toBe(true);
		expect(await isHeld(rememberForDays)).toBe(false);
		expect(await isHeld(2 * rememberForDays - 1)).toBe(true);
		expect(sentTo()).toHaveLength(2);
	});

	test('counts from the sending when the number of days is changed', async () => {
		expect(await onDay(0, { rememberForDays: 365 })).toBe(false);
		expect(await onDay(200, { rememberForDays: 2 })).toBe(true);
		expect(await onDay(365, { rememberForDays: 2 })).toBe(false);
		expect(await onDay(366, { rememberForDays: 0 })).toBe(true);
	});

	test('never ends for what was sent without a number of days', async () => {
		expect(await onDay(0, {})).toBe(false);
		expect(await onDay(1000, { rememberForDays: 1 })).toBe(true);
	});
});

describe('patients that a list names twice', () => {
	const repeated = (hints: string[]) =>
		hints.filter((hint) => hint.includes('more than one message'));
	const off = { sendOnlyOnce: false };

	test('are counted in a hint', async () => {
		const { hints } = await runHero(hero, send(['1', '2', '01', '3', '3', '3'], off));
		expect(repeated(hints)).toEqual([
			'2 patients got more than one message in this run. To prevent it, switch on Send Only Once in the Settings and set Once Per to Patient.',
		]);
	});

	test('are not counted if Hero refused one, or if nothing is delivered', async () => {
		hero.respondWith(jsonResponse({ message_id: '1' }), badRequest('No'));
		expect(repeated((await runHero(hero, send(['1', '1'], off))).hints)).toEqual([]);
		hero.respondWith(jsonResponse({ message_id: '1' }));
		const kept = { ...off, messageType: 'hero' };
		expect(repeated((await runHero(hero, send(['1', '1'], kept))).hints)).toEqual([]);
	});
});
