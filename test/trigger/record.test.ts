import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { appointment, patient, simpleAppointment, simplePatient } from '../support/engine/records';
import { clientOf } from '../support/sandbox/client';
import { eventOf, deliverEvent } from '../support/trigger/signedDelivery';
import { openFaultyProxy, type Fault, type FaultyProxy } from '../support/trigger/faultyProxy';
import { openN8n, type N8n } from '../support/trigger/n8n';

const confirmed = 'appointment.confirmed';
const updated = 'patient.medical-record-updated';
const submitted = 'form-submission.created';
const events = [
	confirmed,
	'appointment.cancelled',
	'appointment.rescheduled',
	updated,
	'patient.added-to-sequence',
	'prescription.issued',
	'write-to-record.failed',
	submitted,
];

let hero: Sandbox;
let proxy: FaultyProxy;
let n8n: N8n;

beforeAll(async () => {
	hero = await startSandbox({ settings: { delivery_tries: 1 } });
});
afterAll(() => hero.stop());
beforeEach(async () => {
	proxy = await openFaultyProxy(hero);
	n8n = await openN8n({ hero: proxy, parameters: { events } });
	await n8n.activate();
});
afterEach(async () => {
	hero.webhooks.clear();
	await n8n.stop();
	await proxy.close();
});

const publish = async (parameters: INodeParameters) =>
	await n8n.publish({ ...n8n.parameters, ...parameters });

const items = () => n8n.runs.map((run) => run?.[0]);
const records = () => items().map((item) => item?.record);
const answers = (fate: Fault) => proxy.setFaults(() => fate);
const hasRecord = (record: IDataObject) => answers({ status: 200, body: record });
const asked = (method = 'GET') =>
	proxy.requests.filter((one) => one.method === method && !one.path.startsWith('/v1/webhooks'));

describe('Fetch Record', () => {
	const client = () => clientOf(hero);
	const happens = async (event: string, id: string) => {
		await client().post('/_sandbox/events', { event, id });
		await hero.settled();
	};

	test('reads the appointment that was booked', async () => {
		const { data: slots } = await client().get('/v1/slots');
		const [{ appointment_type_id, location_id, practitioner_id, start_time }] = slots.data;
		const { data: held } = await client().post('/v1/appointments', {
			...{ appointment_type_id, location_id, practitioner_id, start_time },
			...{ duration: 15, patient_id: '98765' },
		});
		await client().patch(`/v1/appointments/${held.id}/book`, {});
		await hero.settled();
		expect(items()).toEqual([
			{
				...eventOf(held.id),
				received_at: expect.any(String),
				record: expect.objectContaining({
					id: held.id,
					patient_id: '98765',
					start_time,
					booking_confirmed_at: expect.any(String),
				}),
			},
		]);
		expect(asked().map(({ path }) => path)).toEqual([`/v1/appointments/${held.id}`]);
	});

	test.each([updated, 'patient.added-to-sequence'])('reads the patient of %s', async (event) => {
		await happens(event, '98765');
		expect(records()).toMatchObject([{ hero_id: '98765', last_name: 'Testpatient' }]);
	});

	test('reads the form response', async () => {
		const [form] = hero.practice.forms;
		await client().post(`/_sandbox/forms/${form.id}/submissions`, { patient_id: '98765' });
		await hero.settled();
		expect(records()).toMatchObject([{ client_id: 98765 }]);
	});

	test('adds the record in short, or whole without Simplify', async () => {
		hasRecord(appointment('48213'));
		await deliverEvent(n8n, eventOf('48213'));
		await publish({ simplify: false });
		await deliverEvent(n8n, eventOf('48214'));
		expect(records()).toEqual([simpleAppointment('48213'), appointment('48213')]);
	});

	test('tells in short, too, that a patient has died or is restricted', async () => {
		const decisive = { deceased_at: '2026-02-01T00:00:00Z', restricted: true };
		hasRecord({ ...patient('98765'), ...decisive });
		await deliverEvent(n8n, eventOf('98765', updated));
		expect(records()).toEqual([{ ...simplePatient('98765'), ...decisive }]);
	});

	test('keeps what decides on contact, whatever else Simplify leaves out', async () => {
		const deceased_at = '2026-03-01T00:00:00Z';
		const contact = { deceased_at, restricted: true, status: 'archived' };
		hasRecord({ hero_id: '98765', last_name: 'Testpatient', care_of: 'x', ...contact });
		await deliverEvent(n8n, eventOf('98765', updated));
		expect(records()).toEqual([expect.objectContaining({ hero_id: '98765', ...contact })]);
		expect(records()[0]).not.toHaveProperty('care_of');
	});

	test('leaves a record of another form than documented whole', async () => {
		hasRecord({ appointment: { number: 1 } });
		await deliverEvent(n8n, eventOf('48213'));
		expect(records()).toEqual([{ appointment: { number: 1 } }]);
	});

	test('that is off asks nothing and adds nothing', async () => {
		await publish({ fetchRecord: false });
		await deliverEvent(n8n, eventOf('48213'));
		expect(Object.keys(items()[0]!)).toEqual([...Object.keys(eventOf('48213')), 'received_at']);
		expect(asked()).toEqual([]);
	});

	test('asks for the practice group in Options', async () => {
		await publish({ options: { practiceGroupId: '1043' } });
		await deliverEvent(n8n, { ...eventOf('1'), practice_group_id: '1043' });
		expect(asked()[0].headers['x-practice-group-id']).toBe('1043');
	});

	test.each(['prescription.issued', 'write-to-record.failed'])(
		'says that Hero documents no call for %s',
		async (event) => {
			await deliverEvent(n8n, eventOf('1', event));
			expect(items()).toMatchObject([
				{ record: null, record_reason: 'Hero documents no call that reads this record' },
			]);
			expect(asked()).toEqual([]);
		},
	);
});

