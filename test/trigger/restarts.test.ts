import { sleep } from 'n8n-workflow';

import { eventOf, deliver, deliverEvent } from '../support/trigger/signedDelivery';
import { confirmed, duplicateResponse, setUpTrigger } from '../support/trigger/triggerSetup';

const trigger = setUpTrigger({ events: [confirmed], fetchRecord: false });

describe('when n8n ends during a delivery', () => {
	const slowIsRead = () =>
		trigger.proxy.setFaults(({ path }) => (path.endsWith('/slow') ? { delayMs: 400 } : undefined));
	const reaches = async (path: string) => {
		while (!trigger.proxy.requestLog().some((one) => one.endsWith(path))) await sleep(5);
	};
	const ends = (delivery: Promise<unknown>) => expect(delivery).rejects.toThrow();

	test('an event that waited for its record does not count as received, although another was stored', async () => {
		await trigger.publish({}, { fetchRecord: true });
		slowIsRead();
		const slow = trigger.signed(eventOf('slow'));
		const ended = ends(deliver(trigger.n8n, slow));
		await reaches('/slow');
		expect((await deliverEvent(trigger.n8n, eventOf('quick'))).status).toBe(200);
		await trigger.n8n.restart();
		await ended;
		expect((await deliver(trigger.n8n, slow)).body).toBe('');
		expect(trigger.ids()).toEqual(['quick', 'slow']);
	});

	test('an event whose run was being stored does not count as received', async () => {
		const delivery = trigger.signed();
		trigger.n8n.beforeRun = async () => {
			trigger.n8n.beforeRun = () => sleep(5);
			await deliverEvent(trigger.n8n, eventOf('other'));
			await trigger.n8n.restart();
		};
		await ends(deliver(trigger.n8n, delivery));
		expect((await deliver(trigger.n8n, delivery)).body).toBe('');
		expect(trigger.ids()).toEqual(['other', '48213']);
	});

	test('every acknowledged event is recognized, after concurrent deliveries too', async () => {
		const names = Array.from({ length: 60 }, (_, index) => `${index}`);
		await Promise.all(names.map((id) => deliverEvent(trigger.n8n, eventOf(id))));
		await trigger.n8n.restart();
		for (const id of names) {
			expect(await deliverEvent(trigger.n8n, eventOf(id), { at: Date.now() + 1000 })).toEqual(
				duplicateResponse,
			);
		}
	});
});
