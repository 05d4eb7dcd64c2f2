import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { nhsNumbers, recipient, review } from '../support/engine/batchMessages';
import { jsonResponse } from '../support/engine/heroServer';
import { byId, runHero } from '../support/engine/runHero';
import { heldBy, patient, setClock, useSafeguardHero } from '../support/engine/safeguards';

const { hero, register, bodies, lookUps } = useSafeguardHero();
afterEach(() => jest.restoreAllMocks());

const [first, second, third, fourth] = nhsNumbers(4);

const create = async (
	safeguards: INodeParameters,
	items: IDataObject[],
	parameters: INodeParameters = {},
) =>
	await runHero(hero, {
		operation: 'batchMessage: create',
		parameters: {
			...{ ...review, recipientsFrom: 'items', nhsNumber: '={{ $json.nhs }}' },
			...{ dob: '1990-12-31', safeguards },
			...parameters,
		},
		items,
		onError: 'continueRegularOutput',
	});

const people = (...numbers: string[]) => numbers.map((nhs) => ({ nhs }));

describe('a batch of all items', () => {
	test('has the items that are not held, and the held ones leave separately', async () => {
		const items = people(first, second, third, second);
		const { json, output } = await create({ doNotContact: first }, items);
		expect(bodies()).toMatchObject([{ recipients: [recipient(second), recipient(third)] }]);
		expect(json).toEqual([
			{ nhs: first, held: expect.objectContaining({ by: 'Do Not Contact' }) },
			expect.objectContaining({
				recipient_count: 2,
				repeated_recipients: [{ item: 3, repeats_item: 1 }],
			}),
		]);
		expect(output[1].pairedItem).toEqual([{ item: 1 }, { item: 2 }, { item: 3 }]);
	});

	test('is checked by its items, whatever other list stands beside them', async () => {
		const additionalFields = {
			additionalBodyFields: JSON.stringify({ recipients: [recipient(second)] }),
		};
		const { json } = await create({ doNotContact: first }, people(first), { additionalFields });
		expect(heldBy(json)).toEqual(['Do Not Contact']);
		expect(bodies()).toEqual([]);
	});

	test('is not created if all items are held', async () => {
		const { json } = await create({ doNotContact: `${first}, ${second}` }, people(first, second));
		expect(heldBy(json)).toEqual(['Do Not Contact', 'Do Not Contact']);
		expect(bodies()).toEqual([]);
	});

	test('is checked by NHS number, with the whole record of each patient', async () => {
		register(
			patient('1', { nhs_number: first }),
			patient('2', { nhs_number: second, deceased_at: '2026-01-01T00:00:00Z' }),
		);
		const items = people(first, second, third);
		const { json } = await create({ checkPatient: true }, items);
		expect(heldBy(json).slice(0, 2)).toEqual([
			'Check the Patient First',
			'Check the Patient First',
		]);
		expect(bodies()).toMatchObject([{ recipients: [recipient(first)] }]);
		expect(lookUps()).toContain('/v2/patients/1');
	});

	test('counts each item as a message, and each part of the text', async () => {
		const { json } = await create({ mostMessages: 2 }, people(first, second, third));
		expect(json[0].error).toContain('allows 2, and this run has 3 messages');
		const content = 'a'.repeat(460);
		const long = await create({ mostSmsParts: 3 }, people(first), { content });
		expect(long.json[0].error).toContain("'Message' has 4 parts as an SMS");
		expect(bodies()).toEqual([]);
	});

	test('tells of its price', async () => {
		const { hints } = await create({ smsPrice: 2.4 }, people(first, second));
		expect(hints.join()).toContain('with 2 SMS parts for about £0.05.');
	});
});

describe('a batch of a list', () => {
	const list = (...numbers: string[]): INodeParameters => ({
		recipientsFrom: 'list',
		recipients: { rows: numbers.map((nhsNumber) => ({ nhsNumber, dob: '1990-12-31' })) },
	});

	test('leaves held recipients out, and names them by their row', async () => {
		const parameters = list(first, second, third, third, fourth);
		const { json, hints } = await create({ doNotContact: `${first},${fourth}` }, [{}], parameters);
		expect(bodies()).toMatchObject([{ recipients: [recipient(second), recipient(third)] }]);
		const held = (row: number) => expect.objectContaining({ row, by: 'Do Not Contact' }) as object;
		expect(json).toEqual([
			expect.objectContaining({
				recipient_count: 2,
				repeated_recipients: [{ row: 4, repeats_row: 3 }],
				held_recipients: [held(1), held(5)],
			}),
		]);
		expect(JSON.stringify(json)).not.toContain(first);
		expect(hints.join()).toContain('2 recipients were left out of a list');
	});

	test('is held as a whole if all its recipients are', async () => {
		const parameters = list(first, second);
		const { json } = await create({ doNotContact: `${first},${second}` }, [{ a: 1 }], parameters);
		expect(json).toEqual([{ a: 1, held: expect.objectContaining({ by: 'Do Not Contact' }) }]);
		expect(JSON.stringify(json)).toContain('All 2 recipients are held.');
		expect(bodies()).toEqual([]);
	});

	test('counts each recipient as a message', async () => {
		const { json } = await create({ mostMessages: 2 }, [{}], list(first, second, third));
		expect(json[0].error).toContain('allows 2, and this run has 3 messages');
	});
});

