import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { clientOf } from '../support/sandbox/client';
import { startSandbox, type Sandbox } from '../../sandbox';
import {
	eventOf,
	signDelivery,
	deliver,
	deliverEvent,
	withHeaders,
	withoutHeader,
	type DeliveryRequest,
	type Signing,
} from '../support/trigger/signedDelivery';
import { openN8n, type N8n } from '../support/trigger/n8n';

const confirmed = 'appointment.confirmed';
const events = [confirmed, 'appointment.cancelled'];
const minute = 60_000;

let hero: Sandbox;
let n8n: N8n;

beforeAll(async () => {
	hero = await startSandbox({ settings: { delivery_tries: 1 } });
});
afterAll(() => hero.stop());
beforeEach(async () => {
	n8n = await openN8n({ hero, parameters: { events, fetchRecord: false } });
	await n8n.activate();
});
afterEach(async () => {
	await n8n.deactivate();
	await n8n.stop();
});

const genuine = (event: unknown = eventOf('48213'), signing?: Signing) =>
	signDelivery(n8n.activation(), event, signing);

const publish = async (options: IDataObject) =>
	await n8n.publish({ ...n8n.parameters, options: options as never });

/** Something happens at Hero, which tells everybody whom it has to tell. */
const happens = async (event = confirmed, id = '48213') => {
	await clientOf(hero).post('/_sandbox/events', { event, id });
	await hero.settled();
	return hero.deliveries.at(-1)!;
};

describe('an event', () => {
	test('starts one run with what Hero said and when it came', async () => {
		const before = Date.now();
		const { status, answer } = await happens();
		expect([status, answer]).toEqual([200, '']);
		expect(n8n.runs).toEqual([
			[{ ...eventOf('48213'), received_at: expect.stringMatching(/^\d{4}-.+\.\d{3}Z$/) }],
		]);
		const [[{ received_at }]] = n8n.runs as IDataObject[][];
		expect(Date.parse(String(received_at))).toBeGreaterThanOrEqual(before);
		expect(Date.parse(String(received_at))).toBeLessThanOrEqual(Date.now());
	});

	test('that is not chosen is taken, and starts nothing', async () => {
		const answer = await deliverEvent(n8n, eventOf('1', 'prescription.issued'));
		expect(answer).toEqual({ status: 200, body: '{"message":"Not an event of this trigger"}' });
		expect(n8n.runs).toEqual([]);
	});

	test.each(['1043', 'null', '10 42'])(
		'of the practice group "%s" is taken, and starts nothing',
		async (practice_group_id) => {
			const answer = await deliverEvent(n8n, { ...eventOf('1'), practice_group_id });
			expect(answer.status).toBe(200);
			expect(n8n.runs).toEqual([]);
		},
	);

	test.each([1042, undefined, null, '', ' ', '1042 ', ' 1042'])(
		'of the practice group %p is ours',
		async (practice_group_id) => {
			await deliverEvent(n8n, { ...eventOf('1'), practice_group_id });
			expect(n8n.runs).toHaveLength(1);
		},
	);

	test('starts a run too where the credential has blanks around the practice group', async () => {
		await n8n.deactivate();
		n8n.credentials.practiceGroupId = ' 1042 ';
		await n8n.activate();
		await happens();
		expect(n8n.runs).toHaveLength(1);
	});

	test('of the practice group in Options starts a run', async () => {
		await publish({ practiceGroupId: '1043' });
		await deliverEvent(n8n, { ...eventOf('1'), practice_group_id: '1043' });
		await deliverEvent(n8n, eventOf('2'));
		expect(n8n.runs).toMatchObject([[{ id: '1', practice_group_id: '1043' }]]);
	});

	test('with more fields than documented keeps them', async () => {
		await deliverEvent(n8n, { ...eventOf('1'), reason: { code: 'patient' } });
		expect(n8n.runs).toMatchObject([[{ id: '1', reason: { code: 'patient' } }]]);
	});

	test('cannot give itself another time or record', async () => {
		await publish({});
		await deliverEvent(n8n, { ...eventOf('1'), received_at: 'never' });
		expect(n8n.runs).not.toMatchObject([[{ received_at: 'never' }]]);
	});

	test.each(['__proto__', 'constructor', 'prototype'])(
		'with a field %s changes nothing but its own item',
		async (field) => {
			const body = JSON.stringify(eventOf('1')).replace(/}$/, `,"${field}":{"polluted":"yes"}}`);
			expect((await deliverEvent(n8n, body)).status).toBe(200);
			expect(n8n.runs).toMatchObject([[{ id: '1' }]]);
			expect(({} as IDataObject).polluted).toBeUndefined();
			expect(Object.keys(n8n.staticData)).toEqual(['node:Hero Health Trigger']);
		},
	);

	test('before the trigger was ever activated is refused', async () => {
		const letter = genuine();
		n8n.staticData = {};
		expect((await deliver(n8n, letter)).status).toBe(401);
		expect((await deliver(n8n, signDelivery({ signingKey: '', token: '' }, eventOf('1')))).status).toBe(
			401,
		);
		expect(n8n.runs).toEqual([]);
		// So that it can be deactivated.
		n8n.staticData = {};
	});
});

