import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { json, refusal, startHero, type Hero } from '../support/engine/heroServer';
import { byId, group, runHero, type RunHero } from '../support/engine/runHero';

let hero: Hero;
beforeEach(async () => {
	hero = await startHero();
	hero.responds((_received, index) => json({ id: `${7301 + index}`, status: 'CREATED' }));
});
afterEach(() => hero.stop());

const bodies = () => hero.received.map(({ body }) => body as IDataObject);
const sent = () => hero.received.map(({ method, target }) => `${method} ${target}`);

/** Numbers of the range that is kept for tests, each with its check digit. */
function nhsNumbers(count: number): string[] {
	const numbers: string[] = [];
	for (let serial = 1; numbers.length < count; serial++) {
		const digits = `999${String(serial).padStart(6, '0')}`;
		const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
		const check = (11 - (sum % 11)) % 11;
		if (check < 10) numbers.push(`${digits}${check}`);
	}
	return numbers;
}

const [first, second, third, fourth] = nhsNumbers(4);
const invalid = '999 000 0019';

const person = (nhs: string, born = '1990-12-31') => ({ nhs, born });
const recipient = (nhs_number: string, day = '1990-12-31') => ({
	nhs_number,
	dob: `${day}T00:00:00Z`,
});

const review: INodeParameters = {
	name: 'Asthma reviews March',
	channel: 'SMS',
	content: 'Your asthma review is due.',
};

const fromItems: INodeParameters = {
	...review,
	recipientsFrom: 'items',
	nhsNumber: '={{ $json.nhs }}',
	dob: '={{ $json.born }}',
};

const create = async (
	items: IDataObject[],
	parameters: INodeParameters = {},
	onError?: RunHero['onError'],
) =>
	await runHero(hero, {
		operation: 'batchMessage: create',
		parameters: { ...fromItems, ...parameters },
		items,
		onError,
	});

/** What leaves for the first batch, of so many people. */
const created = (recipient_count: number, ...repeated_recipients: IDataObject[]) => ({
	...{ id: '7301', status: 'CREATED', recipient_count, repeated_recipients },
});

