import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { ErrorContext, HeroRequest } from '../../nodes/HeroHealth/transport/request';
import { brokenBy, key, sendTo, thrownBy } from '../support/unit/fixtures';

const person = {
	first_name: 'Samcanary',
	last_name: 'Testcanary',
	nhs_number: '9990000018',
	mobile: '07700 900123',
	email: 'sam.canary@example.com',
	postcode: 'LS1 4AP',
};
const canaries = [key, ...Object.values(person), '900123'];

const labels = {
	id: 'Appointment',
	first_name: 'First Name',
	nhs_number: 'NHS Number',
	mobile: 'Mobile',
};
const evidenceNote = 'Hero does not publish the exact form of this call';

const read: HeroRequest = {
	method: 'GET',
	path: '/v1/appointments/{id}',
	pathValues: { id: '48213' },
	query: person,
};
const errorContext: ErrorContext = { labels, itemIndex: 3 };
const write: HeroRequest = {
	...read,
	method: 'POST',
	path: '/v1/appointments/{id}/notes',
	query: undefined,
	body: { ...person, nested: [{ person }] },
};

const mayBeDone =
	'Hero may have carried it out all the same: check there before you send it again.';
const network = (code: string, syscall?: string) => (options: IHttpRequestOptions) =>
	brokenBy(
		Object.assign(new Error(`${code} ${person.first_name} ${options.url}`), { code, syscall }),
		options,
	);
const answers = (statusCode: number, body: unknown = '', headers: IDataObject = {}) => ({
	statusCode,
	body: body as IDataObject,
	headers,
});
const issue = (...path: string[]) => ({ code: 'invalid_type', expected: 'string', path });
const html = `<!doctype html><p>Bad gateway for ${person.first_name}, ${person.nhs_number}</p>`;

interface Shown {
	message: string;
	description: string | undefined;
	httpCode: string | null;
}

/** All texts of a thrown object, in hidden properties and causes too. */
function allOf(thrown: unknown, seen = new Set<unknown>()): string {
	if (typeof thrown !== 'object' || thrown === null) return String(thrown);
	if (seen.has(thrown)) return '';
	seen.add(thrown);
	const own = Reflect.ownKeys(thrown) as Array<keyof typeof thrown>;
	return own.map((name) => `${String(name)}: ${allOf(thrown[name], seen)}`).join('\n');
}

function expectNoneOf(values: string[], thrown: unknown) {
	const whole = `${JSON.stringify(thrown)}\n${allOf(thrown)}`;
	for (const value of values) expect(whole).not.toContain(value);
}

const refused = 'Hero refused the API key for this practice group';
const scope =
	'The key must also have the scope for this: messaging, booking or booking links. Practice Group → Check Access shows which areas it may use.';
const notData = 'Hero answered with something other than data';
const checkEnvironment =
	'Check the Environment and Base URL in the credential, and whether a proxy stands between.';
const unreachable = 'Hero could not be reached at api.herohealth.net';
const nothingSent =
	'Nothing was sent. Check the Environment in the credential and the network of this n8n.';
const untrusted = 'The certificate of api.herohealth.net could not be trusted';
const checkProxy = 'Nothing was sent. Check the address and whether a proxy stands between.';
const broken = 'The connection to api.herohealth.net ended before an answer came';
const timedOut = 'No answer came from api.herohealth.net in time';

type Answer = Parameters<typeof sendTo>[0];
type Case = [
	title: string,
	request: HeroRequest,
	answer: Answer,
	shown: Shown,
	more?: ErrorContext,
];

/** The error of a request that is sent for item 3. */
const errorOf = async (answer: Answer, request: HeroRequest, more: ErrorContext = {}) =>
	await thrownBy(sendTo(answer, request, { errorContext: { ...errorContext, ...more } }));

const shown = (
	message: string,
	description: string | undefined,
	httpCode: string | null = null,
): Shown => ({ message, description, httpCode });