describe.each([1, 1.1])('a node of version %p', (typeVersion) => {
	let other: N8n;
	beforeEach(async () => {
		other = await openN8n({ hero, parameters: { events, fetchRecord: false }, typeVersion });
		await other.activate();
	});
	afterEach(async () => {
		await other.deactivate();
		await other.stop();
	});

	test.each(['application/json', 'Application/JSON; charset=utf-8', 'application/hero+json'])(
		'takes an event that comes as %s',
		async (type) => {
			const letter = withHeaders(signDelivery(other.activation(), eventOf('48213')), {
				'content-type': type,
			});
			expect((await deliver(other, letter)).status).toBe(200);
			expect(other.runs).toMatchObject([[{ id: '48213' }]]);
		},
	);

	test('refuses what is forged, whatever it comes as', async () => {
		for (const type of ['application/json', 'application/hero+json', 'text/plain']) {
			const forged = signDelivery(other.activation(), eventOf('48213'), { key: 'forged' });
			const { status } = await deliver(other, withHeaders(forged, { 'content-type': type }));
			expect([401, 415]).toContain(status);
		}
		expect(other.runs).toEqual([]);
	});
});

describe('Hero documents neither the encoding of the signature nor the form of the timestamp:', () => {
	const forms = ['hex', 'base64', 'sha256=hex'] as const;
	const times = ['seconds', 'milliseconds', 'iso'] as const;
	const both = forms.flatMap((signature) => times.map((timestamp) => ({ signature, timestamp })));
	afterEach(() => hero.changeSettings({ signature: 'hex', timestamp: 'seconds' }));

	test.each(both)('%j is taken', async (settings) => {
		hero.changeSettings(settings);
		expect((await happens()).status).toBe(200);
		expect(n8n.runs).toHaveLength(1);
	});
});

