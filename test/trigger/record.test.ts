import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { appointment, patient, simpleAppointment, simplePatient } from '../support/engine/records';
import { clientOf } from '../support/sandbox/client';
import type { Fault } from '../support/trigger/faultyProxy';
import { deliverEvent, eventOf } from '../support/trigger/signedDelivery';
import { cancelled, confirmed, rescheduled, setUpTrigger } from '../support/trigger/triggerSetup';

const updated = 'patient.medical-record-updated';
const submitted = 'form-submission.created';
const events = [
	confirmed,
	cancelled,
	rescheduled,
	updated,
	'patient.added-to-sequence',
	'prescription.issued',
	'write-to-record.failed',
	submitted,
];

const trigger = setUpTrigger({ events });

const publish = async (parameters: INodeParameters) =>
	await trigger.n8n.publish({ ...trigger.n8n.parameters, ...parameters });

const items = () => trigger.n8n.runs.map((run) => run?.[0]);
const records = () => items().map((item) => item?.record);
const answers = (fault: Fault) => trigger.proxy.setFaults(() => fault);
const hasRecord = (record: IDataObject) => answers({ status: 200, body: record });
const requestsMade = (method = 'GET') =>
	trigger.proxy.requests.filter(
		(one) => one.method === method && !one.path.startsWith('/v1/webhooks'),
	);

describe('Fetch Record', () => {
	const client = () => clientOf(trigger.hero);
	const emitEvent = async (event: string, id: string) => {
		await client().post('/_sandbox/events', { event, id });
		await trigger.hero.whenIdle();
	};

	test('reads the appointment that was booked', async () => {
		const { data: slots } = await client().get('/v1/slots');
		const [{ appointment_type_id, location_id, practitioner_id, start_time }] = slots.data;
		const { data: held } = await client().post('/v1/appointments', {
			...{ appointment_type_id, location_id, practitioner_id, start_time },
			...{ duration: 15, patient_id: '98765' },
		});
		await client().patch(`/v1/appointments/${held.id}/book`, {});
		await trigger.hero.whenIdle();
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
		expect(requestsMade().map(({ path }) => path)).toEqual([`/v1/appointments/${held.id}`]);
	});

	test.each([updated, 'patient.added-to-sequence'])('reads the patient of %s', async (event) => {
		await emitEvent(event, '98765');
		expect(records()).toMatchObject([{ hero_id: '98765', last_name: 'Testpatient' }]);
	});

	test('reads the form response', async () => {
		const { data: forms } = await client().get('/v1/forms');
		const [form] = forms.data;
		await client().post(`/_sandbox/forms/${form.id}/submissions`, { patient_id: '98765' });
		await trigger.hero.whenIdle();
		expect(records()).toMatchObject([{ client_id: 98765 }]);
	});

	test('adds the record, simplified or whole', async () => {
		hasRecord(appointment('48213'));
		await deliverEvent(trigger.n8n, eventOf('48213'));
		await publish({ simplify: false });
		await deliverEvent(trigger.n8n, eventOf('48214'));
		expect(records()).toEqual([simpleAppointment('48213'), appointment('48213')]);
	});

	test('keeps in the simplified record that a patient has died or is restricted', async () => {
		const contactFields = { deceased_at: '2026-02-01T00:00:00Z', restricted: true };
		hasRecord({ ...patient('98765'), ...contactFields });
		await deliverEvent(trigger.n8n, eventOf('98765', updated));
		expect(records()).toEqual([{ ...simplePatient('98765'), ...contactFields }]);
	});

	test('keeps the fields that decide on contact with Simplify', async () => {
		const deceased_at = '2026-03-01T00:00:00Z';
		const contact = { deceased_at, restricted: true, status: 'archived' };
		hasRecord({ hero_id: '98765', last_name: 'Testpatient', care_of: 'x', ...contact });
		await deliverEvent(trigger.n8n, eventOf('98765', updated));
		expect(records()).toEqual([expect.objectContaining({ hero_id: '98765', ...contact })]);
		expect(records()[0]).not.toHaveProperty('care_of');
	});

	test('leaves a record of another form than documented whole', async () => {
		hasRecord({ appointment: { number: 1 } });
		await deliverEvent(trigger.n8n, eventOf('48213'));
		expect(records()).toEqual([{ appointment: { number: 1 } }]);
	});

	test('when off sends no request and adds nothing', async () => {
		await publish({ fetchRecord: false });
		await deliverEvent(trigger.n8n, eventOf('48213'));
		expect(Object.keys(items()[0]!)).toEqual([...Object.keys(eventOf('48213')), 'received_at']);
		expect(requestsMade()).toEqual([]);
	});

	test('uses the practice group in Options', async () => {
		await publish({ options: { practiceGroupId: '1043' } });
		await deliverEvent(trigger.n8n, { ...eventOf('1'), practice_group_id: '1043' });
		expect(requestsMade()[0].headers['x-practice-group-id']).toBe('1043');
	});

	test.each(['prescription.issued', 'write-to-record.failed'])(
		'says that Hero documents no call for %s',
		async (event) => {
			await deliverEvent(trigger.n8n, eventOf('1', event));
			expect(items()).toMatchObject([
				{ record: null, record_reason: 'Hero documents no call that reads this record' },
			]);
			expect(requestsMade()).toEqual([]);
		},
	);
});