describe('where the record cannot be read, the event arrives with the reason:', () => {
	test.each<[Fault, string]>([
		[{ status: 404 }, "Hero did not find what 'ID' names"],
		[{ status: 400 }, 'Hero did not accept the values'],
		[{ status: 401 }, 'Hero refused the API key for this practice group'],
		[{ status: 403 }, 'Hero refused the API key for this practice group'],
		[{ status: 500 }, 'Hero could not process the request (status 500)'],
		[{ status: 204 }, 'Hero answered with nothing'],
		[{ status: 200, body: '<html>' }, 'Hero answered with something other than data'],
		[{ status: 302 }, 'Hero answered with status 302'],
	])('%j: %s', async (fate, reason) => {
		answers(fate);
		expect((await deliverEvent(n8n, eventOf('48213'))).status).toBe(200);
		expect(items()).toEqual([
			{ ...eventOf('48213'), received_at: expect.any(String), record: null, record_reason: reason },
		]);
	});

	test.each(['..', '.', ''])('an ID "%s" that would climb out of its place', async (id) => {
		await deliverEvent(n8n, eventOf(id));
		expect(items()).toMatchObject([{ id, record: null, record_reason: "'ID' is not an ID" }]);
		expect(asked()).toEqual([]);
	});

	test('an ID with a path in it stays one segment', async () => {
		await deliverEvent(n8n, eventOf('1/../../admins?x=1#'));
		expect(asked().map(({ path }) => path)).toEqual([
			'/v1/appointments/1%2F..%2F..%2Fadmins%3Fx%3D1%23',
		]);
		expect(items()).toHaveLength(1);
	});

	test('nothing that was sent is in the reason', async () => {
		answers({
			status: 400,
			body: { message: [{ path: ['x'], expected: `demo-key ${n8n.activation().token}` }] },
		});
		await deliverEvent(n8n, eventOf('48213'));
		const told = JSON.stringify([n8n.runs, n8n.log]);
		for (const secret of ['demo-key', n8n.activation().token, n8n.activation().signingKey]) {
			expect(told).not.toContain(secret);
		}
	});

	test('a Hero that is silent, busy or never comes to an end is waited for five seconds', async () => {
		const began = Date.now();
		const fates: Record<string, Fault> = {
			silent: 'noResponse',
			dripping: 'endlessResponse',
			busy: { status: 503 },
			limited: { status: 429 },
			broken: 'responseLost',
		};
		proxy.setFaults(({ path }) => fates[path.split('/').at(-1)!]);
		const took = await Promise.all(
			Object.keys(fates).map(async (id) => {
				await deliverEvent(n8n, eventOf(id));
				return [id, Math.round((Date.now() - began) / 1000)] as const;
			}),
		);
		expect(took.filter(([, seconds]) => seconds > 6)).toEqual([]);
		expect(items()).toHaveLength(5);
		for (const item of items()) {
			expect(item).toMatchObject({ record: null, record_reason: expect.any(String) });
		}
	}, 20_000);
});

