import type { INodeParameters } from 'n8n-workflow';

import {
	createdBatch,
	invalidNhsNumber,
	nhsNumbers,
	recipient,
	review,
	useBatchHero,
} from '../support/engine/batchMessages';

const { hero, bodies, create } = useBatchHero();

const [first, second, third] = nhsNumbers(3);

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
				json: { ...createdBatch(count), id: `${7301 + item}` },
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

	test('reports each repeated recipient by its row', async () => {
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
			{ rows: [row(first), row(second), row(invalidNhsNumber)] },
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
		expect(hero.connectionCount()).toBe(0);
	});

	test('tells which batches were made when one cannot be', async () => {
		const items = [listed(first), listed(invalidNhsNumber), listed(third)];
		const { error } = await create(items, byExpression);
		expect(error?.message).toBe(
			"'Recipients' row 1 › 'NHS Number' is not a valid NHS number [item 1]",
		);
		expect(error?.description).toContain(
			'Of the other items: item 0 was carried out, item 2 was not sent.',
		);
		expect(hero.connectionCount()).toBe(1);
	});
});
