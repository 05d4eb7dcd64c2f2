import axios from 'axios';
import { sleep } from 'n8n-workflow';

import { clientOf } from '../support/sandbox/client';
import { deliver, deliverEvent, eventOf, withoutHeader } from '../support/trigger/signedDelivery';
import {
	cancelled,
	confirmed,
	duplicateResponse,
	rescheduled,
	setUpTrigger,
} from '../support/trigger/triggerSetup';

const trigger = setUpTrigger({
	events: [confirmed, cancelled, rescheduled],
	fetchRecord: false,
});

describe('when n8n cannot start the run, the event is not lost', () => {
	const failsOnce = async (act: () => Promise<unknown>) => {
		trigger.n8n.cannotStartRuns = true;
		await act();
		trigger.n8n.cannotStartRuns = false;
		await sleep(20);
	};

	test('when Hero delivers it again', async () => {
		const delivery = trigger.signed();
		await failsOnce(async () => expect((await deliver(trigger.n8n, delivery)).status).toBe(500));
		expect((await deliver(trigger.n8n, delivery)).status).toBe(200);
		expect(trigger.ids()).toEqual(['48213']);
	});

	test('when Hero signs it again', async () => {
		await failsOnce(async () => await deliver(trigger.n8n, trigger.signed()));
		await deliverEvent(trigger.n8n, eventOf('48213'), { at: Date.now() + 1000 });
		expect(trigger.ids()).toEqual(['48213']);
	});

	test('when another event was stored meanwhile', async () => {
		const delivery = trigger.signed();
		await failsOnce(async () => {
			trigger.n8n.beforeRun = async () => {
				trigger.n8n.beforeRun = () => sleep(5);
				trigger.n8n.cannotStartRuns = false;
				await deliverEvent(trigger.n8n, eventOf('other'));
				trigger.n8n.cannotStartRuns = true;
			};
			expect((await deliver(trigger.n8n, delivery)).status).toBe(500);
		});
		expect((await deliver(trigger.n8n, delivery)).status).toBe(200);
		expect(trigger.ids()).toEqual(['other', '48213']);
	});

	test('when the delivery of Hero timed out first', async () => {
		const delivery = trigger.signed();
		const hanging = new AbortController();
		await failsOnce(async () => {
			trigger.n8n.beforeRun = async () => {
				hanging.abort();
				await sleep(50);
			};
			const { headers, body } = delivery;
			const sent = axios.post(trigger.n8n.productionUrl, body, { headers, signal: hanging.signal });
			await expect(sent).rejects.toThrow('canceled');
			await sleep(100);
			trigger.n8n.beforeRun = () => sleep(5);
		});
		expect((await deliver(trigger.n8n, delivery)).status).toBe(200);
		expect(trigger.ids()).toEqual(['48213']);
	});

	test('when Hero delivers it again before n8n has failed', async () => {
		await failsOnce(async () => {
			trigger.n8n.beforeRun = async () => {
				trigger.n8n.beforeRun = () => sleep(5);
				await sleep(100);
			};
			const first = deliver(trigger.n8n, trigger.signed());
			await sleep(50);
			const second = deliverEvent(trigger.n8n, eventOf('48213'), { at: Date.now() + 1000 });
			expect((await first).status).toBe(500);
			trigger.n8n.cannotStartRuns = false;
			// This delivery either starts the run or gets an error, after which Hero delivers it again.
			const { status } = await second;
			if (status !== 200)
				await deliverEvent(trigger.n8n, eventOf('48213'), { at: Date.now() + 2000 });
		});
		expect(trigger.ids()).toEqual(['48213']);
	});
});

describe('the static data of the workflow', () => {
	test('is limited in size, and contains nothing of the records', async () => {
		const until = Math.ceil(Date.now() / 1000 + 60).toString(36);
		const claim = (index: number) => String(index).padStart(12, 'x') + until;
		const claims = Array.from({ length: 2_000 }, (_, index) => claim(index)).join(' ');
		trigger.n8n.staticData = {
			'node:Hero Health Trigger': { ...trigger.n8n.activation(), claims },
		};
		await deliverEvent(trigger.n8n, eventOf('secret-id'));
		expect(trigger.n8n.activation().claims.split(' ')).toHaveLength(400);
		expect(trigger.n8n.activation().claims).toContain(claim(1_999));
		expect(trigger.n8n.activation().claims).not.toMatch(/secret-id|appointment/);
	});

	test('is not written for a rejected, duplicate or unselected delivery', async () => {
		const delivery = trigger.signed();
		await deliver(trigger.n8n, delivery);
		const before = JSON.stringify(trigger.n8n.staticData);
		await deliver(trigger.n8n, delivery);
		await deliver(trigger.n8n, withoutHeader(trigger.signed(), 'x-n8n-token'));
		await deliverEvent(trigger.n8n, eventOf('9', 'prescription.issued'));
		expect(JSON.stringify(trigger.n8n.staticData)).toBe(before);
	});

	test('has every claim of concurrent deliveries', async () => {
		await Promise.all(
			['1', '2', '3', '4', '5'].map((id) => deliverEvent(trigger.n8n, eventOf(id))),
		);
		await deliverEvent(trigger.n8n, eventOf('6'));
		await trigger.n8n.restart();
		for (const id of ['1', '2', '3', '4', '5', '6']) {
			expect(await deliverEvent(trigger.n8n, eventOf(id), { at: Date.now() + 1000 })).toEqual(
				duplicateResponse,
			);
		}
	});

	test('is that of the newest activation, even while an earlier delivery is in progress', async () => {
		await trigger.publish({}, { fetchRecord: true });
		trigger.proxy.setFaults(({ path }) =>
			path.includes('/appointments/') ? { delayMs: 300 } : undefined,
		);
		const slow = deliver(trigger.n8n, trigger.signed());
		await sleep(100);
		await trigger.n8n.deactivate();
		await trigger.n8n.activate();
		const { signingKey, token, subscriptions } = trigger.n8n.activation();
		await slow;
		expect(trigger.n8n.activation()).toMatchObject({ signingKey, token, subscriptions });
		await clientOf(trigger.hero).post('/_sandbox/events', { event: confirmed, id: 'later' });
		await trigger.hero.whenIdle();
		expect(trigger.ids()).toContain('later');
	});
});