describe('Filters', () => {
	const filtered = async (filters: INodeParameters, record: IDataObject, event = confirmed) => {
		await publish({ filters });
		hasRecord(record);
		const answer = await deliverEvent(n8n, eventOf('1', event));
		expect(answer.status).toBe(200);
		return n8n.runs.length === 1;
	};
	const whole = appointment('1');

	test.each<[INodeParameters, boolean]>([
		[{}, true],
		[{ appointmentTypeIds: [] }, true],
		[{ appointmentTypeIds: ['31'] }, true],
		[{ appointmentTypeIds: ['30', '31'] }, true],
		[{ appointmentTypeIds: ['30'] }, false],
		[{ locationIds: ['5'] }, true],
		[{ locationIds: ['6'] }, false],
		[{ patientIds: '' }, true],
		[{ patientIds: ' , ' }, true],
		[{ patientIds: '98765' }, true],
		[{ patientIds: ' 1, 98765 ,2' }, true],
		[{ patientIds: '9876' }, false],
		[{ patientIds: '={{ [98765, 98766] }}' }, true],
		[{ patientIds: '={{ 98765 }}' }, true],
		[{ appointmentTypeIds: ['31'], locationIds: ['6'] }, false],
		[{ appointmentTypeIds: ['31'], locationIds: ['5'], patientIds: '98765' }, true],
	])('%j of an appointment: %p', async (filters, passes) => {
		expect(await filtered(filters, whole)).toBe(passes);
	});

	test.each<[string, IDataObject, boolean]>([
		[updated, { hero_id: '98765' }, true],
		[updated, { hero_id: '98766' }, false],
		[submitted, { id: 1, client_id: 98765 }, true],
		[submitted, { id: 1, client_id: 98766 }, false],
	])('the patient of %s with %j: %p', async (event, record, passes) => {
		expect(await filtered({ patientIds: '98765' }, record, event)).toBe(passes);
	});

	test('of what the record lacks let it pass', async () => {
		expect(await filtered({ locationIds: ['6'] }, { id: '1', patient_id: '98765' })).toBe(true);
	});

	test.each<object>([
		{ location_id: { toString: 1 } },
		{ location_id: [{ toString: 1 }] },
		{ location_id: { id: 6 } },
	])('of a field that holds no ID let it pass: %j', async (record) => {
		expect(await filtered({ locationIds: ['6'] }, { id: '1', ...record })).toBe(true);
	});

	test('look at the whole record, whatever Simplify leaves of it', async () => {
		expect(await filtered({ patientIds: '98766' }, { client_id: 98765 }, submitted)).toBe(false);
	});

	test('let pass what could not be read, or has no record', async () => {
		await publish({ filters: { patientIds: '1', locationIds: ['1'], appointmentTypeIds: ['1'] } });
		answers({ status: 500 });
		await deliverEvent(n8n, eventOf('1'));
		await deliverEvent(n8n, eventOf('1', 'prescription.issued'));
		expect(n8n.runs).toHaveLength(2);
	});

	test('are not looked at without Fetch Record', async () => {
		await publish({ fetchRecord: false, filters: { patientIds: '1' } });
		await deliverEvent(n8n, eventOf('1'));
		expect(n8n.runs).toHaveLength(1);
	});

	test('answer that the event was left out, and start nothing', async () => {
		await publish({ filters: { patientIds: '1' } });
		hasRecord(whole);
		expect(await deliverEvent(n8n, eventOf('1'))).toEqual({
			status: 200,
			body: '{"message":"Left out by a filter"}',
		});
		expect(n8n.runs).toEqual([]);
	});
});

test('a credential that cannot be read loses no event', async () => {
	n8n.credentials.baseUrl = 'no address';
	await deliverEvent(n8n, eventOf('1'));
	expect(items()).toMatchObject([{ id: '1', record: null, record_reason: expect.any(String) }]);
});
