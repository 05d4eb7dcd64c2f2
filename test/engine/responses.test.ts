import type { INodeParameters } from 'n8n-workflow';

import { json, refusal, startHero, type Answer, type Hero } from '../support/engine/heroServer';
import * as records from '../support/engine/records';
import { byId, key, runHero, type RunHero } from '../support/engine/runHero';

let hero: Hero;
beforeEach(async () => {
	hero = await startHero();
});
afterEach(() => hero.stop());

const send: RunHero = {
	operation: 'message: send',
	parameters: {
		messageType: 'sms',
		patientId: byId('={{ $json.id }}'),
		messageString: 'Your review is due.',
	},
	items: [{ id: '98765' }],
};
const get: RunHero = {
	operation: 'appointment: get',
	parameters: { id: byId('={{ $json.id }}') },
	items: [{ id: '48213' }],
};
const book: RunHero = { ...get, operation: 'appointment: book' };
const findSlots: RunHero = { operation: 'slot: getMany' };

const mayBeDone =
	'Hero may have carried it out all the same: check there before you send it again.';
const credential =
	'Check API Key, Practice Group ID and Environment in the credential. ' +
	'The key must also have the scope for this: messaging, booking or booking links.';
const notData =
	'Check the Environment and Base URL in the credential, and whether a proxy stands between.';
const html: Answer = {
	headers: { 'content-type': 'text/html' },
	body: '<!doctype html><title>Sign in</title>',
};
const truncated: Answer = {
	headers: { 'content-type': 'application/json' },
	body: '{"message_id": "550021", "cont',
};

interface Refused {
	title: string;
	run: RunHero;
	answer: Answer;
	message: string;
	description?: string;
	httpCode?: string;
}