describe('a delivery is refused with 401, and nothing starts,', () => {
	const body = JSON.stringify(eventOf('48213'));
	const flipped = (text: string) => (text.startsWith('0') ? '1' : '0') + text.slice(1);
	const header = (letter: DeliveryRequest, name: string) => String(letter.headers[name]);

	test.each<[string, () => DeliveryRequest]>([
		['without a token', () => withoutHeader(genuine(), 'x-n8n-token')],
		['with an empty token', () => withHeaders(genuine(), { 'x-n8n-token': '' })],
		[
			'with a token that differs at its end',
			() => withHeaders(genuine(), { 'x-n8n-token': `${n8n.activation().token.slice(0, -1)}x` }),
		],
		[
			'with the token twice',
			() => withHeaders(genuine(), { 'x-n8n-token': [n8n.activation().token, n8n.activation().token] }),
		],
		[
			'with the signing key for a token',
			() => withHeaders(genuine(), { 'x-n8n-token': n8n.activation().signingKey }),
		],
		['without a signature', () => withoutHeader(genuine(), 'x-herohealth-signature')],
		['with an empty signature', () => withHeaders(genuine(), { 'x-herohealth-signature': '' })],
		['with another key', () => genuine(eventOf('48213'), { key: 'other' })],
		['with the token as the key', () => genuine(eventOf('48213'), { key: n8n.activation().token })],
		[
			'with one changed digit',
			() => {
				const letter = genuine();
				return withHeaders(letter, {
					'x-herohealth-signature': flipped(header(letter, 'x-herohealth-signature')),
				});
			},
		],
		[
			'with half a signature',
			() => {
				const letter = genuine();
				return withHeaders(letter, {
					'x-herohealth-signature': header(letter, 'x-herohealth-signature').slice(0, 32),
				});
			},
		],
		[
			'with two signatures',
			() => {
				const letter = genuine();
				const signature = header(letter, 'x-herohealth-signature');
				return withHeaders(letter, { 'x-herohealth-signature': [signature, signature] });
			},
		],
		['with another body', () => ({ ...genuine(), body: body.replace('48213', '48214') })],
		['with a body of other blanks', () => ({ ...genuine(), body: `${body} ` })],
		['with a body cut short', () => ({ ...genuine(), body: '' })],
		['without a timestamp', () => withoutHeader(genuine(), 'x-herohealth-timestamp')],
		[
			'with another timestamp',
			() => withHeaders(genuine(), { 'x-herohealth-timestamp': String(Date.now()) }),
		],
		['with a timestamp that is none', () => genuine(eventOf('48213'), { timestamp: 'yesterday' })],
		['with a timestamp of 1970', () => genuine(eventOf('48213'), { timestamp: '0' })],
		['that is too old', () => genuine(eventOf('48213'), { at: Date.now() - 5 * minute - 2000 })],
		['from the future', () => genuine(eventOf('48213'), { at: Date.now() + 5 * minute + 2000 })],
	])('%s', async (_, forge) => {
		const { status, body: answer } = await deliver(n8n, forge());
		expect(status).toBe(401);
		expect(JSON.parse(answer)).toEqual({ message: expect.stringMatching(/^[A-Z][^.]+$/) });
		expect(answer).not.toMatch(/stack|\bat .*:\d+|node_modules|48213/);
		expect(n8n.runs).toEqual([]);
		const log = JSON.stringify(n8n.log);
		for (const text of [answer, log]) {
			expect(text).not.toContain(n8n.activation().token);
			expect(text).not.toContain(n8n.activation().signingKey);
			expect(text).not.toContain('48213');
		}
		expect(n8n.log.at(-1)).toMatchObject({ level: 'warn' });
		// What was refused is not taken for a first delivery.
		expect((await deliver(n8n, genuine())).status).toBe(200);
		expect(n8n.runs).toHaveLength(1);
	});

	test('does not say which part of a forged delivery was right', async () => {
		const [one, other] = await Promise.all([
			deliver(n8n, withHeaders(genuine(), { 'x-n8n-token': 'x' })),
			deliver(n8n, withHeaders(genuine('{'), { 'x-n8n-token': 'x', 'content-type': 'text/plain' })),
		]);
		expect(one).toEqual(other);
	});
});

describe('the clock may differ by', () => {
	const at = (milliseconds: number) => genuine(eventOf('1'), { at: Date.now() + milliseconds });

	test.each([
		[undefined, 5],
		[1, 1],
		[60, 60],
		[0, 1],
		[-3, 1],
		[1_000, 60],
		['', 1],
		['ten', 5],
		[null, 5],
	])('Clock Tolerance %p: %i minutes both ways', async (toleranceMinutes, most) => {
		await publish({ toleranceMinutes });
		for (const direction of [1, -1]) {
			const inside = await deliver(n8n, at(direction * (most * minute - 2000)));
			const outside = await deliver(n8n, at(direction * (most * minute + 2000)));
			expect([inside.status, outside.status]).toEqual([200, 401]);
		}
	});
});