const refusals: Case[] = [
	[
		'400 with a field',
		write,
		() => answers(400, { error: true, statusCode: 400, message: [issue('body', 'mobile')] }),
		shown('Hero did not accept the values', "'Mobile': Hero expects string (invalid_type).", '400'),
	],
	[
		'400 with several fields, one nested, one without a label',
		write,
		() =>
			answers(400, {
				message: [
					issue('body', 'nhs_number'),
					issue('body', 'address', 'first_name'),
					{ code: 'too_small', path: ['query', 'other'] },
					{ path: [] },
					null,
				],
			}),
		shown(
			'Hero did not accept the values',
			"'NHS Number': Hero expects string (invalid_type). " +
				"'address › First Name': Hero expects string (invalid_type). 'other': (too_small).",
			'400',
		),
	],
	[
		'400 with a text, which may name a patient',
		write,
		() => answers(400, { error: 'Bad Request', message: 'Kim Canary is taken' }),
		shown(
			'Hero did not accept the values',
			'Hero says: "… is taken". Check the values of this item.',
			'400',
		),
	],
	[
		'400 with a web page',
		write,
		() => answers(400, html),
		shown('Hero did not accept the values', expect.any(String), '400'),
	],
	...[401, 403].flatMap((status): Case[] => [
		[
			`${status}`,
			read,
			() => answers(status, { error: true, statusCode: status }),
			shown(
				refused,
				`Check API Key, Practice Group ID and Environment in the credential. ${scope}`,
				`${status}`,
			),
		],
		[
			`${status} for another practice group`,
			{ ...read, practiceGroupId: '1043' },
			() => answers(status),
			shown(
				refused,
				`Check that the Practice Group ID in Options is in the same Hero network as the key. ${scope}`,
				`${status}`,
			),
		],
	]),
	[
		'404 for a call that Hero does not publish',
		read,
		() => answers(404),
		shown(
			"Hero did not find what 'Appointment' names",
			`Check the ID, the practice group and the Environment in the credential. If they are right: ${evidenceNote}, so it may differ. Ask Hero, then use Custom API Call.`,
			'404',
		),
		{ evidenceNote },
	],
	[
		'404 with a text, which may name a patient',
		read,
		() => answers(404, { message: 'Kim Canary has none' }),
		shown(
			"Hero did not find what 'Appointment' names",
			'Check the ID, the practice group and the Environment in the credential.',
			'404',
		),
	],
	[
		'405 for a call that Hero does not publish',
		write,
		() => answers(405),
		shown(
			'Hero does not take this call',
			`Check the Environment in the credential. ${evidenceNote}, so it may differ. Ask Hero, then use Custom API Call.`,
			'405',
		),
		{ evidenceNote },
	],
	[
		'429',
		write,
		() => answers(429),
		shown(
			"Hero's rate limit is reached",
			'Nothing was done. Wait a while, then run it again.',
			'429',
		),
	],
	[
		'429 with a time to wait',
		write,
		() => answers(429, '', { 'retry-after': '120' }),
		shown(
			"Hero's rate limit is reached",
			'Hero asks to wait 120 s. Nothing was done. Wait a while, then run it again.',
			'429',
		),
	],
	...[500, 502, 503, 504].flatMap((status): Case[] => [
		[
			`${status} on reading`,
			read,
			() => answers(status, html),
			shown(
				`Hero could not process the request (status ${status})`,
				'Run it again in a while.',
				`${status}`,
			),
		],
		[
			`${status} on writing`,
			write,
			() => answers(status, html),
			shown(`Hero could not process the request (status ${status})`, mayBeDone, `${status}`),
		],
	]),
	...[406, 409, 413, 415, 418, 422].map(
		(status): Case => [
			`${status}`,
			write,
			() => answers(status, html),
			shown(
				`Hero refused the request (status ${status})`,
				'Check the values of this item.',
				`${status}`,
			),
		],
	),
	[
		'422 with a field',
		write,
		() => answers(422, { message: [issue('body', 'mobile')] }),
		shown(
			'Hero refused the request (status 422)',
			"'Mobile': Hero expects string (invalid_type). Check the values of this item.",
			'422',
		),
	],
	...['0', '-5', 'soon', '99999999999', '1e3', ''].map(
		(wait): Case => [
			`429 with a time to wait of ${wait}`,
			write,
			() => answers(429, '', { 'retry-after': wait }),
			shown(
				"Hero's rate limit is reached",
				'Nothing was done. Wait a while, then run it again.',
				'429',
			),
		],
	),
	[
		'429 with a time to wait as a date',
		write,
		() =>
			answers(429, '', {
				date: 'Sun, 15 Mar 2026 09:30:00 GMT',
				'retry-after': 'Sun, 15 Mar 2026 09:31:30 GMT',
			}),
		shown(
			"Hero's rate limit is reached",
			'Hero asks to wait 90 s. Nothing was done. Wait a while, then run it again.',
			'429',
		),
	],
	[
		'a redirect',
		read,
		() => answers(302, '', { location: `https://example.com/?key=${key}` }),
		shown(
			'Hero answered with status 302',
			'Check the Environment and Base URL in the credential.',
			'302',
		),
	],
	['a web page on reading', read, () => answers(200, html), shown(notData, checkEnvironment)],
	[
		'a web page on writing',
		write,
		() => answers(200, html),
		shown(notData, `${checkEnvironment} ${mayBeDone}`),
	],
	...[
		['a number', 7],
		['a text', 'done'],
		['a switch', true],
	].map(
		([form, body]): Case => [
			`${String(form)} alone`,
			write,
			() => answers(200, body),
			shown(notData, `${checkEnvironment} ${mayBeDone}`),
		],
	),
	[
		'JSON cut off on reading',
		read,
		() => answers(200, `{"first_name": "${person.first_name}`),
		shown(notData, checkEnvironment),
	],
	[
		'JSON cut off on writing',
		write,
		() => answers(200, `{"first_name": "${person.first_name}`),
		shown(notData, `${checkEnvironment} ${mayBeDone}`),
	],
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].map(
		(code): Case => [
			`${code} on writing`,
			write,
			network(code),
			shown(unreachable, `${nothingSent} The network said ${code}.`),
		],
	),
	...[
		'CERT_HAS_EXPIRED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	].map(
		(code): Case => [
			`${code} on writing`,
			write,
			network(code),
			shown(untrusted, `${checkProxy} The network said ${code}.`),
		],
	),
	...[
		['ETIMEDOUT', broken],
		['ECONNRESET', broken],
		['EPIPE', broken],
		['EPROTO', broken],
		['ERR_BAD_RESPONSE', broken],
		['ECONNABORTED', timedOut],
	].flatMap(([code, message]): Case[] => [
		[
			`${code} on reading`,
			read,
			network(code),
			shown(message, `Run it again. The network said ${code}.`),
		],
		[
			`${code} on writing`,
			write,
			network(code),
			shown(message, `${mayBeDone} The network said ${code}.`),
		],
	]),
	...['EHOSTUNREACH', 'ENETUNREACH'].flatMap((code): Case[] => [
		[
			`${code} on connecting to write`,
			write,
			network(code, 'connect'),
			shown(unreachable, `${nothingSent} The network said ${code}.`),
		],
		[
			`${code} after connecting to write`,
			write,
			network(code, 'read'),
			shown(broken, `${mayBeDone} The network said ${code}.`),
		],
	]),
	[
		'an error of the network without a code, on writing',
		write,
		(options) => brokenBy(new Error('The answer stopped'), options),
		shown('The answer stopped', mayBeDone),
	],
	[
		'an n8n that blocks internal addresses',
		write,
		(options) => {
			const description = `'hero.internal' is not allowed for ${person.mobile}. Ask your administrator.`;
			brokenBy(new UserError('Restricted IP address', { description }), options);
		},
		shown(
			'Restricted IP address',
			"'hero.internal' is not allowed for …. Ask your administrator. Nothing was sent.",
		),
	],
	[
		'a run that was canceled, on writing',
		write,
		network('ERR_CANCELED'),
		shown(
			'The run was canceled before an answer came',
			`${mayBeDone} The network said ERR_CANCELED.`,
		),
	],
];

