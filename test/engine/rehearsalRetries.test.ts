import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { useDeduplicator } from '../support/engine/deduplicator';
import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { blockOf, ownContact, patients, textToEach } from '../support/engine/rehearsals';
import { runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();
const opened = useDeduplicator();
beforeEach(() => hero.respondWith(jsonResponse({ message_id: '550021' })));

const sentTo = () => hero.received.map(({ body }) => (body as { patient_id: string }).patient_id);

const ids = (items: IDataObject[]) => items.map(({ id }) => id);

const send = async (
	items: IDataObject[],
	mode: 'live' | 'rehearsal' | 'ownContact',
	parameters: INodeParameters = {},
	options: Partial<HeroRunOptions> = {},
) =>
	await runHero(hero, {
		...{ operation: 'message: send', items, ...options },
		parameters: { ...textToEach, ...parameters },
		credentials: { ...ownContact, mode },
	});

const once = { sendOnlyOnce: true };

describe('a rehearsed run that is retried', () => {
	const withFault = [...patients(3), { id: 'nobody' }, ...patients(2, 5)];

	test('after the credential became Live leaves nobody out', async () => {
		const retryOf = await send(withFault, 'rehearsal');
		expect(retryOf.error?.description).toContain('items 0 to 2 were rehearsed');
		expect(hero.received).toEqual([]);
		const run = await send(withFault, 'live', {}, { retryOf });
		expect(run.error?.message).toContain('[item 3]');
		expect(sentTo()).toEqual(['1', '2', '3']);
	});

	test('after messages to my own phone leaves nobody out either', async () => {
		const retryOf = await send(withFault, 'ownContact');
		expect(hero.received).toHaveLength(3);
		hero.received.length = 0;
		await send(withFault, 'live', {}, { retryOf });
		expect(sentTo()).toEqual(['1', '2', '3']);
	});

	test('by Retry On Fail sends nothing at any try', async () => {
		const settings: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		await send(withFault, 'rehearsal', {}, { settings });
		expect(hero.received).toEqual([]);
	});

	test('in between does not undo what a live try noted as sent', async () => {
		hero.onRequest((_, index) =>
			index === 2 ? { status: 400, body: { error: true } } : jsonResponse({ message_id: '1' }),
		);
		const first = await send(patients(4), 'live');
		expect(sentTo()).toEqual(['1', '2', '3']);
		const { json } = await send(patients(4), 'rehearsal', {}, { retryOf: first });
		expect(json.map((item) => blockOf(item).sent)).toEqual([false, false, false, false]);
		expect(hero.received).toHaveLength(3);
		await send(patients(4), 'live', {}, { retryOf: first });
		expect(sentTo()).toEqual(['1', '2', '3', '3', '4']);
	});
});

describe('with Send Only Once', () => {
	test('a rehearsal names who got it before, and a live run sends all the others', async () => {
		await send(patients(7), 'live', once);
		hero.received.length = 0;
		const { json, error } = await send(patients(20), 'rehearsal', once);
		expect(error).toBeUndefined();
		expect(json.map(({ alreadySent }) => alreadySent ?? false)).toEqual([
			...Array.from({ length: 7 }, () => true),
			...Array.from({ length: 13 }, () => false),
		]);
		expect(json.slice(7).map((item) => blockOf(item).sent)).toEqual(
			Array.from({ length: 13 }, () => false),
		);
		expect(hero.received).toEqual([]);
		await send(patients(20), 'live', once);
		expect(sentTo()).toEqual(ids(patients(13, 8)));
	});

	test.each(['rehearsal', 'ownContact'] as const)('the store is as before: %s', async (mode) => {
		await send(patients(2), 'live', once);
		const before = JSON.stringify([...opened.store.rows]);
		await send(patients(5), mode, once);
		expect(JSON.stringify([...opened.store.rows])).toBe(before);
	});

	test('a rehearsal in an empty store leaves no entry', async () => {
		await send(patients(3), 'rehearsal', once);
		expect([...opened.store.rows.values()].flat()).toEqual([]);
	});

	test('a rehearsal with another API key does not lock the live one out', async () => {
		await runHero(hero, {
			...{ operation: 'message: send', items: patients(2) },
			parameters: { ...textToEach, ...once },
			credentials: { mode: 'rehearsal', apiKey: 'another-key' },
		});
		const { error } = await send(patients(2), 'live', once);
		expect(error).toBeUndefined();
		expect(sentTo()).toEqual(['1', '2']);
	});

	test('a rehearsal that n8n stops while it sends to my own phone leaves nothing open', async () => {
		const held: string[] = [];
		hero.onRequest(() => {
			held.push(...[...opened.store.rows.values()].flat());
			return jsonResponse({ message_id: '1' });
		});
		await send(patients(3), 'ownContact', once);
		expect(hero.received).toHaveLength(3);
		expect(held).toEqual([]);
	});

	test('an item that repeats an earlier one counts as sent before', async () => {
		const items = [...patients(2), { id: '1' }, ...patients(1, 3)];
		const { json } = await send(items, 'rehearsal', once);
		expect(json.map(({ alreadySent }) => alreadySent ?? false)).toEqual([
			...[false, false, true, false],
		]);
		await send(items, 'live', once);
		expect(sentTo()).toEqual(['1', '2', '3']);
	});

	test.each([{ whatToForget: 'workflow' }, { whatToForget: 'campaign', forgottenCampaign: 'Flu' }])(
		'a rehearsal forgets nothing that was sent: %j',
		async (parameters) => {
			const campaign = { ...once, oncePer: 'patientAndCampaign', campaign: 'Flu' };
			await send(patients(2), 'live', campaign);
			const { json } = await runHero(hero, {
				...{ operation: 'sendOnlyOnce: forget', parameters, credentials: { mode: 'rehearsal' } },
			});
			expect(json).toMatchObject([{ forgotten: true, rehearsal: { sent: false } }]);
			const again = await send(patients(2), 'live', campaign);
			expect(again.json.map(({ alreadySent }) => alreadySent)).toEqual([true, true]);
			expect(sentTo()).toEqual(['1', '2']);
		},
	);

	test('an unclear message stays unclear, whatever the rehearsal does', async () => {
		hero.respondWith({ cut: 'read' }, jsonResponse({ message_id: '1' }));
		await send(patients(1), 'live', once, { onError: 'continueRegularOutput' });
		for (const whenUnclear of ['ask', 'sendAgain']) {
			await send(patients(1), 'rehearsal', { ...once, whenUnclear });
		}
		const { error } = await send(patients(1), 'live', once);
		expect(error?.message).toBe('Perhaps sent before [item 0]');
		expect(sentTo()).toEqual(['1']);
	});

	test('a message to my own phone that Hero perhaps sent is not unclear for the patient', async () => {
		hero.respondWith({ cut: 'read' }, jsonResponse({ message_id: '1' }));
		const rehearsed = await send(patients(1), 'ownContact', once);
		expect(rehearsed.status).toBe('error');
		const { error } = await send(patients(1), 'live', once);
		expect(error).toBeUndefined();
		expect(hero.received).toHaveLength(2);
	});
});
