import type { IDataObject } from 'n8n-workflow';

import { appointment, simpleAppointment } from '../support/engine/records';
import { fileText } from '../support/repository';
import { subscriptionsOf, triggerParameters } from '../support/trigger/heroSubscriptions';
import { posted, received, rehearsalOf, unsigned } from '../support/trigger/rehearsal';
import {
	deliver,
	deliverEvent,
	eventOf,
	signDelivery,
	withHeaders,
	type DeliveryRequest,
} from '../support/trigger/signedDelivery';
import { confirmed, setUpTrigger } from '../support/trigger/triggerSetup';

const trigger = setUpTrigger(triggerParameters, { isPublished: false });
const { subscriptions } = subscriptionsOf(trigger);
const { setMode, postTestEvent, marks } = rehearsalOf(trigger);

/** The key and the token of the subscriptions for a test event. */
const testKeys = () => {
	const [one] = subscriptions().filter(({ url }) => url === trigger.n8n.testUrl);
	return { signingKey: one.signing_key!, token: one.headers!['x-n8n-token'] };
};

describe('an event without token and signature', () => {
	test.each(['rehearsal', 'ownContact'])(
		'starts a run while n8n listens in the mode "%s", and ends that',
		async (mode) => {
			setMode(mode);
			await trigger.n8n.listen();
			expect(await postTestEvent()).toEqual({ status: 200, body: '' });
			expect(trigger.n8n.runs).toEqual([
				[{ ...eventOf('48213'), received_at: expect.any(String), rehearsal: posted }],
			]);
			expect((await postTestEvent()).status).toBe(404);
		},
	);

	test('starts a run whenever it is posted, also with a timestamp', async () => {
		setMode('rehearsal');
		const delivery = withHeaders(unsigned(), { 'x-herohealth-timestamp': '1' });
		for (const one of [unsigned(), unsigned(), delivery, delivery]) {
			await trigger.n8n.listen();
			await postTestEvent(one);
		}
		expect(marks()).toEqual([posted, posted, posted, posted]);
	});

	test('is refused in Live while n8n listens', async () => {
		await trigger.n8n.listen();
		expect((await postTestEvent()).status).toBe(401);
		expect(trigger.n8n.runs).toEqual([]);
	});

	test.each(['tokenAndSignature', 'signature', 'token'])(
		'is refused by a published workflow, also in Rehearsal and while n8n listens (%s)',
		async (verification) => {
			const parameters = { ...triggerParameters, options: { verification } };
			trigger.n8n.parameters = parameters;
			const refused = async () => (await deliver(trigger.n8n, unsigned())).status;
			setMode('rehearsal');
			await trigger.n8n.activate();
			expect(await refused()).toBe(401);
			await trigger.n8n.listen();
			expect(await refused()).toBe(401);
			await trigger.n8n.deactivate();
			setMode('live');
			await trigger.n8n.activate();
			setMode('rehearsal');
			expect(await refused()).toBe(401);
			expect(trigger.n8n.runs).toEqual([]);
		},
	);

	test('is refused with what to do by a workflow that was published in Rehearsal', async () => {
		setMode('rehearsal');
		await trigger.n8n.activate();
		expect((await deliver(trigger.n8n, unsigned())).body).toContain(
			'The credential is in Rehearsal, so this trigger has no keys',
		);
	});

	test.each<[number, string, DeliveryRequest]>([
		[200, 'of an event that is not chosen', unsigned(eventOf('1', 'prescription.issued'))],
		[200, 'of another practice group', unsigned({ ...eventOf('1'), practice_group_id: '1043' })],
		[400, 'of no event', unsigned({ id: '1' })],
		[400, 'of no JSON', withHeaders(unsigned('{'), { 'content-type': 'application/hero+json' })],
		[413, 'that is too long', unsigned({ ...eventOf('1'), more: 'x'.repeat(1024 * 1024) })],
		[415, 'of another content type', withHeaders(unsigned(), { 'content-type': 'text/plain' })],
	])(
		'gets %i and starts no run, and n8n goes on listening: one %s',
		async (status, _, delivery) => {
			setMode('rehearsal');
			await trigger.n8n.listen();
			expect((await postTestEvent(delivery)).status).toBe(status);
			expect(trigger.n8n.runs).toEqual([]);
			await postTestEvent();
			expect(trigger.n8n.runs).toHaveLength(1);
		},
	);

	test.each<[unknown, IDataObject]>([
		['1042', {}],
		[undefined, {}],
		['1043', { practiceGroupId: '1043' }],
	])('of the practice group %p starts a run with the options %j', async (group, options) => {
		setMode('rehearsal');
		trigger.n8n.parameters = { ...triggerParameters, options } as never;
		await trigger.n8n.listen();
		await postTestEvent(unsigned({ ...eventOf('1'), practice_group_id: group }));
		expect(trigger.n8n.runs).toHaveLength(1);
	});

	test('stores nothing with a published workflow', async () => {
		await trigger.n8n.activate();
		const stored = trigger.n8n.staticData;
		setMode('rehearsal');
		await trigger.n8n.listen();
		await postTestEvent();
		expect(trigger.n8n.staticData).toEqual(stored);
	});

	test('is the one that docs/trigger.md shows', async () => {
		const [, body] = /^ +-d '(.+)'$/m.exec(fileText('docs/trigger.md'))!;
		setMode('rehearsal');
		await trigger.n8n.listen();
		await postTestEvent(unsigned(body));
		expect(marks()).toEqual([posted]);
	});
});