describe('an error', () => {
	test.each(refusals)(
		'of %s has a message and advice',
		async (...[, request, answer, expected, more]: Case) => {
			const thrown = await errorOf(answer, request, more);
			const { message, description, httpCode, context } = thrown;
			expect({ message, description: description ?? undefined, httpCode }).toEqual({
				...expected,
				message: `${expected.message} [item 3]`,
			});
			expect(context.itemIndex).toBe(3);
		},
	);

	test.each(refusals)('of %s does not blame', async (_, request, answer) => {
		const { message, description } = await errorOf(answer, request);
		expect(`${message} ${description}`).not.toMatch(/error|problem|failure|mistake/i);
	});

	test.each(refusals)('of %s has no key and no patient data', async (_, request, answer) => {
		expectNoneOf(canaries, await errorOf(answer, request));
	});

	test('of a dropdown has no item number', async () => {
		const { message, context } = await thrownBy(sendTo(() => answers(429), read));
		expect(message).toBe("Hero's rate limit is reached");
		expect(context).not.toHaveProperty('itemIndex');
	});

	test.each([400, 404, 405])('of a %i without a reason says what to do', async (status) => {
		const { message, description } = await errorOf(() => answers(status, html), read);
		expect(description).toBeTruthy();
		expect(message).not.toContain(description);
	});

	test('of a 404 for a path without IDs names no record', async () => {
		const request: HeroRequest = { method: 'GET', path: '/v1/me' };
		const { message } = await thrownBy(sendTo(() => answers(404), request));
		expect(message).toBe('Hero did not find what was asked for');
	});

	test('names at most ten fields', async () => {
		const message = Array.from({ length: 11 }, (_, index) => issue('body', `field_${index}`));
		const { description } = await errorOf(() => answers(400, { message }), write);
		expect(description).toContain('field_9');
		expect(description).not.toContain('field_10');
	});

	test('states in full that Hero may have carried it out, whatever words were sent', async () => {
		const words = { reason: 'check', note: 'again', place: 'there', data_source: 'Hero' };
		const request = { ...write, body: words };
		const { description } = await errorOf(() => answers(500), request);
		expect(description).toBe(mayBeDone);
	});

	test('keeps the label of a field, even if it was also entered as a value', async () => {
		const request = { ...write, body: { mobile: 'Mobile' } };
		const body = { message: [issue('body', 'mobile')] };
		const { description } = await errorOf(() => answers(400, body), request);
		expect(description).toBe("'Mobile': Hero expects string (invalid_type).");
	});
});

