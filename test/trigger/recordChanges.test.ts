import { sleep } from 'n8n-workflow';

import { eventOf, deliver, deliverEvent } from '../support/trigger/signedDelivery';
import {
	cancelled,
	confirmed,
	duplicateResponse,
	rescheduled,
	setUpTrigger,
} from '../support/trigger/triggerSetup';

const trigger = setUpTrigger({ events: [confirmed, cancelled, rescheduled], fetchRecord: false });

describe('a repeated event of a record', () => {
	const deliverAll = async (names: string[], apart: number) => {
		const now = Date.now();
		for (const [index, name] of names.entries()) {
			await deliverEvent(trigger.n8n, eventOf('1', name), { at: now + index * apart });
		}
	};
	const eventsOfRuns = () => trigger.n8n.runs.map((items) => items?.[0].event);

	test.each([0, 1000])('after another event starts a run, %i ms apart', async (apart) => {
		const names = [confirmed, cancelled, confirmed, cancelled];
		await deliverAll(names, apart);
		expect(eventsOfRuns()).toEqual(names);
	});

	test('after another event that n8n could not start starts a run', async () => {
		await deliverAll([confirmed], 0);
		trigger.n8n.cannotStartRuns = true;
		await deliverEvent(trigger.n8n, eventOf('1', cancelled));
		trigger.n8n.cannotStartRuns = false;
		await sleep(20);
		await deliverEvent(trigger.n8n, eventOf('1'), { at: Date.now() + 1000 });
		expect(eventsOfRuns()).toEqual([confirmed, confirmed]);
	});

	test('after an event that is not selected starts a run', async () => {
		await trigger.publish({}, { events: [confirmed] });
		await deliverAll([confirmed, cancelled, confirmed], 1000);
		expect(eventsOfRuns()).toEqual([confirmed, confirmed]);
	});

	test('with other content starts a run', async () => {
		await deliverEvent(trigger.n8n, { ...eventOf('1'), sequence: 'a' });
		await deliverEvent(trigger.n8n, { ...eventOf('1'), sequence: 'b' }, { at: Date.now() + 1000 });
		expect(trigger.n8n.runs).toHaveLength(2);
	});

	test('starts a run when its record has changed, apart from generated links', async () => {
		await trigger.publish({}, { fetchRecord: true });
		const has = (more: object) =>
			trigger.proxy.setFaults(() => ({
				status: 200,
				body: { id: '1', video_url: `${Math.random()}`, ...more },
			}));
		has({ notes: 'a' });
		await deliverAll([confirmed], 0);
		expect(await deliverEvent(trigger.n8n, eventOf('1'), { at: Date.now() + 1000 })).toEqual(
			duplicateResponse,
		);
		has({ notes: 'b' });
		await deliverEvent(trigger.n8n, eventOf('1'), { at: Date.now() + 2000 });
		expect(trigger.n8n.runs).toHaveLength(2);
	});

	test.each([404, 500])('starts a run when the record cannot be read: %i', async (status) => {
		await trigger.publish({}, { fetchRecord: true });
		trigger.proxy.setFaults(() => ({ status }));
		await deliverAll([confirmed, confirmed], 1000);
		// Hero has no such record, then and now: nothing has changed.
		expect(trigger.n8n.runs).toHaveLength(status === 404 ? 1 : 2);
		await deliverAll([rescheduled, rescheduled], 1000);
		expect(trigger.n8n.runs).toHaveLength(status === 404 ? 3 : 4);
	});

	test('signed before another event is a duplicate, and starts no run', async () => {
		const delivery = trigger.signed(eventOf('1'), { at: Date.now() - 2000 });
		await deliver(trigger.n8n, delivery);
		await deliverEvent(trigger.n8n, eventOf('1', cancelled));
		expect(await deliver(trigger.n8n, delivery)).toEqual(duplicateResponse);
		expect(eventsOfRuns()).toEqual([confirmed, cancelled]);
	});
});

describe('an event without an ID', () => {
	const nameless = { ...eventOf('1'), id: undefined };

	test.each([nameless, { ...nameless, id: null }, { ...nameless, id: '' }])(
		'%j starts a run for each new signature, and none for a repeated delivery',
		async (event) => {
			const deliveries = [0, 1000].map((later) =>
				trigger.signed(event, { at: Date.now() + later }),
			);
			for (const delivery of deliveries)
				expect((await deliver(trigger.n8n, delivery)).body).toBe('');
			for (const delivery of deliveries)
				expect(await deliver(trigger.n8n, delivery)).toEqual(duplicateResponse);
			expect(trigger.n8n.runs).toHaveLength(2);
		},
	);
});

describe('a list of events', () => {
	test('starts one run with an item for each selected event', async () => {
		const unwanted = eventOf('3', 'prescription.issued');
		const { status } = await deliverEvent(trigger.n8n, [eventOf('1'), eventOf('2'), unwanted]);
		expect(status).toBe(200);
		expect(trigger.n8n.runs.map((items) => items?.map(({ id }) => id))).toEqual([['1', '2']]);
	});

	test('has one item for repeated events of a record, and another one after a different event', async () => {
		const names = [confirmed, confirmed, cancelled, confirmed];
		await deliverEvent(
			trigger.n8n,
			names.map((name) => eventOf('1', name)),
		);
		expect(trigger.n8n.runs[0]?.map(({ event }) => event)).toEqual([
			confirmed,
			cancelled,
			confirmed,
		]);
	});

	test('that is repeated starts no run, nor do its events alone', async () => {
		const delivery = trigger.signed([eventOf('1'), eventOf('2')]);
		await deliver(trigger.n8n, delivery);
		expect(await deliver(trigger.n8n, delivery)).toEqual(duplicateResponse);
		expect(await deliverEvent(trigger.n8n, eventOf('1'), { at: Date.now() + 1000 })).toEqual(
			duplicateResponse,
		);
	});

	test('with an unreadable part starts a run of the others, and the log mentions it', async () => {
		expect(
			(await deliverEvent(trigger.n8n, [eventOf('1'), 'x', {}, null, [eventOf('2')]])).status,
		).toBe(200);
		expect(trigger.ids()).toEqual(['1']);
		expect(trigger.n8n.log.at(-1)).toMatchObject({
			level: 'warn',
			message: expect.stringContaining('4'),
		});
	});
});