describe('a delivery that cannot be read is refused with', () => {
	test.each([
		['413: more than a megabyte', 413, () => genuine(`{"x":"${'x'.repeat(1024 * 1024)}"}`)],
		[
			'415: text',
			415,
			() => withHeaders(genuine(), { 'content-type': 'text/plain; charset=application/json' }),
		],
		['415: a form', 415, () => withHeaders(genuine(), { 'content-type': 'multipart/form-data' })],
		['400: a list', 400, () => genuine('[]')],
		['400: a word', 400, () => genuine('"appointment.confirmed"')],
		['400: null', 400, () => genuine('null')],
		['400: nothing', 400, () => genuine('')],
		[
			'400: no JSON, sent as another JSON type',
			400,
			() => withHeaders(genuine('{"object":'), { 'content-type': 'application/hero+json' }),
		],
		['400: an event that is no text', 400, () => genuine({ ...eventOf('1'), event: [confirmed] })],
		[
			'400: an event that is no name',
			400,
			() => genuine({ ...eventOf('1'), event: { toString: 1 } }),
		],
		['400: an ID that is no text', 400, () => genuine({ ...eventOf('1'), id: { toString: 1 } })],
		[
			'400: a practice group that is no text',
			400,
			() => genuine({ ...eventOf('1'), practice_group_id: { toString: 1 } }),
		],
	])('%s', async (_, status, letter) => {
		const answer = await deliver(n8n, letter());
		expect(answer.status).toBe(status);
		expect(answer.body.length).toBeLessThan(100);
		expect(n8n.runs).toEqual([]);
	});

	test('but not for a megabyte, another charset or capitals', async () => {
		const event = { ...eventOf('1'), note: '' };
		const room = 1024 * 1024 - JSON.stringify(event).length;
		const large = withHeaders(genuine({ ...event, note: 'x'.repeat(room) }), {
			'content-type': 'Application/JSON; charset=UTF-8',
		});
		expect((await deliver(n8n, large)).status).toBe(200);
		expect(n8n.runs).toHaveLength(1);
	});

	test('as far as it tells strangers nothing of a valid body', async () => {
		const stranger = withHeaders(genuine('x'.repeat(2 * 1024 * 1024)), { 'x-n8n-token': 'x' });
		const answer = await deliver(n8n, withHeaders(stranger, { 'content-type': 'text/plain' }));
		expect(answer.status).toBe(401);
	});

	test('letters of every script are signed as they stand on the wire', async () => {
		await deliverEvent(n8n, { ...eventOf('1'), note: 'Łódź – 診療 👩‍⚕️' });
		expect(n8n.runs).toMatchObject([[{ note: 'Łódź – 診療 👩‍⚕️' }]]);
	});
});

describe('Verification', () => {
	const noToken = () => withoutHeader(genuine(), 'x-n8n-token');
	const wrongToken = () => withHeaders(genuine(), { 'x-n8n-token': 'wrong' });
	const noSignature = () => withoutHeader(genuine(), 'x-herohealth-signature');
	const wrongSignature = () => genuine(eventOf('48213'), { key: 'wrong' });
	const neither = () => withoutHeader(noToken(), 'x-herohealth-signature');

	test.each([
		['tokenAndSignature', [401, 401, 401, 401, 401]],
		['signature', [200, 200, 401, 401, 401]],
		['token', [401, 401, 200, 200, 401]],
		['anything else', [401, 401, 401, 401, 401]],
	])('%s decides', async (verification, statuses) => {
		await publish({ verification, repeatMinutes: 0 });
		const letters = [noToken(), wrongToken(), noSignature(), wrongSignature(), neither()];
		const answers: number[] = [];
		for (const letter of letters) answers.push((await deliver(n8n, letter)).status);
		expect(answers).toEqual(statuses);
	});

	test('tokenAndSignature takes what Hero sends, and so do the others', async () => {
		for (const verification of ['tokenAndSignature', 'signature', 'token']) {
			await publish({ verification });
			expect((await happens(confirmed, verification)).status).toBe(200);
		}
		expect(n8n.runs).toHaveLength(3);
	});
});

describe('where n8n cannot start the run', () => {
	test('the caller learns it, and the same delivery is taken when it comes again', async () => {
		const letter = genuine();
		n8n.cannotStartRuns = true;
		expect((await deliver(n8n, letter)).status).toBe(500);
		n8n.cannotStartRuns = false;
		await sleep(20);
		expect((await deliver(n8n, letter)).status).toBe(200);
		expect(n8n.runs).toHaveLength(1);
	});
});

test('nothing of the headers, the key and the token is in the item', async () => {
	await happens();
	const run = JSON.stringify(n8n.runs);
	expect(run).not.toContain(n8n.activation().token);
	expect(run).not.toContain(n8n.activation().signingKey);
});
