import { clientOf } from '../support/sandbox/client';
import {
	deliver,
	deliverEvent,
	eventOf,
	withHeaders,
	withoutHeader,
	type DeliveryRequest,
} from '../support/trigger/signedDelivery';
import { cancelled, confirmed, setUpTrigger } from '../support/trigger/triggerSetup';

const minute = 60_000;

const trigger = setUpTrigger({ events: [confirmed, cancelled], fetchRecord: false });

/** Makes an event happen at Hero, which delivers it to all its subscriptions. */
const emitEvent = async (event = confirmed, id = '48213') => {
	await clientOf(trigger.hero).post('/_sandbox/events', { event, id });
	await trigger.hero.whenIdle();
	return trigger.hero.deliveries.at(-1)!;
};

describe('a delivery is rejected with 401, and starts no run,', () => {
	const body = JSON.stringify(eventOf('48213'));
	const flipped = (text: string) => (text.startsWith('0') ? '1' : '0') + text.slice(1);
	const header = (delivery: DeliveryRequest, name: string) => String(delivery.headers[name]);

	test.each<[string, () => DeliveryRequest]>([
		['without a token', () => withoutHeader(trigger.signed(), 'x-n8n-token')],
		['with an empty token', () => withHeaders(trigger.signed(), { 'x-n8n-token': '' })],
		[
			'with a token that differs at its end',
			() =>
				withHeaders(trigger.signed(), {
					'x-n8n-token': `${trigger.n8n.activation().token.slice(0, -1)}x`,
				}),
		],
		[
			'with the token twice',
			() =>
				withHeaders(trigger.signed(), {
					'x-n8n-token': [trigger.n8n.activation().token, trigger.n8n.activation().token],
				}),
		],
		[
			'with the signing key for a token',
			() => withHeaders(trigger.signed(), { 'x-n8n-token': trigger.n8n.activation().signingKey }),
		],
		['without a signature', () => withoutHeader(trigger.signed(), 'x-herohealth-signature')],
		[
			'with an empty signature',
			() => withHeaders(trigger.signed(), { 'x-herohealth-signature': '' }),
		],
		['with another key', () => trigger.signed(eventOf('48213'), { key: 'other' })],
		[
			'with the token as the key',
			() => trigger.signed(eventOf('48213'), { key: trigger.n8n.activation().token }),
		],
		[
			'with one changed digit',
			() => {
				const delivery = trigger.signed();
				return withHeaders(delivery, {
					'x-herohealth-signature': flipped(header(delivery, 'x-herohealth-signature')),
				});
			},
		],
		[
			'with half a signature',
			() => {
				const delivery = trigger.signed();
				return withHeaders(delivery, {
					'x-herohealth-signature': header(delivery, 'x-herohealth-signature').slice(0, 32),
				});
			},
		],
		[
			'with two signatures',
			() => {
				const delivery = trigger.signed();
				const signature = header(delivery, 'x-herohealth-signature');
				return withHeaders(delivery, { 'x-herohealth-signature': [signature, signature] });
			},
		],
		['with another body', () => ({ ...trigger.signed(), body: body.replace('48213', '48214') })],
		['with a body of other blanks', () => ({ ...trigger.signed(), body: `${body} ` })],
		['with a body cut short', () => ({ ...trigger.signed(), body: '' })],
		['without a timestamp', () => withoutHeader(trigger.signed(), 'x-herohealth-timestamp')],
		[
			'with another timestamp',
			() => withHeaders(trigger.signed(), { 'x-herohealth-timestamp': String(Date.now()) }),
		],
		[
			'with a timestamp that is none',
			() => trigger.signed(eventOf('48213'), { timestamp: 'yesterday' }),
		],
		['with a timestamp of 1970', () => trigger.signed(eventOf('48213'), { timestamp: '0' })],
		[
			'that is too old',
			() => trigger.signed(eventOf('48213'), { at: Date.now() - 5 * minute - 2000 }),
		],
		[
			'from the future',
			() => trigger.signed(eventOf('48213'), { at: Date.now() + 5 * minute + 2000 }),
		],
	])('%s', async (_, forge) => {
		const { status, body: answer } = await deliver(trigger.n8n, forge());
		expect(status).toBe(401);
		expect(JSON.parse(answer)).toEqual({ message: expect.stringMatching(/^[A-Z][^.]+$/) });
		expect(answer).not.toMatch(/stack|\bat .*:\d+|node_modules|48213/);
		expect(trigger.n8n.runs).toEqual([]);
		const log = JSON.stringify(trigger.n8n.log);
		for (const text of [answer, log]) {
			expect(text).not.toContain(trigger.n8n.activation().token);
			expect(text).not.toContain(trigger.n8n.activation().signingKey);
			expect(text).not.toContain('48213');
		}
		expect(trigger.n8n.log.at(-1)).toMatchObject({ level: 'warn' });
		// A rejected delivery does not count as a first delivery.
		expect((await deliver(trigger.n8n, trigger.signed())).status).toBe(200);
		expect(trigger.n8n.runs).toHaveLength(1);
	});

	test('the response does not say which part of a forged delivery was right', async () => {
		const [one, other] = await Promise.all([
			deliver(trigger.n8n, withHeaders(trigger.signed(), { 'x-n8n-token': 'x' })),
			deliver(
				trigger.n8n,
				withHeaders(trigger.signed('{'), { 'x-n8n-token': 'x', 'content-type': 'text/plain' }),
			),
		]);
		expect(one).toEqual(other);
	});
});