const pairedWith = (...items: number[]) => items.map((item) => ({ item }));

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
		expect(output).toEqual([{ json: created(3), pairedItem: pairedWith(0, 1, 2) }]);
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
		expect(hero.connections()).toBe(1);
	});

	test('takes a person who is listed twice once', async () => {
		const spaced = `${first.slice(0, 3)} ${first.slice(3, 6)}-${first.slice(6)}`;
		const { output } = await create([person(first), person(second), person(spaced)]);
		expect(bodies()).toEqual([{ ...review, recipients: [recipient(first), recipient(second)] }]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([pairedWith(0, 1, 2)]);
	});

	describe('tells who was left out as a repeat', () => {
		const again = (who: string) =>
			`${who} left out, so that nobody gets the message twice. 'repeated_recipients' shows whom they repeat.`;

		test('by item, never by value', async () => {
			const numbers = [first, second, first, third, first, second];
			const { json, hints, kept } = await create(numbers.map((number) => person(number)));
			expect(json).toEqual([
				created(
					3,
					{ item: 2, repeats_item: 0 },
					{ item: 4, repeats_item: 0 },
					{ item: 5, repeats_item: 1 },
				),
			]);
			expect(hints).toEqual([again('3 recipients are duplicates (items 2, 4 and 5) and were')]);
			expect(kept).not.toContain(first);
		});

		test('by the items as they came in, where others could not be read', async () => {
			const items = [person(invalid), person(first), person(''), person(first)];
			const { json, hints } = await create(items, {}, 'continueRegularOutput');
			expect(json.filter(({ id }) => id)).toEqual([created(1, { item: 3, repeats_item: 1 })]);
			expect(hints).toEqual([again('1 recipient is a duplicate (item 3) and was')]);
		});

		test('and says nothing where everybody is listed once', async () => {
			const { json, hints } = await create([person(first), person(second)]);
			expect([json, hints]).toEqual([[created(2)], []]);
		});

		test('though Hero answers nothing', async () => {
			hero.answers({ status: 200 });
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
			hero.answers({ body: { id: '7301', recipient_count: 7 } });
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
		expect(hero.connections()).toBe(0);
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
				{ ...person(first), own: 'Sam', channel: 'SMS', more: { tag: 'a' }, group },
				{ ...person(second), own: 'Alex', channel: 'NHS_APP', more: { tag: 'b' }, group: '1043' },
			];
			const { error } = await create(items, parameters);
			expect(error?.message).toMatch(new RegExp(`^'${label}' .+ \\[item 1\\]$`));
			const { output } = await create(items, parameters, 'continueRegularOutput');
			expect(output.map(({ json: { error: told } }) => told)).toEqual([error?.message]);
			expect(hero.connections()).toBe(0);
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

describe('a recipient who cannot be read', () => {
	const items = [person(first), person(second), person(third), person(invalid), person(fourth)];
	const message = "'NHS Number' is not a valid NHS number [item 3]";
	const details = {
		description:
			'Check the number in the record. Its check digit does not match, so a digit is mistyped.',
	};
	const others = [first, second, third, fourth].map((number) => recipient(number));

	test('stops the run before anything is sent', async () => {
		const { status, error, output } = await create(items);
		expect(status).toBe('error');
		const description = `${details.description} Of the other items: items 0 to 2 and 4 were not sent. n8n counts from 0: item 3 is the 4th.`;
		expect(error).toMatchObject({ message, description, context: { itemIndex: 3 } });
		expect(output).toEqual([]);
		expect(hero.connections()).toBe(0);
	});

	test('leaves by itself when the node is to continue; the others make one batch', async () => {
		const { output } = await create(items, {}, 'continueRegularOutput');
		expect(output).toEqual([
			{ json: { error: message, details }, pairedItem: { item: 3 } },
			{ json: created(4), pairedItem: pairedWith(0, 1, 2, 4) },
		]);
		expect(bodies()).toEqual([{ ...review, recipients: others }]);
	});

	test('leaves by the error branch when the node has one', async () => {
		const { output, failed } = await create(items, {}, 'continueErrorOutput');
		expect(failed).toEqual([
			{ json: { ...items[3], error: message, details }, pairedItem: { item: 3 } },
		]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([pairedWith(0, 1, 2, 4)]);
		expect(bodies()).toEqual([{ ...review, recipients: others }]);
	});

	test('makes no batch where nobody is left', async () => {
		const { output } = await create([person(invalid), person('', '')], {}, 'continueRegularOutput');
		expect(output.map(({ json: { error } }) => error)).toEqual([
			"'NHS Number' is not a valid NHS number [item 0]",
			"'NHS Number' is empty [item 1]",
		]);
		expect(hero.connections()).toBe(0);
	});

	test.each([
		[person(''), "'NHS Number' is empty"],
		[person(first, ''), "'Date of Birth' is empty"],
		[person(first, '31/12/1990'), "'Date of Birth' needs a date in the form YYYY-MM-DD"],
		[person(first, '1990-12-31T09:30'), "'Date of Birth' has a time of day"],
	])('%j: %s', async (bad, reason) => {
		const { error } = await create([person(second), bad]);
		expect(error?.message).toBe(`${reason} [item 1]`);
		expect(hero.connections()).toBe(0);
	});
});

describe('a batch that Hero does not take', () => {
	const items = [person(first), person(second)];
	const message = 'Hero could not process the request (status 500) [item 0]';

	test.each([{ status: 500 }, { status: 429 }, { cut: 'read' as const }])(
		'is tried once: %j',
		async (answer) => {
			hero.answers(answer);
			expect((await create(items)).status).toBe('error');
			expect(hero.connections()).toBe(1);
		},
	);

	test('leaves as one item, paired with all whom it concerns, when the node is to continue', async () => {
		hero.answers({ status: 500 });
		const { output } = await create(items, {}, 'continueRegularOutput');
		expect(output).toMatchObject([{ json: { error: message }, pairedItem: pairedWith(0, 1) }]);
		expect(hero.connections()).toBe(1);
	});

	test('is told of without naming anybody', async () => {
		const text = 'Results of the coelacanth test';
		const echo = `${first} 1990-12-31 ${text}`;
		hero.answers(refusal({ code: echo, expected: echo, path: ['body', 'recipients', 0, echo] }));
		const { kept } = await create(
			items.map((item) => ({ ...item, text })),
			{ content: '={{ $json.text }}' },
		);
		expect([first, '1990-12-31', text].filter((said) => kept.includes(said))).toEqual([]);
	});
});

describe('Create with a list of recipients', () => {
	const list = (recipients: INodeParameters) => ({ recipientsFrom: 'list', recipients });
	const byList = (expression: string) => ({ list: [{ json: expression }] });
	const row = (nhsNumber: string, dob = '1990-12-31') => ({ nhsNumber, dob });
	const byExpression = list(byList('={{ $json.people }}'));
	const listed = (...numbers: string[]) => ({
		people: numbers.map((nhs_number) => ({ nhs_number, dob: '1990-12-31' })),
	});

	test('makes one batch of each input item', async () => {
		const items = [listed(first, second), listed(third), listed(first)];
		const { output } = await create(items, byExpression);
		expect(bodies()).toEqual([
			{ ...review, recipients: [recipient(first), recipient(second)] },
			{ ...review, recipients: [recipient(third)] },
			{ ...review, recipients: [recipient(first)] },
		]);
		expect(output).toEqual(
			[2, 1, 1].map((count, item) => ({
				json: { ...created(count), id: `${7301 + item}` },
				pairedItem: { item },
			})),
		);
	});

	test('lets everything differ by item', async () => {
		const items = [
			{ ...listed(first), own: 'Sam' },
			{ ...listed(second), own: 'Alex' },
		];
		await create(items, { ...byExpression, content: '=Dear {{ $json.own }}' });
		expect(bodies().map(({ content }) => content)).toEqual(['Dear Sam', 'Dear Alex']);
	});

	test('takes rows that were filled in, each person once', async () => {
		await create([{}], list({ rows: [row(first), row(second, '2001-02-03'), row(` ${first}`)] }));
		expect(bodies()).toEqual([
			{ ...review, recipients: [recipient(first), recipient(second, '2001-02-03')] },
		]);
	});

	test('keeps all recipients of a form that Hero does not document', async () => {
		const others = [{ patient_id: '98765' }, { patient_id: '98766' }];
		const { json } = await create([{ others }], {
			...list({ rows: [row(first)] }),
			additionalFields: { additionalBodyFields: '={{ { recipients: $json.others } }}' },
		});
		expect(bodies()).toMatchObject([{ recipients: others }]);
		expect(json).toMatchObject([{ recipient_count: 2, repeated_recipients: [] }]);
	});

	test('tells by row who was left out as a repeat', async () => {
		const items = [listed(first, second), listed(first, second, first, first)];
		const { json, hints } = await create(items, byExpression);
		expect(json).toMatchObject([
			{ recipient_count: 2, repeated_recipients: [] },
			{
				recipient_count: 2,
				repeated_recipients: [
					{ row: 3, repeats_row: 1 },
					{ row: 4, repeats_row: 1 },
				],
			},
		]);
		expect(hints).toEqual([
			"2 recipients are duplicates (rows 3 and 4 of item 1) and were left out, so that nobody gets the message twice. 'repeated_recipients' shows whom they repeat.",
		]);
	});

	test('tells Hero nothing of them but number and date of birth', async () => {
		const people = [{ nhs_number: first, dob: '1990-12-31', last_name: 'Testpatient' }];
		await create([{ people }], byExpression);
		expect(bodies()).toEqual([{ ...review, recipients: [recipient(first)] }]);
	});

	test.each<[string, INodeParameters, string]>([
		['no row', {}, "'Recipients' is empty"],
		['rows that were taken out again', { rows: [] }, "'Recipients' is empty"],
		['an empty list', byList('={{ [] }}'), "'Recipients' is empty"],
		['nothing by expression', byList('={{ $json.nobody }}'), "'Recipients' is empty"],
		['texts', byList('={{ ["a"] }}'), "'Recipients' needs a list of objects"],
		[
			'a row without a number',
			{ rows: [row(first), row('={{ "" }}')] },
			"'Recipients' row 2 › 'NHS Number' is empty",
		],
		[
			'a row with a mistyped number',
			{ rows: [row(first), row(second), row(invalid)] },
			"'Recipients' row 3 › 'NHS Number' is not a valid NHS number",
		],
		[
			'a row without a date',
			byList('={{ [{ nhs_number: "9990000018" }] }}'),
			"'Recipients' row 1 › 'Date of Birth' is empty",
		],
		[
			'two dates of birth of one person',
			{ rows: [row(first), row(first, '1990-12-30')] },
			'One NHS number is listed with two dates of birth',
		],
	])('refuses %s', async (_title, recipients, reason) => {
		const { error } = await create([{}], list(recipients));
		expect(error?.message).toBe(`${reason} [item 0]`);
		expect(hero.connections()).toBe(0);
	});

	test('tells which batches were made when one cannot be', async () => {
		const items = [listed(first), listed(invalid), listed(third)];
		const { error } = await create(items, byExpression);
		expect(error?.message).toBe(
			"'Recipients' row 1 › 'NHS Number' is not a valid NHS number [item 1]",
		);
		expect(error?.description).toContain(
			'Of the other items: item 0 was carried out, item 2 was not sent.',
		);
		expect(hero.connections()).toBe(1);
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
		expect(hero.connections()).toBe(0);
	});

	test.each(['SMS', 'NHS_APP'])('%s has none, though one is left in the form', async (channel) => {
		await create([person(first)], { channel, subject: 'Asthma review' });
		expect(bodies()).toEqual([{ ...review, channel, recipients: [recipient(first)] }]);
	});
});

describe('Send', () => {
	const send = async (items: IDataObject[]) =>
		await runHero(hero, {
			operation: 'batchMessage: send',
			parameters: { id: byId('={{ $json.id }}') },
			items,
		});

	test('sends each batch once, without a body', async () => {
		hero.answers({ status: 200 });
		const { output } = await send([{ id: '7301' }, { id: '7302' }]);
		expect(hero.received).toMatchObject([
			{ method: 'PATCH', target: '/v1/batch_message/7301/send' },
			{ method: 'PATCH', target: '/v1/batch_message/7302/send' },
		]);
		expect(bodies()).toEqual([undefined, undefined]);
		expect(hero.connections()).toBe(2);
		expect(output).toEqual([
			{ json: { success: true, id: '7301' }, pairedItem: { item: 0 } },
			{ json: { success: true, id: '7302' }, pairedItem: { item: 1 } },
		]);
	});

	test('sends a batch once, however many items name it', async () => {
		hero.answers({ status: 200 });
		const { output } = await send([{ id: '7301' }, { id: '7302' }, { id: '7301' }]);
		expect(hero.received.map(({ target }) => target)).toEqual([
			'/v1/batch_message/7301/send',
			'/v1/batch_message/7302/send',
		]);
		expect(output).toMatchObject([
			{ json: { id: '7301' }, pairedItem: { item: 0 } },
			{ json: { id: '7302' }, pairedItem: { item: 1 } },
			{ json: { id: '7301' }, pairedItem: { item: 2 } },
		]);
	});

	test.each([{ status: 500 }, { status: 502 }, { cut: 'read' as const }])(
		'is not repeated after %j: the patients may have the text already',
		async (answer) => {
			hero.answers(answer);
			const { error } = await send([{ id: '7301' }, { id: '7302' }]);
			expect(error?.description).toContain(
				'Hero may have carried it out all the same: check there before you send it again.',
			);
			expect(error?.description).toContain('Of the other items: item 1 was not sent.');
			expect(hero.connections()).toBe(1);
		},
	);
});