describe('a batch that is sent', () => {
	const send = async (safeguards: INodeParameters, ids = ['7301']) =>
		await runHero(hero, {
			operation: 'batchMessage: send',
			parameters: { id: byId('={{ $json.batch }}'), safeguards },
			items: ids.map((batch) => ({ batch })),
			onError: 'continueRegularOutput',
		});

	/** Hero has a batch of this channel with so many recipients, on pages of 50. */
	const respondWithBatch = (channel: string, count: number) =>
		hero.onRequest(({ target, method }) => {
			if (method !== 'GET') return jsonResponse({});
			if (!target.includes('/recipients')) return jsonResponse({ id: '7301', channel });
			const page = Number(/page_index=(\d+)/.exec(target)?.[1]);
			const rows = Array.from({ length: count }, (_, id) => ({ id }));
			return jsonResponse({ data: rows.slice(page * 50, page * 50 + 50), count });
		});

	test('counts its recipients over all pages', async () => {
		respondWithBatch('SMS', 120);
		const { json } = await send({ mostMessages: 119 });
		expect(json[0].error).toContain('allows 119, and this run has 120 messages');
		expect(bodies()).toEqual([]);
		await send({ mostMessages: 120 });
		expect(bodies()).toHaveLength(1);
	});

	test('counts a batch once, however many items name it', async () => {
		respondWithBatch('SMS', 60);
		await send({ mostMessages: 60 }, ['7301', '7301', '07301']);
		expect(bodies()).toHaveLength(1);
	});

	test('is not sent if its recipients cannot be counted', async () => {
		hero.respondWith({ status: 500 });
		const { json } = await send({ mostMessages: 100 });
		expect(json[0].error).toContain("The safeguard 'Most Messages in One Run'");
		expect(bodies()).toEqual([]);
	});

	test('is held for all of its items or for none', async () => {
		setClock('2026-01-17T12:00:00Z');
		let lookUpCount = 0;
		hero.onRequest(({ method }) => {
			if (method !== 'GET') return jsonResponse({});
			return lookUpCount++ === 0 ? { status: 500 } : jsonResponse({ channel: 'NHS_APP' });
		});
		const { json } = await send({ allowedHours: 'nhsNotify' }, ['7301', '7301']);
		expect(heldBy(json)).toEqual(['Allowed Hours', 'Allowed Hours']);
		expect(bodies()).toEqual([]);
	});

	test('has the hours of its channel, and the shorter ones if it is unknown', async () => {
		setClock('2026-01-17T12:00:00Z');
		const hours = { allowedHours: 'nhsNotify' };
		for (const channel of ['SMS', 'unheard of']) {
			respondWithBatch(channel, 1);
			expect(heldBy((await send(hours)).json)).toEqual(['Allowed Hours']);
		}
		hero.respondWith({ status: 404 });
		expect(heldBy((await send(hours)).json)).toEqual(['Allowed Hours']);
		expect(bodies()).toEqual([]);
		respondWithBatch('NHS_APP', 1);
		await send(hours);
		expect(bodies()).toHaveLength(1);
	});

	test('is counted in a rehearsal too, where another node only rehearsed it', async () => {
		const rehearsal = { credentials: { mode: 'rehearsal' } };
		const rows = [first, second, third].map((nhsNumber) => ({ nhsNumber, dob: '1990-12-31' }));
		const made = await runHero(hero, {
			operation: 'batchMessage: create',
			parameters: { ...review, recipientsFrom: 'list', recipients: { rows } },
			...rehearsal,
		});
		const { error } = await runHero(hero, {
			operation: 'batchMessage: send',
			parameters: { id: byId(String(made.json[0].id)), safeguards: { mostMessages: 2 } },
			...rehearsal,
		});
		expect(error?.message).toContain('allows 2, and this run has 3 messages');
		expect(hero.received).toEqual([]);
	});
});