describe('while n8n listens in Rehearsal, an event with a token or a signature', () => {
	const forged = { signingKey: 'forged', token: 'forged' };

	test.each(['x-n8n-token', 'x-herohealth-signature'])(
		'is refused when its %s does not fit',
		async (name) => {
			setMode('rehearsal');
			await trigger.n8n.listen();
			const { headers } = signDelivery(forged, eventOf('48213'));
			const delivery = withHeaders(unsigned(), { [name]: headers[name] });
			expect((await postTestEvent(delivery)).status).toBe(401);
			expect((await postTestEvent(signDelivery(forged, eventOf('48213')))).status).toBe(401);
			expect(trigger.n8n.runs).toEqual([]);
		},
	);

	test('is accepted when Hero signed it for a listening that began in Live', async () => {
		await trigger.n8n.listen();
		const keys = testKeys();
		setMode('rehearsal');
		const altered = signDelivery(keys, eventOf('48213'), { key: 'forged' });
		expect((await postTestEvent(altered)).status).toBe(401);
		expect((await postTestEvent(signDelivery(keys, eventOf('48213')))).status).toBe(200);
		expect(marks()).toEqual([received]);
	});
});

describe('in a rehearsal', () => {
	const start = async (parameters: IDataObject) => {
		trigger.n8n.parameters = { events: [confirmed], ...parameters } as never;
		await trigger.n8n.activate();
		setMode('rehearsal');
		trigger.proxy.setFaults(() => ({ status: 200, body: appointment('48213') }));
	};
	const items = () => trigger.n8n.runs.flatMap((run) => run ?? []);

	test.each<[string, IDataObject, IDataObject]>([
		['a simplified record', {}, { record: simpleAppointment('48213') }],
		['a whole record', { simplify: false }, { record: appointment('48213') }],
		['no record', { fetchRecord: false }, {}],
	])('an item with %s has one more key', async (_, parameters, record) => {
		await start(parameters);
		await deliverEvent(trigger.n8n, eventOf('48213'));
		setMode('live');
		await deliverEvent(trigger.n8n, eventOf('48214'));
		const received_at = expect.any(String);
		expect(items()).toEqual([
			{ ...eventOf('48213'), received_at, ...record, rehearsal: received },
			{ ...eventOf('48214'), received_at, ...record },
		]);
	});

	test('every item of a list of events is marked, and none can bring a mark of its own', async () => {
		await start({ fetchRecord: false });
		await deliverEvent(trigger.n8n, [{ ...eventOf('1'), rehearsal: false }, eventOf('2')]);
		expect(marks()).toEqual([received, received]);
	});

	test('a posted event is fetched and filtered as well', async () => {
		await start({ filters: { patientIds: '98766' } });
		await trigger.n8n.listen();
		expect((await postTestEvent()).body).toBe('{"message":"Left out by a filter"}');
		await trigger.n8n.stopListening();
		trigger.n8n.parameters = { events: [confirmed], filters: { patientIds: '98765' } };
		await trigger.n8n.listen();
		await postTestEvent();
		expect(items()).toMatchObject([{ record: { id: '48213' }, rehearsal: posted }]);
	});

	test('a repeat starts no second run, and deliveries are verified as in Live', async () => {
		await start({});
		const delivery = trigger.signed();
		await deliver(trigger.n8n, delivery);
		await deliver(trigger.n8n, delivery);
		const altered = trigger.signed(eventOf('48214'), { key: 'forged' });
		expect((await deliver(trigger.n8n, altered)).status).toBe(401);
		expect(marks()).toEqual([received]);
	});

	test('an event is marked although its record could not be read', async () => {
		await start({});
		trigger.n8n.credentials.baseUrl = 'http://example.com';
		await deliverEvent(trigger.n8n, eventOf('48213'));
		expect(items()).toMatchObject([{ record: null, rehearsal: received }]);
	});
});
