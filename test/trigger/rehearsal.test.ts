import { received, rehearsalOf } from '../support/trigger/rehearsal';
import {
	rejection,
	subscriptionsOf,
	threeEvents,
	triggerParameters,
} from '../support/trigger/heroSubscriptions';
import { deliverEvent, eventOf } from '../support/trigger/signedDelivery';
import { cancelled, confirmed, rescheduled, setUpTrigger } from '../support/trigger/triggerSetup';

const trigger = setUpTrigger(triggerParameters, { isPublished: false });
const { subscribedEvents, ids } = subscriptionsOf(trigger);
const { setMode, writes, logged, postTestEvent, marks } = rehearsalOf(trigger);

describe.each(['rehearsal', 'ownContact', 'unknown'])('in the mode "%s"', (mode) => {
	describe('nothing is written at Hero', () => {
		beforeEach(() => setMode(mode));

		test('when the workflow is published, changed and unpublished', async () => {
			await trigger.n8n.activate();
			await trigger.n8n.publish({ ...triggerParameters, events: [confirmed] });
			await trigger.n8n.reactivateAtStart();
			await trigger.n8n.deactivate();
			expect(writes()).toEqual([]);
			expect(trigger.n8n.staticData).toEqual({});
			expect(logged('warn')).toEqual([]);
		});

		test('when n8n listens for a test event, with and without one', async () => {
			await trigger.n8n.listen();
			await trigger.n8n.stopListening();
			await trigger.n8n.listen();
			expect((await postTestEvent()).status).toBe(200);
			expect(writes()).toEqual([]);
		});

		test('when Hero cannot be reached, or cannot reach n8n', async () => {
			trigger.proxy.setFaults(() => ({ status: 500 }));
			await trigger.n8n.activate();
			await trigger.n8n.deactivate();
			Object.assign(trigger.n8n.credentials, { environment: 'production' });
			trigger.n8n.send = () => {
				throw new Error('A request was sent');
			};
			await trigger.n8n.activate();
			await trigger.n8n.deactivate();
			expect(writes()).toEqual([]);
		});

		test('when n8n does not publish the workflow, and undoes what there is', async () => {
			trigger.n8n.parameters = { events: [] };
			const message = await rejection(trigger.n8n.activate());
			expect(message).toBe("'Trigger On' is empty: choose an event");
			await rejection(trigger.n8n.listen());
			expect(writes()).toEqual([]);
		});

		test('in the place of a live publication that Hero refused', async () => {
			setMode('live');
			trigger.proxy.setFaults(({ method }, index) => {
				if (method === 'DELETE') return { status: 500 };
				return method === 'POST' && index === 2 ? { status: 400 } : undefined;
			});
			await rejection(trigger.n8n.activate());
			trigger.proxy.setFaults(() => undefined);
			const [before, kept] = [writes(), trigger.n8n.staticData];
			setMode(mode);
			await trigger.n8n.activate();
			await trigger.n8n.deactivate();
			expect(writes()).toEqual(before);
			expect(trigger.n8n.staticData).toEqual(kept);
			setMode('live');
			await trigger.n8n.activate();
			expect(subscribedEvents()).toEqual(threeEvents);
		});
	});

	describe('a live workflow that is switched to it', () => {
		const start = async () => {
			await trigger.n8n.activate();
			const { signingKey, token } = trigger.n8n.activation();
			const live = { ids: ids(), keys: { signingKey, token }, stored: trigger.n8n.staticData };
			const before = writes();
			setMode(mode);
			return { live, before };
		};
		const deliverNew = async (id: string) => {
			expect((await deliverEvent(trigger.n8n, eventOf(id))).status).toBe(200);
		};

		test('receives events by the same subscriptions, before, during and after it', async () => {
			const { live } = await start();
			setMode('live');
			await deliverNew('1');
			setMode(mode);
			await deliverNew('2');
			setMode('live');
			await deliverNew('3');
			expect(marks()).toEqual([undefined, received, undefined]);
			expect(ids()).toEqual(live.ids);
		});

		test('keeps its subscriptions, key and token when it is published again', async () => {
			const { live, before } = await start();
			await trigger.n8n.publish();
			await deliverNew('1');
			await trigger.n8n.reactivateAtStart();
			await deliverNew('2');
			expect(writes()).toEqual(before);
			setMode('live');
			await trigger.n8n.reactivateAtStart();
			await deliverNew('3');
			expect(ids()).toEqual(live.ids);
			expect(trigger.n8n.activation()).toMatchObject(live.keys);
			expect(marks()).toEqual([received, received, undefined]);
		});

		test('keeps their IDs when it is unpublished, and the next live publication uses them', async () => {
			const { live, before } = await start();
			await trigger.n8n.deactivate();
			expect(writes()).toEqual(before);
			expect(trigger.n8n.staticData).toEqual(live.stored);
			setMode('live');
			await trigger.n8n.activate();
			expect(writes()).toEqual(before);
			expect(ids()).toEqual(live.ids);
			await deliverNew('1');
			expect(marks()).toEqual([undefined]);
		});

		test('removes them when it is unpublished in Live later', async () => {
			await start();
			await trigger.n8n.deactivate();
			await trigger.n8n.activate();
			setMode('live');
			await trigger.n8n.deactivate();
			expect(ids()).toEqual([]);
			expect(trigger.n8n.activation()).toMatchObject({ subscriptions: [], left: [] });
		});

		test('has the events that were changed meanwhile from the next live publication on', async () => {
			const { live } = await start();
			await trigger.n8n.publish({ ...triggerParameters, events: [confirmed, cancelled] });
			expect((await deliverEvent(trigger.n8n, eventOf('1', rescheduled))).status).toBe(200);
			expect(trigger.n8n.runs).toEqual([]);
			expect(ids()).toEqual(live.ids);
			setMode('live');
			await trigger.n8n.publish();
			expect(subscribedEvents()).toEqual([confirmed, cancelled]);
			await deliverNew('2');
		});

		test('names the subscriptions that stay at Hero in the log when it is unpublished', async () => {
			const { live } = await start();
			await trigger.n8n.deactivate();
			const [warning, ...others] = logged('warn');
			expect(others).toEqual([]);
			expect(warning).toContain('Hero keeps 3 webhooks of this workflow');
			for (const id of live.ids) expect(warning).toContain(`${id} (`);
		});
	});
});