describe('the timestamp may differ by', () => {
	const at = (milliseconds: number) =>
		trigger.signed(eventOf('1'), { at: Date.now() + milliseconds });

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
		await trigger.publish({ toleranceMinutes });
		for (const direction of [1, -1]) {
			const inside = await deliver(trigger.n8n, at(direction * (most * minute - 2000)));
			const outside = await deliver(trigger.n8n, at(direction * (most * minute + 2000)));
			expect([inside.status, outside.status]).toEqual([200, 401]);
		}
	});
});

describe('an unreadable delivery is rejected with', () => {
	test.each([
		['413: more than a megabyte', 413, () => trigger.signed(`{"x":"${'x'.repeat(1024 * 1024)}"}`)],
		[
			'415: text',
			415,
			() =>
				withHeaders(trigger.signed(), { 'content-type': 'text/plain; charset=application/json' }),
		],
		[
			'415: a form',
			415,
			() => withHeaders(trigger.signed(), { 'content-type': 'multipart/form-data' }),
		],
		['400: a list', 400, () => trigger.signed('[]')],
		['400: a word', 400, () => trigger.signed('"appointment.confirmed"')],
		['400: null', 400, () => trigger.signed('null')],
		['400: nothing', 400, () => trigger.signed('')],
		[
			'400: no JSON, sent as another JSON type',
			400,
			() => withHeaders(trigger.signed('{"object":'), { 'content-type': 'application/hero+json' }),
		],
		[
			'400: an event that is no text',
			400,
			() => trigger.signed({ ...eventOf('1'), event: [confirmed] }),
		],
		[
			'400: an event that is no name',
			400,
			() => trigger.signed({ ...eventOf('1'), event: { toString: 1 } }),
		],
		[
			'400: an ID that is no text',
			400,
			() => trigger.signed({ ...eventOf('1'), id: { toString: 1 } }),
		],
		[
			'400: a practice group that is no text',
			400,
			() => trigger.signed({ ...eventOf('1'), practice_group_id: { toString: 1 } }),
		],
	])('%s', async (_, status, delivery) => {
		const answer = await deliver(trigger.n8n, delivery());
		expect(answer.status).toBe(status);
		expect(answer.body.length).toBeLessThan(100);
		expect(trigger.n8n.runs).toEqual([]);
	});

	test('a body of a megabyte, another charset and capitals are accepted', async () => {
		const event = { ...eventOf('1'), note: '' };
		const room = 1024 * 1024 - JSON.stringify(event).length;
		const large = withHeaders(trigger.signed({ ...event, note: 'x'.repeat(room) }), {
			'content-type': 'Application/JSON; charset=UTF-8',
		});
		expect((await deliver(trigger.n8n, large)).status).toBe(200);
		expect(trigger.n8n.runs).toHaveLength(1);
	});

	test('an unauthenticated sender learns nothing about the format of a valid body', async () => {
		const stranger = withHeaders(trigger.signed('x'.repeat(2 * 1024 * 1024)), {
			'x-n8n-token': 'x',
		});
		const answer = await deliver(
			trigger.n8n,
			withHeaders(stranger, { 'content-type': 'text/plain' }),
		);
		expect(answer.status).toBe(401);
	});

	test('characters of every script are verified by their bytes on the wire', async () => {
		await deliverEvent(trigger.n8n, { ...eventOf('1'), note: 'Łódź – 診療 👩‍⚕️' });
		expect(trigger.n8n.runs).toMatchObject([[{ note: 'Łódź – 診療 👩‍⚕️' }]]);
	});
});

describe('Verification', () => {
	const noToken = () => withoutHeader(trigger.signed(), 'x-n8n-token');
	const wrongToken = () => withHeaders(trigger.signed(), { 'x-n8n-token': 'wrong' });
	const noSignature = () => withoutHeader(trigger.signed(), 'x-herohealth-signature');
	const wrongSignature = () => trigger.signed(eventOf('48213'), { key: 'wrong' });
	const neither = () => withoutHeader(noToken(), 'x-herohealth-signature');

	test.each([
		['tokenAndSignature', [401, 401, 401, 401, 401]],
		['signature', [200, 200, 401, 401, 401]],
		['token', [401, 401, 200, 200, 401]],
		['anything else', [401, 401, 401, 401, 401]],
	])('%s decides', async (verification, statuses) => {
		await trigger.publish({ verification, repeatMinutes: 0 });
		const deliveries = [noToken(), wrongToken(), noSignature(), wrongSignature(), neither()];
		const answers: number[] = [];
		for (const delivery of deliveries) answers.push((await deliver(trigger.n8n, delivery)).status);
		expect(answers).toEqual(statuses);
	});

	test('every verification accepts the deliveries of Hero', async () => {
		for (const verification of ['tokenAndSignature', 'signature', 'token']) {
			await trigger.publish({ verification });
			expect((await emitEvent(confirmed, verification)).status).toBe(200);
		}
		expect(trigger.n8n.runs).toHaveLength(3);
	});
});