describe('when the record cannot be read, the event has the reason:', () => {
	test.each<[Fault, string]>([
		[{ status: 404 }, "Hero did not find what 'ID' names"],
		[{ status: 400 }, 'Hero did not accept the values'],
		[{ status: 401 }, 'Hero refused the API key for this practice group'],
		[{ status: 403 }, 'Hero refused the API key for this practice group'],
		[{ status: 500 }, 'Hero could not process the request (status 500)'],
		[{ status: 204 }, 'Hero answered with nothing'],
		[{ status: 200, body: '<html>' }, 'Hero answered with something other than data'],
		[{ status: 302 }, 'Hero answered with status 302'],
	])('%j: %s', async (fault, reason) => {
		answers(fault);
		expect((await deliverEvent(trigger.n8n, eventOf('48213'))).status).toBe(200);
		expect(items()).toEqual([
			{ ...eventOf('48213'), received_at: expect.any(String), record: null, record_reason: reason },
		]);
	});

	test.each(['..', '.', ''])('an ID "%s" that would change the path', async (id) => {
		await deliverEvent(trigger.n8n, eventOf(id));
		expect(items()).toMatchObject([{ id, record: null, record_reason: "'ID' is not an ID" }]);
		expect(requestsMade()).toEqual([]);
	});

	test('an ID with a path in it stays one segment', async () => {
		await deliverEvent(trigger.n8n, eventOf('1/../../admins?x=1#'));
		expect(requestsMade().map(({ path }) => path)).toEqual([
			'/v1/appointments/1%2F..%2F..%2Fadmins%3Fx%3D1%23',
		]);
		expect(items()).toHaveLength(1);
	});

	test('the reason contains none of the sent values', async () => {
		answers({
			status: 400,
			body: { message: [{ path: ['x'], expected: `demo-key ${trigger.n8n.activation().token}` }] },
		});
		await deliverEvent(trigger.n8n, eventOf('48213'));
		const told = JSON.stringify([trigger.n8n.runs, trigger.n8n.log]);
		for (const secret of [
			'demo-key',
			trigger.n8n.activation().token,
			trigger.n8n.activation().signingKey,
		]) {
			expect(told).not.toContain(secret);
		}
	});

	test('a Hero that is silent, busy or endless is given five seconds', async () => {
		const began = Date.now();
		const faults: Record<string, Fault> = {
			silent: 'noResponse',
			dripping: 'endlessResponse',
			busy: { status: 503 },
			limited: { status: 429 },
			broken: 'responseLost',
		};
		trigger.proxy.setFaults(({ path }) => faults[path.split('/').at(-1)!]);
		const took = await Promise.all(
			Object.keys(faults).map(async (id) => {
				await deliverEvent(trigger.n8n, eventOf(id));
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

test('a credential that cannot be read loses no event', async () => {
	trigger.n8n.credentials.baseUrl = 'no address';
	await deliverEvent(trigger.n8n, eventOf('1'));
	expect(items()).toMatchObject([{ id: '1', record: null, record_reason: expect.any(String) }]);
});