describe("Hero's reason is shown without", () => {
	const repeated = Object.values(person).join(', ');
	const places: Array<[string, unknown]> = [
		['the reason', { message: `No patient ${repeated} for key ${key}` }],
		['the kind of refusal', { error: `No patient ${repeated} for key ${key}` }],
		['what is expected', { message: [{ ...issue('body'), expected: `${repeated} ${key}` }] }],
		['the code', { message: [{ ...issue('body'), code: `${repeated} ${key}` }] }],
		['the path', { message: [issue('body', repeated, key)] }],
	];

	test.each(places)('what was sent, repeated in %s', async (_, body) => {
		for (const status of [400, 401, 403, 404, 409, 429, 500]) {
			for (const request of [read, write]) {
				const thrown = await errorOf(() => answers(status, body), request);
				expectNoneOf(Object.values(person), thrown);
			}
		}
	});

	test.each(places)('the key, repeated in %s', async (_, body) => {
		for (const status of [400, 401, 403, 404, 409, 429, 500]) {
			expectNoneOf([key], await errorOf(() => answers(status, body), write));
		}
	});

	test.each([
		['in other capitals', 'SAMCANARY TESTCANARY of ls1 4ap', ['SAMCANARY', 'ls1 4ap']],
		['a number written in another way', 'NHS 999-000-0018, +447700900123', ['0018', '900123']],
		['numbers that were not sent', 'Already known as 999 000 0026', ['0026']],
		['addresses that were not sent', 'Already known as kit@example.com', ['kit@']],
	])('personal data %s', async (_, message, hidden) => {
		expectNoneOf(hidden, await errorOf(() => answers(400, { message }), write));
	});

	test('a name of two letters', async () => {
		const request = { ...write, body: { last_name: 'Ng' } };
		const message = 'No patient Ng, born then';
		const thrown = await errorOf(() => answers(400, { message }), request);
		expect(thrown.description).not.toMatch(/\bNg\b/);
	});
});

