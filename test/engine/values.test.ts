import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();
beforeEach(() => {
	hero.respondWith(jsonResponse({ id: '1' }));
});

const bodies = () => hero.received.map(({ body }) => body as IDataObject);

describe('a text with an apparently missing value', () => {
	const text = (message: string): INodeParameters => ({
		...{ messageType: 'sms', patientId: byId('={{ $itemIndex + 1 }}'), messageString: message },
	});

	test('is sent, with a hint that names the item', async () => {
		const { hints } = await runHero(hero, {
			operation: 'message: send',
			parameters: text('=Dear {{ $json.name }}, your review is due.'),
			items: [{ name: 'Ann' }, {}, { name: 'Sam' }],
		});
		expect(bodies()[1].message_string).toBe('Dear , your review is due.');
		expect(hints).toEqual([
			`'Message' of one item seems to lack a value, as in "Dear ,". Check the text of item 1.`,
		]);
	});

	test('a complete text gives no hint', async () => {
		const parameters = text('Dear Ann, your review is due.');
		const { hints } = await runHero(hero, { operation: 'message: send', parameters });
		expect(hints).toEqual([]);
	});
});

describe('words that may be intended', () => {
	const text = 'The cause is undefined.';
	const parameters = { messageType: 'sms', patientId: byId('98765'), messageString: text };

	test('are rejected with their position, and the error does not repeat them', async () => {
		const { error } = await runHero(hero, { operation: 'message: send', parameters });
		expect(error).toMatchObject({
			message: "'Message' has a part that an expression did not fill in [item 0]",
			description:
				'See word 4. Correct the expression there. If these words are intended, add Allow Unfilled Text under Options.',
		});
		expect(hero.received).toEqual([]);
	});

	test('are sent when Allow Unfilled Text is set', async () => {
		await runHero(hero, {
			operation: 'message: send',
			parameters: { ...parameters, options: { allowUnfilledText: true } },
		});
		expect(bodies()).toEqual([{ message_type: 'sms', patient_id: '98765', message_string: text }]);
	});
});

describe('JSON fields are validated as form fields are', () => {
	const register = (more: unknown): INodeParameters => ({
		...{ reachBy: 'mobile', firstName: 'Ann', lastName: 'Example', dob: '1990-12-31' },
		...{ mobile: '07700 900123' },
		additionalFields: { additionalBodyFields: JSON.stringify(more) },
	});

	test.each([
		[{ nhs_number: '0000000000' }, "› 'nhs_number' is a placeholder, not an NHS number"],
		[{ dob: '2062-03-04' }, "› 'dob' is in the future"],
		[{ mobile: '07700 900' }, "› 'mobile' is not a telephone number"],
		[{ first_name: 'undefined' }, 'contains, in its field "first_name", what an expression leaves'],
		[{ other: { deep: ['[object Object]'] } }, 'contains what an expression leaves'],
		[{ other: 'Dear undefined' }, 'contains what an expression leaves'],
	])('additional body fields %j', async (more, reason) => {
		const { error } = await runHero(hero, {
			operation: 'patient: register',
			parameters: register(more),
		});
		expect(error?.message).toContain(`'Additional Body Fields (JSON)' ${reason}`);
		expect(hero.received).toEqual([]);
	});

	test('a known field is normalized, and null stays null', async () => {
		const more = { last_name: ' O’Example\u00a0', landline: null, other: ' as it is ' };
		await runHero(hero, { operation: 'patient: register', parameters: register(more) });
		expect(bodies()).toMatchObject([
			{ last_name: 'O’Example', landline: null, other: ' as it is ' },
		]);
	});

	test.each([
		['a number that was rounded', '{ "id": 39108911000001107 }', 'contains a number'],
		['a failed expression', '{ "text": "Dear undefined" }', 'what an expression leaves'],
		['a placeholder', '{ "text": "{{ $json.name }}" }', 'what an expression leaves'],
	])('the body of a Custom API Call: %s', async (_, body, reason) => {
		const { error } = await runHero(hero, {
			operation: 'customApiCall: send',
			parameters: { ...{ method: 'POST', path: '/v1/notes', answer: 'record' }, body },
		});
		expect(error?.message).toContain(reason);
		expect(hero.received).toEqual([]);
	});

	test.each([
		['rows', { rows: [{ nhsNumber: '1111111111', dob: '1990-12-31' }] }],
		['a list', { list: [{ json: '[{ "nhs_number": "1111111111", "dob": "1990-12-31" }]' }] }],
	])('the recipients of a batch as %s', async (_, recipients) => {
		const { error } = await runHero(hero, {
			operation: 'batchMessage: create',
			parameters: {
				...{
					recipientsFrom: 'list',
					name: 'Reviews',
					channel: 'SMS',
					content: 'Your review is due.',
				},
				recipients: recipients as unknown as INodeParameters,
			},
		});
		expect(error?.message).toBe(
			"'Recipients' row 1 › 'NHS Number' is a placeholder, not an NHS number [item 0]",
		);
		expect(hero.received).toEqual([]);
	});
});

