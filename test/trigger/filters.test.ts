import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { appointment } from '../support/engine/records';
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

const answers = (fault: Fault) => trigger.proxy.setFaults(() => fault);
const hasRecord = (record: IDataObject) => answers({ status: 200, body: record });

describe('Filters', () => {
	const filtered = async (filters: INodeParameters, record: IDataObject, event = confirmed) => {
		await publish({ filters });
		hasRecord(record);
		const answer = await deliverEvent(trigger.n8n, eventOf('1', event));
		expect(answer.status).toBe(200);
		return trigger.n8n.runs.length === 1;
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

	test('for a missing field let the event pass', async () => {
		expect(await filtered({ locationIds: ['6'] }, { id: '1', patient_id: '98765' })).toBe(true);
	});

	test.each<object>([
		{ location_id: { toString: 1 } },
		{ location_id: [{ toString: 1 }] },
		{ location_id: { id: 6 } },
	])('for a field without an ID let the event pass: %j', async (record) => {
		expect(await filtered({ locationIds: ['6'] }, { id: '1', ...record })).toBe(true);
	});

	test('use the whole record, also with Simplify', async () => {
		expect(await filtered({ patientIds: '98766' }, { client_id: 98765 }, submitted)).toBe(false);
	});

	test('let an event pass when its record cannot be read or does not exist', async () => {
		await publish({ filters: { patientIds: '1', locationIds: ['1'], appointmentTypeIds: ['1'] } });
		answers({ status: 500 });
		await deliverEvent(trigger.n8n, eventOf('1'));
		await deliverEvent(trigger.n8n, eventOf('1', 'prescription.issued'));
		expect(trigger.n8n.runs).toHaveLength(2);
	});

	test('are ignored without Fetch Record', async () => {
		await publish({ fetchRecord: false, filters: { patientIds: '1' } });
		await deliverEvent(trigger.n8n, eventOf('1'));
		expect(trigger.n8n.runs).toHaveLength(1);
	});

	test('respond that the event was filtered out, and start no run', async () => {
		await publish({ filters: { patientIds: '1' } });
		hasRecord(whole);
		expect(await deliverEvent(trigger.n8n, eventOf('1'))).toEqual({
			status: 200,
			body: '{"message":"Left out by a filter"}',
		});
		expect(trigger.n8n.runs).toEqual([]);
	});
});
