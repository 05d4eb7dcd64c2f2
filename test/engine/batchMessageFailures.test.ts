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
import { badRequest } from '../support/engine/heroServer';

const { hero, bodies, create } = useBatchHero();

const [first, second, third, fourth] = nhsNumbers(4);

describe('an invalid recipient', () => {
	const items = [
		person(first),
		person(second),
		person(third),
		person(invalidNhsNumber),
		person(fourth),
	];
	const message = "'NHS Number' is not a valid NHS number [item 3]";
	const details = {
		description:
			'Check the number in the record. Its check digit does not match, so a digit is mistyped.',
	};
	const others = [first, second, third, fourth].map((number) => recipient(number));

	test('stops the run before any request', async () => {
		const { status, error, output } = await create(items);
		expect(status).toBe('error');
		const description = `${details.description} Of the other items: items 0 to 2 and 4 were not sent. n8n counts from 0: item 3 is the 4th.`;
		expect(error).toMatchObject({ message, description, context: { itemIndex: 3 } });
		expect(output).toEqual([]);
		expect(hero.connectionCount()).toBe(0);
	});

	test('gets its own error item with Continue; the others make one batch', async () => {
		const { output } = await create(items, {}, 'continueRegularOutput');
		expect(output).toEqual([
			{ json: { error: message, details }, pairedItem: { item: 3 } },
			{ json: createdBatch(4), pairedItem: pairedWith(0, 1, 2, 4) },
		]);
		expect(bodies()).toEqual([{ ...review, recipients: others }]);
	});

	test('is output on the error branch', async () => {
		const { output, failed } = await create(items, {}, 'continueErrorOutput');
		expect(failed).toEqual([
			{ json: { ...items[3], error: message, details }, pairedItem: { item: 3 } },
		]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([pairedWith(0, 1, 2, 4)]);
		expect(bodies()).toEqual([{ ...review, recipients: others }]);
	});

	test('creates no batch when no recipient is valid', async () => {
		const { output } = await create(
			[person(invalidNhsNumber), person('', '')],
			{},
			'continueRegularOutput',
		);
		expect(output.map(({ json: { error } }) => error)).toEqual([
			"'NHS Number' is not a valid NHS number [item 0]",
			"'NHS Number' is empty [item 1]",
		]);
		expect(hero.connectionCount()).toBe(0);
	});

	test.each([
		[person(''), "'NHS Number' is empty"],
		[person(first, ''), "'Date of Birth' is empty"],
		[person(first, '31/12/1990'), "'Date of Birth' needs a date in the form YYYY-MM-DD"],
		[person(first, '1990-12-31T09:30'), "'Date of Birth' has a time of day"],
	])('%j: %s', async (bad, reason) => {
		const { error } = await create([person(second), bad]);
		expect(error?.message).toBe(`${reason} [item 1]`);
		expect(hero.connectionCount()).toBe(0);
	});
});

describe('a batch that Hero rejects', () => {
	const items = [person(first), person(second)];
	const message = 'Hero could not process the request (status 500) [item 0]';

	test.each([{ status: 500 }, { status: 429 }, { cut: 'read' as const }])(
		'is not retried: %j',
		async (answer) => {
			hero.respondWith(answer);
			expect((await create(items)).status).toBe('error');
			expect(hero.connectionCount()).toBe(1);
		},
	);

	test('is output as one item that is paired with all its recipients, with Continue', async () => {
		hero.respondWith({ status: 500 });
		const { output } = await create(items, {}, 'continueRegularOutput');
		expect(output).toMatchObject([{ json: { error: message }, pairedItem: pairedWith(0, 1) }]);
		expect(hero.connectionCount()).toBe(1);
	});

	test('has an error without names', async () => {
		const text = 'Results of the coelacanth test';
		const echo = `${first} 1990-12-31 ${text}`;
		hero.respondWith(
			badRequest({ code: echo, expected: echo, path: ['body', 'recipients', 0, echo] }),
		);
		const { savedExecution } = await create(
			items.map((item) => ({ ...item, text })),
			{ content: '={{ $json.text }}' },
		);
		expect([first, '1990-12-31', text].filter((said) => savedExecution.includes(said))).toEqual([]);
	});
});
