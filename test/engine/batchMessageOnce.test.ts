import {
	createdBatch,
	invalidNhsNumber,
	nhsNumbers,
	pairedWith,
	person,
	recipient,
	useBatchHero,
} from '../support/engine/batchMessages';
import { useDeduplicator } from '../support/engine/deduplicator';
import { badRequest, jsonResponse } from '../support/engine/heroServer';

const { hero, bodies, create } = useBatchHero();
const [first, second, third] = nhsNumbers(3);
const onError = 'continueRegularOutput';
const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

describe('a batch message of the input items', () => {
	test('is not created again by a retry because of another item', async () => {
		const items = [person(invalidNhsNumber), person(first), person(second)];
		const { output } = await create(items, {}, onError, { settings });
		expect(bodies()).toHaveLength(1);
		expect(output).toEqual([
			{ json: { error: expect.any(String), details: expect.anything() }, pairedItem: { item: 0 } },
			{ json: { ...createdBatch(2), doneBefore: true }, pairedItem: pairedWith(1, 2) },
		]);
	});

	test('is created by a retry once Hero accepts it', async () => {
		hero.respondWith(badRequest('No'), jsonResponse({ id: '7301' }));
		const { status } = await create([person(first), person(second)], {}, undefined, { settings });
		expect([status, bodies().length]).toEqual(['success', 2]);
	});

	test('stays unclear in a retry, and is not created again', async () => {
		hero.respondWith({ cut: 'read' });
		const { error } = await create([person(first), person(second)], {}, undefined, { settings });
		expect(bodies()).toHaveLength(1);
		expect(error?.description).toContain('It was not sent now.');
	});
});

describe('with Send Only Once', () => {
	useDeduplicator();
	const once = { sendOnlyOnce: true, oncePer: 'patient' };

	test('a batch message leaves out whom an earlier one had', async () => {
		await create([person(first), person(second)], once);
		const { output } = await create([person(first), person(third), person(second)], once);
		expect(bodies().map(({ recipients }) => recipients)).toEqual([
			[recipient(first), recipient(second)],
			[recipient(third)],
		]);
		expect(
			output.map(({ json: { alreadySent }, pairedItem }) => [alreadySent, pairedItem]),
		).toEqual([
			[true, { item: 0 }],
			[true, { item: 2 }],
			[undefined, pairedWith(1)],
		]);
	});

	test('a repeated person is left out as without it', async () => {
		const { json } = await create([person(first), person(second), person(first)], once);
		expect(bodies().map(({ recipients }) => recipients)).toEqual([
			[recipient(first), recipient(second)],
		]);
		expect(json).toEqual([createdBatch(2, { item: 2, repeats_item: 0 })]);
	});

	test('a batch message that Hero refused can be created again', async () => {
		hero.respondWith(badRequest('No'), jsonResponse({ id: '7301' }));
		for (const status of ['error', 'success']) {
			expect((await create([person(first), person(second)], once)).status).toBe(status);
		}
	});

	test('a list in one item has no single patient, and says so', async () => {
		const list = {
			recipientsFrom: 'list',
			recipients: { rows: [{ nhsNumber: first, dob: '1990-12-31' }] },
		};
		const { error } = await create([{}], { ...once, ...list });
		expect(error?.message).toBe(
			"The item names no patient, but 'Once Per' counts by patient [item 0]",
		);
		expect(hero.received).toEqual([]);
	});
});
