import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	createdBatch,
	invalidNhsNumber,
	nhsNumbers,
	pairedWith,
	person,
	recipient,
	review,
	useBatchHero,
} from '../support/engine/batchMessages';
import { practiceGroupId } from '../support/engine/runHero';

const { hero, bodies, create } = useBatchHero();
const sent = () => hero.received.map(({ method, target }) => `${method} ${target}`);

const [first, second, third] = nhsNumbers(3);

describe('Create with the input items as recipients', () => {
	test('makes one batch of them all, paired with them all', async () => {
		const { output } = await create([person(first), person(second, '2001-02-03'), person(third)]);
		expect(sent()).toEqual(['POST /v1/batch_message']);
		expect(bodies()).toEqual([
			{
				...review,
				recipients: [recipient(first), recipient(second, '2001-02-03'), recipient(third)],
			},
		]);
		expect(output).toEqual([{ json: createdBatch(3), pairedItem: pairedWith(0, 1, 2) }]);
	});

	test('makes one batch of 1,000', async () => {
		const numbers = nhsNumbers(1000);
		const { output } = await create(numbers.map((number) => person(number)));
		expect(bodies().map(({ recipients }) => recipients)).toEqual([
			numbers.map((number) => recipient(number)),
		]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([
			pairedWith(...numbers.map((_, index) => index)),
		]);
		expect(hero.connectionCount()).toBe(1);
	});

	test('takes a person who is listed twice once', async () => {
		const spaced = `${first.slice(0, 3)} ${first.slice(3, 6)}-${first.slice(6)}`;
		const { output } = await create([person(first), person(second), person(spaced)]);
		expect(bodies()).toEqual([{ ...review, recipients: [recipient(first), recipient(second)] }]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([pairedWith(0, 1, 2)]);
	});

	describe('reports each repeated recipient', () => {
		const again = (who: string) =>
			`${who} left out, so that nobody gets the message twice. 'repeated_recipients' shows whom they repeat.`;

		test('by item, never by value', async () => {
			const numbers = [first, second, first, third, first, second];
			const { json, hints, savedExecution } = await create(numbers.map((number) => person(number)));
			expect(json).toEqual([
				createdBatch(
					3,
					{ item: 2, repeats_item: 0 },
					{ item: 4, repeats_item: 0 },
					{ item: 5, repeats_item: 1 },
				),
			]);
			expect(hints).toEqual([again('3 recipients are duplicates (items 2, 4 and 5) and were')]);
			expect(savedExecution).not.toContain(first);
		});

		test('by the items as they came in, where others could not be read', async () => {
			const items = [person(invalidNhsNumber), person(first), person(''), person(first)];
			const { json, hints } = await create(items, {}, 'continueRegularOutput');
			expect(json.filter(({ id }) => id)).toEqual([createdBatch(1, { item: 3, repeats_item: 1 })]);
			expect(hints).toEqual([again('1 recipient is a duplicate (item 3) and was')]);
		});

		test('and says nothing where everybody is listed once', async () => {
			const { json, hints } = await create([person(first), person(second)]);
			expect([json, hints]).toEqual([[createdBatch(2)], []]);
		});

		test('though Hero answers nothing', async () => {
			hero.respondWith({ status: 200 });
			const { json } = await create([person(first), person(first)]);
			expect(json).toEqual([
				{
					success: true,
					recipient_count: 1,
					repeated_recipients: [{ item: 1, repeats_item: 0 }],
				},
			]);
		});

		test("and keeps Hero's own count, where there is one", async () => {
			hero.respondWith({ body: { id: '7301', recipient_count: 7 } });
			expect((await create([person(first)])).json).toMatchObject([{ recipient_count: 7 }]);
		});

		test('and of a thousand repeats names ten', async () => {
			const { json, hints } = await create(Array.from({ length: 1001 }, () => person(first)));
			expect((json[0].repeated_recipients as IDataObject[]).length).toBe(1000);
			const named = 'items 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 990 more';
			expect(hints).toEqual([again(`1000 recipients are duplicates (${named}) and were`)]);
		});
	});

	test.each(['1990-06-30', '1990-06-30T00:00:00', '1990-06-30T00:00:00Z', '1990-06-30 00:00'])(
		'sends the date of birth %s as that day at midnight',
		async (born) => {
			await create([person(first, born)]);
			expect(bodies()).toEqual([{ ...review, recipients: [recipient(first, '1990-06-30')] }]);
		},
	);

	test('refuses one NHS number with two dates of birth', async () => {
		const items = [person(first), person(second), person(first, '1990-12-30')];
		const { error, output } = await create(items);
		expect(error).toMatchObject({
			message: 'One NHS number is listed with two dates of birth [item 0]',
			description:
				'See item 0 and item 2. Nothing was created. Correct the list of recipients. Of the other items: items 1 to 2 were refused. n8n counts from 0: item 0 is the 1st.',
		});
		expect(output).toEqual([]);
		expect(hero.connectionCount()).toBe(0);
	});

	test('acts for the practice group that Options name', async () => {
		const options = { practiceGroupId: '1043' };
		await create([person(first), person(second)], { options });
		expect(hero.received.map(({ headers }) => headers['x-practice-group-id'])).toEqual(['1043']);
	});

	describe('refuses what differs by item, lest one patient gets what is meant for another', () => {
		const subject = '={{ $json.own }}';
		const more = { additionalBodyFields: '={{ $json.more }}' };
		const options = { practiceGroupId: '={{ $json.group }}' };

		test.each<[string, INodeParameters]>([
			['Name', { name: '=Review of {{ $json.own }}' }],
			['Channel', { channel: '={{ $json.channel }}', subject: 'Review' }],
			['Subject', { channel: 'EMAIL', subject }],
			['Message', { content: '=Dear {{ $json.own }}' }],
			['tag', { additionalFields: more }],
			['Practice Group ID', { options }],
		])('%s', async (label, parameters) => {
			const items = [
				{
					...person(first),
					own: 'Sam',
					channel: 'SMS',
					more: { tag: 'a' },
					group: practiceGroupId,
				},
				{ ...person(second), own: 'Alex', channel: 'NHS_APP', more: { tag: 'b' }, group: '1043' },
			];
			const { error } = await create(items, parameters);
			expect(error?.message).toMatch(new RegExp(`^'${label}' .+ \\[item 1\\]$`));
			const { output } = await create(items, parameters, 'continueRegularOutput');
			expect(output.map(({ json: { error: told } }) => told)).toEqual([error?.message]);
			expect(hero.connectionCount()).toBe(0);
		});
	});

	test.each<[string, INodeParameters]>([
		['no expression', { content: 'Your review is due.' }],
		['one that is the same for all', { content: '={{ $json.text }}' }],
	])('takes a Message with %s', async (_title, parameters) => {
		const text = 'Your review is due.';
		await create(
			[person(first), person(second)].map((one) => ({ ...one, text })),
			parameters,
		);
		expect(bodies()).toMatchObject([{ content: text }]);
	});
});

describe('an email', () => {
	test('goes with its subject', async () => {
		await create([person(first)], { channel: 'EMAIL', subject: 'Asthma review' });
		expect(bodies()).toMatchObject([{ channel: 'EMAIL', subject: 'Asthma review' }]);
	});

	test('is not made without one', async () => {
		const { error } = await create([person(first)], {
			channel: 'EMAIL',
			subject: '={{ $json.nothing }}',
		});
		expect(error).toMatchObject({ message: "'Subject' is empty [item 0]" });
		expect(hero.connectionCount()).toBe(0);
	});

	test.each(['SMS', 'NHS_APP'])('%s has none, though the form still has one', async (channel) => {
		await create([person(first)], { channel, subject: 'Asthma review' });
		expect(bodies()).toEqual([{ ...review, channel, recipients: [recipient(first)] }]);
	});
});
