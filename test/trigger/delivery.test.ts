import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { clientOf } from '../support/sandbox/client';
import { openN8n, type N8n } from '../support/trigger/n8n';
import {
	deliver,
	deliverEvent,
	eventOf,
	signDelivery,
	withHeaders,
} from '../support/trigger/signedDelivery';
import { cancelled, confirmed, setUpTrigger } from '../support/trigger/triggerSetup';

const trigger = setUpTrigger({ events: [confirmed, cancelled], fetchRecord: false });

/** Makes an event happen at Hero, which delivers it to all its subscriptions. */
const emitEvent = async (event = confirmed, id = '48213') => {
	await clientOf(trigger.hero).post('/_sandbox/events', { event, id });
	await trigger.hero.whenIdle();
	return trigger.hero.deliveries.at(-1)!;
};

describe('an event', () => {
	test('starts one run with the event and the time of its receipt', async () => {
		const before = Date.now();
		const { status, answer } = await emitEvent();
		expect([status, answer]).toEqual([200, '']);
		expect(trigger.n8n.runs).toEqual([
			[{ ...eventOf('48213'), received_at: expect.stringMatching(/^\d{4}-.+\.\d{3}Z$/) }],
		]);
		const [[{ received_at }]] = trigger.n8n.runs as IDataObject[][];
		expect(Date.parse(String(received_at))).toBeGreaterThanOrEqual(before);
		expect(Date.parse(String(received_at))).toBeLessThanOrEqual(Date.now());
	});

	test('that is not selected is accepted, and starts no run', async () => {
		const answer = await deliverEvent(trigger.n8n, eventOf('1', 'prescription.issued'));
		expect(answer).toEqual({ status: 200, body: '{"message":"Not an event of this trigger"}' });
		expect(trigger.n8n.runs).toEqual([]);
	});

	test.each(['1043', 'null', '10 42'])(
		'of the practice group "%s" is accepted, and starts no run',
		async (practice_group_id) => {
			const answer = await deliverEvent(trigger.n8n, { ...eventOf('1'), practice_group_id });
			expect(answer.status).toBe(200);
			expect(trigger.n8n.runs).toEqual([]);
		},
	);

	test.each([1042, undefined, null, '', ' ', '1042 ', ' 1042'])(
		'of the practice group %p is ours',
		async (practice_group_id) => {
			await deliverEvent(trigger.n8n, { ...eventOf('1'), practice_group_id });
			expect(trigger.n8n.runs).toHaveLength(1);
		},
	);

	test('starts a run when the practice group in the credential has surrounding spaces', async () => {
		await trigger.n8n.deactivate();
		trigger.n8n.credentials.practiceGroupId = ' 1042 ';
		await trigger.n8n.activate();
		await emitEvent();
		expect(trigger.n8n.runs).toHaveLength(1);
	});

	test('of the practice group in Options starts a run', async () => {
		await trigger.publish({ practiceGroupId: '1043' });
		await deliverEvent(trigger.n8n, { ...eventOf('1'), practice_group_id: '1043' });
		await deliverEvent(trigger.n8n, eventOf('2'));
		expect(trigger.n8n.runs).toMatchObject([[{ id: '1', practice_group_id: '1043' }]]);
	});

	test('with more fields than documented keeps them', async () => {
		await deliverEvent(trigger.n8n, { ...eventOf('1'), reason: { code: 'patient' } });
		expect(trigger.n8n.runs).toMatchObject([[{ id: '1', reason: { code: 'patient' } }]]);
	});

	test('cannot replace the time of receipt or the record', async () => {
		await trigger.publish({});
		await deliverEvent(trigger.n8n, { ...eventOf('1'), received_at: 'never' });
		expect(trigger.n8n.runs).not.toMatchObject([[{ received_at: 'never' }]]);
	});

	test.each(['__proto__', 'constructor', 'prototype'])(
		'with a field %s changes nothing but its own item',
		async (field) => {
			const body = JSON.stringify(eventOf('1')).replace(/}$/, `,"${field}":{"polluted":"yes"}}`);
			expect((await deliverEvent(trigger.n8n, body)).status).toBe(200);
			expect(trigger.n8n.runs).toMatchObject([[{ id: '1' }]]);
			expect(({} as IDataObject).polluted).toBeUndefined();
			expect(Object.keys(trigger.n8n.staticData)).toEqual(['node:Hero Health Trigger']);
		},
	);

	test('before the first activation is rejected', async () => {
		const delivery = trigger.signed();
		trigger.n8n.staticData = {};
		expect((await deliver(trigger.n8n, delivery)).status).toBe(401);
		expect(
			(await deliver(trigger.n8n, signDelivery({ signingKey: '', token: '' }, eventOf('1'))))
				.status,
		).toBe(401);
		expect(trigger.n8n.runs).toEqual([]);
		// The cleanup deactivates the trigger, which needs its static data.
		trigger.n8n.staticData = {};
	});
});

describe.each([1, 1.1])('a node of version %p', (typeVersion) => {
	let other: N8n;
	beforeEach(async () => {
		other = await openN8n({ hero: trigger.hero, parameters: trigger.n8n.parameters, typeVersion });
		await other.activate();
	});
	afterEach(async () => {
		await other.deactivate();
		await other.stop();
	});

	test.each(['application/json', 'Application/JSON; charset=utf-8', 'application/hero+json'])(
		'accepts an event of the content type %s',
		async (type) => {
			const delivery = withHeaders(signDelivery(other.activation(), eventOf('48213')), {
				'content-type': type,
			});
			expect((await deliver(other, delivery)).status).toBe(200);
			expect(other.runs).toMatchObject([[{ id: '48213' }]]);
		},
	);

	test('rejects a forged delivery of any content type', async () => {
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
	afterEach(() => trigger.hero.changeSettings({ signature: 'hex', timestamp: 'seconds' }));

	test.each(both)('%j is accepted', async (settings) => {
		trigger.hero.changeSettings(settings);
		expect((await emitEvent()).status).toBe(200);
		expect(trigger.n8n.runs).toHaveLength(1);
	});
});

describe('when n8n cannot start the run', () => {
	test('the sender gets an error, and the same delivery is accepted when it is repeated', async () => {
		const delivery = trigger.signed();
		trigger.n8n.cannotStartRuns = true;
		expect((await deliver(trigger.n8n, delivery)).status).toBe(500);
		trigger.n8n.cannotStartRuns = false;
		await sleep(20);
		expect((await deliver(trigger.n8n, delivery)).status).toBe(200);
		expect(trigger.n8n.runs).toHaveLength(1);
	});
});

test('the item has neither headers nor key nor token', async () => {
	await emitEvent();
	const run = JSON.stringify(trigger.n8n.runs);
	expect(run).not.toContain(trigger.n8n.activation().token);
	expect(run).not.toContain(trigger.n8n.activation().signingKey);
});