test('two people with the same placeholder both get an error, and no batch is created', async () => {
	const { json: output } = await runHero(hero, {
		operation: 'batchMessage: create',
		parameters: {
			...{
				recipientsFrom: 'items',
				name: 'Reviews',
				channel: 'SMS',
				content: 'Your review is due.',
			},
			...{ nhsNumber: '={{ $json.nhs }}', dob: '={{ $json.dob }}' },
		},
		items: [
			{ nhs: '0000000000', dob: '1990-12-31' },
			{ nhs: '0000000000', dob: '1960-01-31' },
		],
		onError: 'continueRegularOutput',
	});
	expect(output.map(({ error }) => error)).toEqual([
		"'NHS Number' is a placeholder, not an NHS number [item 0]",
		"'NHS Number' is a placeholder, not an NHS number [item 1]",
	]);
	expect(hero.received).toEqual([]);
});

test('a batch is sent once when its ID comes in several notations', async () => {
	const { json: output } = await runHero(hero, {
		operation: 'batchMessage: send',
		parameters: { id: byId('={{ $json.id }}') },
		items: [{ id: 5 }, { id: '05' }, { id: ' 5\u00a0' }, { id: '5.0' }],
		onError: 'continueRegularOutput',
	});
	expect(hero.received).toHaveLength(1);
	expect(output.slice(0, 3).filter(({ error }) => error)).toEqual([]);
	expect(output[3].error).toContain("'Batch Message' is a number with a decimal point");
});

test('a slot in the past is not held', async () => {
	hero.respondWith(
		jsonResponse({
			...{ id: '900417', appointment_type_id: '31', location_id: '5', practitioner_id: '15' },
			...{ start_time: '2020-03-15T09:30:00Z', finish_time: '2020-03-15T09:45:00Z' },
		}),
	);
	const { error } = await runHero(hero, {
		operation: 'appointment: create',
		parameters: { time: 'slot', slot: byId('900417') },
	});
	expect(error).toMatchObject({
		message: "'Slot' has already started [item 0]",
		description: 'Choose a slot in the future.',
	});
	expect(hero.received).toHaveLength(1);
});

describe('no value is omitted silently', () => {
	const base = {
		messageType: 'sms',
		patientId: byId('98765'),
		messageString: 'Your review is due.',
	};

	test('a row with an unknown member is rejected', async () => {
		const { error } = await runHero(hero, {
			operation: 'episode: update',
			parameters: {
				id: byId('3301'),
				updateFields: {
					assignees: { list: [{ json: '[{ "type": "Admin", "assignee_id": "77" }]' }] },
				},
			},
		});
		expect(error).toMatchObject({
			message: "'Assignees' row 1 has an unknown field [item 0]",
			description: 'Known fields are: type, id, name.',
		});
		expect(hero.received).toEqual([]);
	});

	test('the error of an expression inside a collection names the collection', async () => {
		const { error } = await runHero(hero, {
			operation: 'message: send',
			parameters: {
				...base,
				additionalFields: {
					recipientContactDetail: '07700 900123',
					writeToRecord: '={{ $json.nothing.deep }}{{ $json.value.toDateTime() }}',
				},
			},
			items: [{ value: 'soon' }],
		});
		expect(error?.message).toMatch(/^'Additional Fields' .+ \[item 0\]$/);
	});
});

test('a hint mentions only texts that were sent', async () => {
	const { hints } = await runHero(hero, {
		operation: 'message: send',
		parameters: {
			...{ messageType: 'sms', patientId: byId('={{ $json.id }}') },
			messageString: 'Dear , your review is due.',
			additionalFields: { snomedCode: '={{ $json.code }}' },
		},
		items: [
			{ id: '5', code: '1' },
			{ id: '6', code: '195967001' },
		],
		onError: 'continueRegularOutput',
	});
	expect(hints).toEqual([expect.stringContaining('of one item')]);
	expect(hints[0]).toContain('item 1');
});