const refused: Refused[] = [
	{
		title: '400 names the field as the screen does',
		run: send,
		answer: refusal({ code: 'too_long', expected: '160', path: ['body', 'message_string'] }),
		message: 'Hero did not accept the values',
		description: "'Message': Hero expects 160 (too_long).",
		httpCode: '400',
	},
	{
		title: '400 with several fields, of a nested and of an unknown name',
		run: send,
		answer: refusal(
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
	...[html, truncated, json(7), { ...json('"done"') }].map((answer) => ({
		title: `${String(answer.body)} with 200 to a write`,
		run: send,
		answer,
		message: 'Hero answered with something other than data',
		description: `${notData} ${mayBeDone}`,
	})),
	...[{}, { status: 204 }, json(null)].map((answer) => ({
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

describe('an answer that is not what was asked for', () => {
	test.each(refused)('$title', async ({ run, answer, message, description, httpCode }) => {
		hero.answers(answer);
		const { error, output } = await runHero(hero, run);
		expect(output).toEqual([]);
		expect(error).toMatchObject({ message: `${message} [item 0]`, context: { itemIndex: 0 } });
		if (description) expect(error?.description).toContain(description);
		expect(error?.description).not.toBe(message);
		expect(error?.httpCode ?? undefined).toBe(httpCode);
		expect(hero.received).toHaveLength(1);
		expect(hero.connections()).toBe(1);
	});

	test('leaves with its details when the node is to continue', async () => {
		hero.answers(json({ message_id: '1' }), { status: 500 }, json({ message_id: '3' }));
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

	test('leaves by the error branch with its input when the node has one', async () => {
		hero.answers({ status: 404, body: { message: 'Gone' } }, json({ message_id: '2' }));
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

describe('an answer without data to a write that is done', () => {
	test.each([{}, { status: 204 }, json(null), { status: 202, body: '' }])('%j', async (answer) => {
		hero.answers(answer);
		expect((await runHero(hero, book)).json).toEqual([{ success: true, id: '48213' }]);
		expect((await runHero(hero, send)).json).toEqual([{ success: true }]);
	});

	test('says nothing of a registration, which must name the patient', async () => {
		hero.answers({ status: 200 });
		const { error } = await runHero(hero, {
			operation: 'patient: registerPds',
			parameters: { traceBy: 'nhsNumber', nhsNumber: '9990000018', dob: '1990-12-31' },
		});
		expect(error?.message).toBe('Hero answered with something other than data [item 0]');
		expect(error?.description).toContain('Hero may have carried it out all the same');
	});
});

describe('an answer in another form than documented is kept', () => {
	test.each([
		['data under another content type', { body: '{"a": 1}' }, { a: 1 }],
		['a record with none of the known fields', json({ a: null }), { a: null }],
		['a list', json([{ a: 1 }, { a: 2 }]), { data: [{ a: 1 }, { a: 2 }] }],
		['a record in an envelope', json({ data: { id: '48213' } }), { data: { id: '48213' } }],
	])('%s', async (_title, answer, expected) => {
		hero.answers(answer);
		expect((await runHero(hero, get)).json).toEqual([expected]);
	});
});

describe('a redirect is not followed', () => {
	let other: Hero;
	beforeEach(async () => {
		other = await startHero();
	});
	afterEach(() => other.stop());

	test.each([301, 302, 303, 307, 308])('%i', async (status) => {
		const location = `${other.url}/v1/appointments/48213`;
		hero.answers({ status, headers: { location } });
		for (const run of [get, book]) {
			const { error } = await runHero(hero, run);
			expect(error).toMatchObject({
				message: `Hero answered with status ${status} [item 0]`,
				description: expect.stringMatching(
					/^Check the Environment and Base URL in the credential\./,
				),
			});
			// A redirect can follow what was carried out; these two ask for the same request again.
			const isUnclear = run === book && ![307, 308].includes(status);
			expect(error?.description?.includes(mayBeDone)).toBe(isUnclear);
		}
		expect(hero.received).toHaveLength(2);
		expect(other.connections()).toBe(0);
	});
});

describe('without an answer', () => {
	const cuts = ['unread', 'read', 'answering'] as const;

	test.each(cuts)(
		'a write whose connection is cut (%s) may be done, and is sent once',
		async (cut) => {
			hero.answers({ cut, body: { message_id: '1' } });
			const { error } = await runHero(hero, send);
			expect(error?.message).toBe(
				`The connection to ${hero.host} ended before an answer came [item 0]`,
			);
			expect(error?.description).toContain(mayBeDone);
			expect(hero.connections()).toBe(1);
		},
	);

	test.each(cuts)('a read whose connection is cut (%s) can be run again', async (cut) => {
		hero.answers({ cut, body: records.appointment('48213') });
		const { error } = await runHero(hero, get);
		expect(error?.message).toBe(
			`The connection to ${hero.host} ended before an answer came [item 0]`,
		);
		expect(error?.description).toContain('Run it again.');
	});

	test('from an address where nobody listens, nothing was sent', async () => {
		const gone = await startHero();
		await gone.stop();
		const { error } = await runHero(gone, send);
		expect(error).toMatchObject({
			message: `Hero could not be reached at ${gone.host} [item 0]`,
			description:
				'Nothing was sent. Check the Environment in the credential and the network of this n8n. The network said ECONNREFUSED.',
		});
	});

	test.each([
		[
			'http://example.com',
			'must begin with https://',
			'Plain http is allowed only for this computer (localhost).',
		],
		[
			'ftp://localhost',
			'must begin with https://',
			'Plain http is allowed only for this computer (localhost).',
		],
		['', 'is not a URL', 'It looks like https://api.example.com.'],
		['localhost', 'is not a URL', 'It looks like https://api.example.com.'],
	])('a credential with the base URL %j is not used', async (baseUrl, reason, description) => {
		const { error } = await runHero(hero, { ...send, credentials: { baseUrl } });
		expect(error).toMatchObject({
			message: `'Base URL' in the Hero Health credential ${reason} [item 0]`,
			description,
		});
	});

	test('the path of a base URL stays before that of the call', async () => {
		await runHero(hero, { ...get, credentials: { baseUrl: `${hero.url}/mock/api//` } });
		expect(hero.received).toMatchObject([{ target: '/mock/api/v1/appointments/48213' }]);
	});
});

describe('the first item that fails stops the run', () => {
	const items = ['1', '2', '3', '4'].map((id) => ({ id }));
	const places = ['1st', '2nd', '3rd', '4th'];
	const failAt = (failing: number, answer: Answer = { status: 500 }) =>
		hero.responds((_received, index) => (index === failing ? answer : json({ message_id: '1' })));

	test.each([
		[0, 'items 1 to 3 were not sent'],
		[1, 'item 0 was carried out, items 2 to 3 were not sent'],
		[2, 'items 0 to 1 were carried out, item 3 was not sent'],
		[3, 'items 0 to 2 were carried out'],
	])('item %i of four: %s', async (failing, progress) => {
		failAt(failing);
		const { error } = await runHero(hero, { ...send, items });
		expect(error?.description).toBe(
			`${mayBeDone} Of the other items: ${progress}. n8n counts from 0: item ${failing} is the ${places[failing]}.`,
		);
		expect(error?.context.itemIndex).toBe(failing);
		const sent = hero.received.map(({ body }) => (body as { patient_id: string }).patient_id);
		expect(sent).toEqual(['1', '2', '3', '4'].slice(0, failing + 1));
	});

	test('a connection that is cut does so, too', async () => {
		failAt(1, { cut: 'read' });
		const { error } = await runHero(hero, { ...send, items });
		expect(error?.description).toContain('item 0 was carried out, items 2 to 3 were not sent');
		expect(hero.connections()).toBe(2);
	});

	test('bad input does so, too', async () => {
		const { error } = await runHero(hero, {
			...send,
			items: [{ id: '1' }, { id: '' }, { id: '3' }],
		});
		expect(error?.description).toContain(
			'Of the other items: item 0 was carried out, item 2 was not sent.',
		);
		expect(hero.received).toHaveLength(1);
	});

	test('of reads nothing is carried out, so nothing is said', async () => {
		failAt(1);
		const { error } = await runHero(hero, { ...get, items });
		expect(error?.description).toBe(
			'Run it again in a while. n8n counts from 0: item 1 is the 2nd.',
		);
		expect(hero.received).toHaveLength(2);
	});
});

describe('what n8n keeps of a failed run holds neither the key nor the patient', () => {
	const patient = {
		id: '98765432',
		nhs: '999 000 0018',
		first: 'Zebedee',
		last: 'Canarybird',
		born: '1990-12-31',
		mobile: '07700 900123',
		email: 'zeb@example.com',
		text: 'Results of the coelacanth test',
	};
	const details: INodeParameters = {
		firstName: '={{ $json.first }}',
		lastName: '={{ $json.last }}',
		dob: '={{ $json.born }}',
	};
	const runs: Array<RunHero & { sent: string[] }> = [
		{
			operation: 'message: send',
			parameters: {
				messageType: 'sms',
				patientId: byId('={{ $json.id }}'),
				messageString: '={{ $json.text }}',
				additionalFields: { recipientContactDetail: '={{ $json.mobile }}' },
			},
			sent: ['98765432', 'Results of the coelacanth test', '07700 900123', '+447700900123'],
		},
		{
			operation: 'patient: register',
			parameters: {
				...{ ...details, reachBy: 'mobile', mobile: '={{ $json.mobile }}' },
				additionalFields: { email: '={{ $json.email }}', nhsNumber: '={{ $json.nhs }}' },
			},
			sent: [
				...['Zebedee', 'Canarybird', '1990-12-31', '31/12/1990', '07700900123'],
				...['zeb@example.com', '999 000 0018', '9990000018'],
			],
		},
		{
			operation: 'patient: getMany',
			parameters: { filters: details },
			sent: ['Zebedee', 'Canarybird', '1990-12-31', '31/12/1990'],
		},
		{
			operation: 'patient: get',
			parameters: { id: byId('={{ $json.id }}') },
			sent: ['98765432'],
		},
	];

	/** The ways in which Hero, or what stands before it, may repeat what it was sent. */
	const answers: Array<[string, (text: string) => Answer]> = [
		['the text of a 400', (text) => ({ status: 400, body: { message: text } })],
		['field errors', (text) => refusal({ code: text, expected: text, path: ['body', text] })],
		['the reason of a 401', (text) => ({ status: 401, body: { error: text } })],
		['a bare 404', (text) => ({ status: 404, body: text })],
		['the text of a 500', (text) => ({ status: 500, body: { message: text } })],
		['a web page', (text) => ({ ...html, body: `<p>${text}</p>` })],
		['a bare text', (text) => json(text)],
		['an answer that is cut', (text) => ({ cut: 'answering', body: text })],
		[
			'a redirect',
			(text) => ({ status: 302, headers: { location: `/x?${encodeURIComponent(text)}` } }),
		],
	];

	describe.each(runs)('$operation', ({ sent, ...run }) => {
		test.each([
			...answers.map(([form, answer]) => ({
				form,
				answer,
				said: `no "${sent.join('", "')}" here`,
			})),
			...answers.map(([form, answer]) => ({
				form: `${form}, in capitals`,
				answer,
				said: `NO ${sent.join(' ')}`.toUpperCase(),
			})),
			...answers.map(([form, answer]) => ({ form: `${form} on the key`, answer, said: key })),
		])('$form', async ({ answer, said }) => {
			hero.answers(answer(said));
			const { status, kept } = await runHero(hero, { ...run, items: [patient] });
			expect(status).toBe('error');
			const told = [...sent, key].filter((value) =>
				kept.toLowerCase().includes(value.toLowerCase()),
			);
			expect(told).toEqual([]);
		});
	});

	test.each([
		['nhsNumber', '999 000 0011'],
		['nhsNumber', '999000'],
		['dob', '31/12/1990'],
		['dob', '1990-02-30'],
	])('nor does a %s that is refused', async (name, value) => {
		const { error } = await runHero(hero, {
			operation: 'patient: registerPds',
			parameters: {
				...{ traceBy: 'nhsNumber', nhsNumber: '999 000 0018', dob: '1990-12-31' },
				[name]: '={{ $json.value }}',
			},
			items: [{ value }],
		});
		expect(`${error?.message} ${error?.description}`).not.toMatch(/999|1990/);
	});
});