describe('an error of the network is shown', () => {
	test('without sent values, if it has no code', async () => {
		const answer = (options: IHttpRequestOptions) =>
			brokenBy(new Error(`Invalid URL /?q=${person.first_name}&nhs=${person.nhs_number}`), options);
		expectNoneOf(canaries, await errorOf(answer, read));
	});

	test('in full, if the credential refuses the request', async () => {
		const refusal = new UserError('The key is not sent to other hosts');
		const { message } = await errorOf((options) => brokenBy(refusal, options), read);
		expect(message).toBe('The key is not sent to other hosts [item 3]');
	});
});

test.each([500, 502, 503, 504])('a write with the status %i is not retried', async (status) => {
	const sent: IHttpRequestOptions[] = [];
	const answer = (options: IHttpRequestOptions) => {
		sent.push(options);
		return answers(status);
	};
	await errorOf(answer, write);
	expect(sent).toHaveLength(1);
});

describe('a successful response', () => {
	test.each([
		['an object', { id: '1' }],
		['a list', [{ id: '1' }]],
	])('returns %s', async (_, body) => {
		expect(await sendTo(() => answers(200, body), read)).toEqual(body);
	});

	test.each([
		['no text', ''],
		['null', null],
		['undefined', undefined],
	])('of %s returns nothing', async (_, body) => {
		expect(await sendTo(() => answers(200, body), read)).toBeUndefined();
	});

	test.each([200, 201, 204])('may have the status %i', async (status) => {
		expect(await sendTo(() => ({ statusCode: status, body: '' }), write)).toBeUndefined();
	});
});

describe('a request', () => {
	const sentFor = async (request: HeroRequest): Promise<IHttpRequestOptions> => {
		const sent: IHttpRequestOptions[] = [];
		await sendTo(
			(options) => {
				sent.push(options);
				return { body: '' };
			},
			request,
			{ errorContext },
		);
		expect(sent).toHaveLength(1);
		return sent[0];
	};

	test('is sent once, follows no redirect and leaves the status to the node', async () => {
		expect(await sentFor(write)).toMatchObject({
			method: 'POST',
			baseURL: expect.stringMatching(/^https:\/\/api\.herohealth\.net\//),
			url: '/v1/appointments/48213/notes',
			body: write.body,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			timeout: expect.closeTo(60_000, -3),
		});
	});

	test('without a run has one timeout for all its attempts', async () => {
		const timeouts: number[] = [];
		const answer = ({ timeout = NaN }: IHttpRequestOptions) => {
			timeouts.push(timeout);
			return answers(timeouts.length < 4 ? 503 : 400);
		};
		await thrownBy(sendTo(answer, read, { retryWindowMs: undefined, timeoutMs: 30_000 }));
		expect(timeouts).toHaveLength(4);
		expect(timeouts).toEqual([...timeouts].sort((one, other) => other - one));
		expect(timeouts.at(-1)).toBeLessThan(30_000);
	});

	test('has a practice group header only if the user sets one', async () => {
		expect((await sentFor(read)).headers).not.toHaveProperty('x-practice-group-id');
		expect((await sentFor({ ...read, practiceGroupId: '1043' })).headers).toMatchObject({
			'x-practice-group-id': '1043',
		});
	});

	test.each([
		['a/b', 'a%2Fb'],
		['../me', '..%2Fme'],
		['a?b=c#d', 'a%3Fb%3Dc%23d'],
		['ä b', '%C3%A4%20b'],
		['%2e%2e', '%252e%252e'],
	])('keeps %j in one segment of the path', async (id, segment) => {
		const sent = await sentFor({ ...read, pathValues: { id } });
		expect(sent.url).toBe(`/v1/appointments/${segment}`);
	});

	test.each(['', '.', '..', null, undefined])('with %j for an ID is not sent', async (id) => {
		await expect(sentFor({ ...read, pathValues: { id } })).rejects.toThrow(
			"'Appointment' is not an ID",
		);
	});
});