test('a switch to Rehearsal while n8n publishes the workflow ends that without a change', async () => {
	await trigger.n8n.activate();
	const [before, stored] = [writes(), trigger.n8n.staticData];
	trigger.hero.webhooks.clear();
	trigger.proxy.setFaults(() => {
		setMode('rehearsal');
		return undefined;
	});
	await trigger.n8n.reactivateAtStart();
	expect(writes()).toEqual(before);
	expect(trigger.n8n.staticData).toEqual(stored);
});

test('an exchange of the credential removes the live subscriptions as n8n unpublishes, and creates new ones in Live', async () => {
	await trigger.n8n.activate();
	await trigger.n8n.deactivate();
	const before = writes();
	setMode('rehearsal');
	await trigger.n8n.activate();
	await trigger.n8n.deactivate();
	expect(writes()).toEqual(before);
	setMode('live');
	await trigger.n8n.activate();
	expect(subscribedEvents()).toEqual(threeEvents);
	expect((await deliverEvent(trigger.n8n, eventOf('1'))).status).toBe(200);
	expect(marks()).toEqual([undefined]);
});

test('a listening that began in Live leaves its subscriptions to the next one', async () => {
	await trigger.n8n.listen();
	const before = writes();
	setMode('rehearsal');
	await trigger.n8n.stopListening();
	expect(writes()).toEqual(before);
	expect(subscribedEvents(trigger.n8n.testUrl)).toEqual(threeEvents);
	setMode('live');
	await trigger.n8n.listen();
	expect(subscribedEvents(trigger.n8n.testUrl)).toEqual(threeEvents);
	await trigger.n8n.stopListening();
	expect(ids()).toEqual([]);
});

describe('the log', () => {
	const registeredNone =
		'The Hero Health Trigger registered no webhook at Hero, since the credential is in Rehearsal: ';
	const goLive =
		'to go live, choose a credential whose Mode is Live and publish the workflow again.';

	test('says once that a publication registered no webhook, and how to go live', async () => {
		setMode('rehearsal');
		await trigger.n8n.activate();
		expect(logged('info')).toEqual([registeredNone + goLive]);
	});

	test('says that webhooks of an earlier live publication start the workflow', async () => {
		await trigger.n8n.activate();
		setMode('rehearsal');
		await trigger.n8n.reactivateAtStart();
		expect(logged('info')).toEqual([
			registeredNone + goLive,
			'Hero has 3 webhooks of an earlier live publication, whose events start the workflow.',
		]);
	});

	test('says where a test event has to be posted while n8n listens', async () => {
		setMode('rehearsal');
		await trigger.n8n.listen();
		expect(logged('info')).toEqual([
			`${registeredNone}post a test event to the Test URL of the node yourself.`,
		]);
	});

	test('says nothing of a rehearsal in Live', async () => {
		await trigger.n8n.activate();
		await trigger.n8n.deactivate();
		expect(JSON.stringify(trigger.n8n.log)).not.toContain('Rehearsal');
	});
});
