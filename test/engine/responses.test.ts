import {
	jsonResponse,
	badRequest,
	useHeroServer,
	type HeroResponse,
} from '../support/engine/heroServer';
import { byId, runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();

const send: HeroRunOptions = {
	operation: 'message: send',
	parameters: {
		messageType: 'sms',
		patientId: byId('={{ $json.id }}'),
		messageString: 'Your review is due.',
	},
	items: [{ id: '98765' }],
};
const get: HeroRunOptions = {
	operation: 'appointment: get',
	parameters: { id: byId('={{ $json.id }}') },
	items: [{ id: '48213' }],
};
const book: HeroRunOptions = { ...get, operation: 'appointment: book' };
const findSlots: HeroRunOptions = { operation: 'slot: getMany' };

const mayBeDone =
	'Hero may have carried it out all the same: check there before you send it again.';
const credential =
	'Check API Key, Practice Group ID and Environment in the credential. ' +
	'The key must also have the scope for this: messaging, booking or booking links. Practice Group → Check Access shows which areas it may use.';
const notData =
	'Check the Environment and Base URL in the credential, and whether a proxy stands between.';
const html: HeroResponse = {
	headers: { 'content-type': 'text/html' },
	body: '<!doctype html><title>Sign in</title>',
};
const truncated: HeroResponse = {
	headers: { 'content-type': 'application/json' },
	body: '{"message_id": "550021", "cont',
};

interface Refused {
	title: string;
	run: HeroRunOptions;
	answer: HeroResponse;
	message: string;
	description?: string;
	httpCode?: string;
}

const refused: Refused[] = [
	{
		title: '400 names the field as the screen does',
		run: send,
		answer: badRequest({ code: 'too_long', expected: '160', path: ['body', 'message_string'] }),
		message: 'Hero did not accept the values',
		description: "'Message': Hero expects 160 (too_long).",
		httpCode: '400',
	},
	{
		title: '400 with several fields, of a nested and of an unknown name',
		run: send,
		answer: badRequest(
			{ code: 'invalid_type', expected: 'string', path: ['patient_id'] },
			{ expected: 'one', path: ['body', 'recipients', 0, 'kind'] },
			{ code: 'odd' },
			null,
		),
		message: 'Hero did not accept the values',
		description:
			"'Patient': Hero expects string (invalid_type). 'recipients › 0 › kind': Hero expects one. (odd).",
		httpCode: '400',
	},
	{
		title: '400 with a text',
		run: send,
		answer: { status: 400, body: { error: true, statusCode: 400, message: 'No credit left' } },
		message: 'Hero did not accept the values',
		description: 'Hero says: "No credit left". Check the values of this item.',
		httpCode: '400',
	},
	{
		title: '400 without a body',
		run: send,
		answer: { status: 400 },
		message: 'Hero did not accept the values',
		httpCode: '400',
	},
	...[401, 403].flatMap((status) => [
		{
			title: `${status} to the credential's practice group`,
			run: get,
			answer: { status, body: { error: true } },
			message: 'Hero refused the API key for this practice group',
			description: credential,
			httpCode: `${status}`,
		},
		{
			title: `${status} to another practice group`,
			run: { ...send, parameters: { ...send.parameters, options: { practiceGroupId: '1043' } } },
			answer: { status, body: '' },
			message: 'Hero refused the API key for this practice group',
			description:
				'Check that the Practice Group ID in Options is in the same Hero network as the key.',
			httpCode: `${status}`,
		},
	]),
	{
		title: '404 to an ID',
		run: get,
		answer: { status: 404, body: { error: true, statusCode: 404, message: 'Not found' } },
		message: "Hero did not find what 'Appointment' names",
		description: 'Check the ID, the practice group and the Environment in the credential.',
		httpCode: '404',
	},
	{
		title: '404 to a call that Hero does not publish',
		run: findSlots,
		answer: { status: 404, ...html },
		message: 'Hero did not find what was asked for',
		description:
			'Hero does not publish the exact form of this call, so it may differ. Ask Hero, then use Custom API Call.',
		httpCode: '404',
	},
	{
		title: '404 to the look-up of a slot',
		run: { operation: 'appointment: create', parameters: { time: 'slot', slot: byId('900417') } },
		answer: { status: 404 },
		message: "Hero did not find what 'Slot' names",
		httpCode: '404',
	},
	{
		title: 'nothing to the look-up of a slot',
		run: { operation: 'appointment: create', parameters: { time: 'slot', slot: byId('900417') } },
		answer: { status: 200 },
		message: 'Hero answered with something other than data',
	},
	{
		title: '405',
		run: book,
		answer: { status: 405 },
		message: 'Hero does not take this call',
		description:
			'Hero does not publish the exact form of this call, so it may differ. Ask Hero, then use Custom API Call.',
		httpCode: '405',
	},
	{
		title: '409',
		run: send,
		answer: { status: 409, body: { error: 'Already there' } },
		message: 'Hero refused the request (status 409)',
		description: 'Check the values of this item.',
		httpCode: '409',
	},
	{
		title: '429 with the time to wait',
		run: send,
		answer: { status: 429, headers: { 'retry-after': '7' } },
		message: "Hero's rate limit is reached",
		description: 'Hero asks to wait 7 s. Nothing was done. Wait a while, then run it again.',
		httpCode: '429',
	},
	{
		title: '500 to a read',
		run: get,
		answer: { status: 500, body: { error: true } },
		message: 'Hero could not process the request (status 500)',
		description: 'Run it again in a while.',
		httpCode: '500',
	},
	...[500, 502, 503].map((status) => ({
		title: `${status} to a write`,
		run: send,
		answer: { status, ...html },
		message: `Hero could not process the request (status ${status})`,
		description: mayBeDone,
		httpCode: `${status}`,
	})),
	{
		title: 'a web page with 200 to a read',
		run: get,
		answer: html,
		message: 'Hero answered with something other than data',
		description: notData,
	},
	...[html, truncated, jsonResponse(7), { ...jsonResponse('"done"') }].map((answer) => ({
		title: `${String(answer.body)} with 200 to a write`,
		run: send,
		answer,
		message: 'Hero answered with something other than data',
		description: `${notData} ${mayBeDone}`,
	})),
	...[{}, { status: 204 }, jsonResponse(null)].map((answer) => ({
		title: `nothing (${JSON.stringify(answer)}) to a read`,
		run: get,
		answer,
		message: 'Hero answered with something other than data',
		description: notData,
	})),
	{
		title: 'nothing to a list',
		run: findSlots,
		answer: {},
		message: 'Hero answered without a list',
		description: 'Its answer has another form than documented. Try another filter or a Get.',
	},
];

describe('a response that is an error or has an unexpected form', () => {
	test.each(refused)('$title', async ({ run, answer, message, description, httpCode }) => {
		hero.respondWith(answer);
		const { error, output } = await runHero(hero, run);
		expect(output).toEqual([]);
		expect(error).toMatchObject({ message: `${message} [item 0]`, context: { itemIndex: 0 } });
		if (description) expect(error?.description).toContain(description);
		expect(error?.description).not.toBe(message);
		expect(error?.httpCode ?? undefined).toBe(httpCode);
		expect(hero.received).toHaveLength(1);
		expect(hero.connectionCount()).toBe(1);
	});

	test('is output with its details with Continue', async () => {
		hero.respondWith(
			jsonResponse({ message_id: '1' }),
			{ status: 500 },
			jsonResponse({ message_id: '3' }),
		);
		const items = [{ id: '1' }, { id: '2' }, { id: '3' }];
		const { output } = await runHero(hero, { ...send, items, onError: 'continueRegularOutput' });
		expect(output).toEqual([
			{ json: { message_id: '1' }, pairedItem: { item: 0 } },
			{
				json: {
					error: 'Hero could not process the request (status 500) [item 1]',
					details: { description: mayBeDone, httpCode: '500', mayBeDone: true },
				},
				pairedItem: { item: 1 },
			},
			{ json: { message_id: '3' }, pairedItem: { item: 2 } },
		]);
		expect(hero.received).toHaveLength(3);
	});

	test('is output on the error branch with its input', async () => {
		hero.respondWith({ status: 404, body: { message: 'Gone' } }, jsonResponse({ message_id: '2' }));
		const items = [{ id: '1' }, { id: '2' }];
		const { output, failed } = await runHero(hero, {
			...send,
			items,
			onError: 'continueErrorOutput',
		});
		expect(output).toEqual([{ json: { message_id: '2' }, pairedItem: { item: 1 } }]);
		expect(failed).toEqual([
			{
				json: {
					id: '1',
					error: 'Hero did not find the patient or another record in this item [item 0]',
					details: {
						description: expect.stringContaining('If the values are right'),
						httpCode: '404',
					},
				},
				pairedItem: { item: 0 },
			},
		]);
	});
});

describe('an empty response to a write means success', () => {
	test.each([{}, { status: 204 }, jsonResponse(null), { status: 202, body: '' }])(
		'%j',
		async (answer) => {
			hero.respondWith(answer);
			expect((await runHero(hero, book)).json).toEqual([{ success: true, id: '48213' }]);
			expect((await runHero(hero, send)).json).toEqual([{ success: true }]);
		},
	);

	test('does not apply to a registration, whose response must name the patient', async () => {
		hero.respondWith({ status: 200 });
		const { error } = await runHero(hero, {
			operation: 'patient: registerPds',
			parameters: { traceBy: 'nhsNumber', nhsNumber: '9990000018', dob: '1990-12-31' },
		});
		expect(error?.message).toBe('Hero answered with something other than data [item 0]');
		expect(error?.description).toContain('Hero may have carried it out all the same');
	});
});

describe('a response of an undocumented form is kept', () => {
	test.each([
		['data under another content type', { body: '{"a": 1}' }, { a: 1 }],
		['a record with none of the known fields', jsonResponse({ a: null }), { a: null }],
		['a list', jsonResponse([{ a: 1 }, { a: 2 }]), { data: [{ a: 1 }, { a: 2 }] }],
		['a record in an envelope', jsonResponse({ data: { id: '48213' } }), { data: { id: '48213' } }],
	])('%s', async (_title, answer, expected) => {
		hero.respondWith(answer);
		expect((await runHero(hero, get)).json).toEqual([expected]);
	});
});
