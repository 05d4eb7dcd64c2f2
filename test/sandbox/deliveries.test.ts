import { createHmac } from 'crypto';
import axios, { type AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { validationErrorOf, openSandbox, stoppedClock } from '../support/sandbox/client';
import { openReceiver, type Received, type Receiver } from '../support/sandbox/receiver';

const SIGNING_KEY = 'example-signing-key';
const MINUTE = 60_000;
const sam = '98765';

let sandbox: Sandbox;
let hero: AxiosInstance;
let receiver: Receiver;

beforeEach(async () => {
	const settings = { delivery_wait_ms: 20 };
	({ sandbox, hero } = await openSandbox({ now: stoppedClock().now, settings }));
	receiver = await openReceiver();
});
afterEach(async () => {
	await sandbox.stop();
	await receiver.close();
});

const subscribe = async (event_type: string, more: object = {}, group = '1042') => {
	const body = { event_type, url: receiver.url, signing_key: SIGNING_KEY, ...more };
	const headers = { 'x-practice-group-id': group };
	return (await hero.post('/v1/webhooks', body, { headers })).data.id as string;
};

/** Makes an event happen and waits for all its deliveries. */
const play = async (event: string, id = '9', more: object = {}) => {
	const answer = await hero.post('/_sandbox/events', { event, id, ...more });
	await sandbox.whenIdle();
	return answer;
};

const events = () => receiver.received.map(({ body }) => JSON.parse(body));
const timestampOf = ({ headers }: Received) => headers['x-herohealth-timestamp'];
const signatureOf = ({ headers }: Received) => headers['x-herohealth-signature'];
const hmacOf = (delivery: Received) =>
	createHmac('sha256', SIGNING_KEY).update(`${timestampOf(delivery)}.${delivery.body}`);

describe('a delivery', () => {
	test('has the ids of the record and nothing more', async () => {
		await subscribe('prescription.issued');
		await play('prescription.issued', '3001');
		const [{ headers, body }] = receiver.received;
		expect(headers['content-type']).toBe('application/json');
		expect(JSON.parse(body)).toEqual({
			...{ object: 'Prescription', id: '3001' },
			...{ practice_group_id: '1042', event: 'prescription.issued' },
		});
	});

	test('is sent to every webhook of its event and practice group, and to no other', async () => {
		await subscribe('prescription.issued');
		await subscribe('prescription.issued');
		await subscribe('appointment.confirmed');
		await subscribe('prescription.issued', {}, '1043');
		await play('prescription.issued');
		expect(events()).toHaveLength(2);
		await play('prescription.issued', '10', { practice_group_id: '1043' });
		expect(events().slice(2)).toMatchObject([{ id: '10', practice_group_id: '1043' }]);
	});

	test('has the headers of its webhook, which cannot replace its own', async () => {
		const headers = { 'X-Tenant': 'example-road', 'content-type': 'text/plain' };
		await subscribe('prescription.issued', { headers });
		await play('prescription.issued');
		expect(receiver.received[0].headers).toMatchObject({
			'x-tenant': 'example-road',
			'content-type': 'application/json',
		});
	});

	test('is not signed without a key', async () => {
		await subscribe('prescription.issued', { signing_key: undefined });
		await play('prescription.issued');
		expect(timestampOf(receiver.received[0])).toBeUndefined();
		expect(signatureOf(receiver.received[0])).toBeUndefined();
	});
});

describe('the signature', () => {
	beforeEach(() => subscribe('prescription.issued'));

	test('is the HMAC of timestamp and body, in hex', async () => {
		await play('prescription.issued');
		const [delivery] = receiver.received;
		expect(signatureOf(delivery)).toBe(hmacOf(delivery).digest('hex'));
	});

	test('can be in base64, with a prefix, or absent', async () => {
		for (const signature of ['base64', 'sha256=hex', 'none'] as const) {
			sandbox.changeSettings({ signature });
			await play('prescription.issued');
		}
		const [base64, prefixed, none] = receiver.received;
		expect(signatureOf(base64)).toBe(hmacOf(base64).digest('base64'));
		expect(signatureOf(prefixed)).toBe(`sha256=${hmacOf(prefixed).digest('hex')}`);
		expect([signatureOf(none), timestampOf(none)]).toEqual([undefined, undefined]);
	});

	test.each([
		['seconds', /^\d{10}$/, (text: string) => Number(text) * 1_000],
		['milliseconds', /^\d{13}$/, Number],
		['iso', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, Date.parse],
	] as const)('has a timestamp of the real time in %s', async (timestamp, form, read) => {
		sandbox.changeSettings({ timestamp });
		await play('prescription.issued');
		const [delivery] = receiver.received;
		expect(timestampOf(delivery)).toMatch(form);
		expect(Math.abs(read(timestampOf(delivery)) - Date.now())).toBeLessThan(MINUTE);
		expect(signatureOf(delivery)).toBe(hmacOf(delivery).digest('hex'));
	});

	test.each([-600, 600])('is of a clock that is %d seconds off', async (clock_skew_seconds) => {
		sandbox.changeSettings({ clock_skew_seconds });
		await play('prescription.issued');
		const expected = Date.now() / 1_000 + clock_skew_seconds;
		const [delivery] = receiver.received;
		expect(Math.abs(Number(timestampOf(delivery)) - expected)).toBeLessThan(60);
		expect(signatureOf(delivery)).toBe(hmacOf(delivery).digest('hex'));
	});
});

describe('copies', () => {
	beforeEach(() => subscribe('prescription.issued'));

	test('duplicates have the same bytes and headers', async () => {
		sandbox.changeSettings({ duplicates: 2 });
		await play('prescription.issued');
		const [first, ...others] = receiver.received;
		expect(others).toEqual([first, first]);
		expect(sandbox.deliveries.map(({ reason }) => reason).sort()).toEqual([
			'duplicate',
			'duplicate',
			'event',
		]);
	});

	test('re-signed duplicates each have their own timestamp and signature', async () => {
		sandbox.changeSettings({ resigned_duplicates: 2 });
		await play('prescription.issued');
		const { received } = receiver;
		expect(new Set(received.map(({ body }) => body)).size).toBe(1);
		expect(new Set(received.map(timestampOf)).size).toBe(3);
		for (const one of received) expect(signatureOf(one)).toBe(hmacOf(one).digest('hex'));
	});

	test('a rejected copy is not retried', async () => {
		sandbox.changeSettings({ duplicates: 1, delivery_tries: 2 });
		receiver.reactWith(500);
		await play('prescription.issued');
		expect(receiver.received).toHaveLength(4);
	});
});

describe('a delivery that is not accepted', () => {
	beforeEach(() => subscribe('prescription.issued'));

	test('is retried until it is accepted, with a new timestamp each time', async () => {
		sandbox.changeSettings({ timestamp: 'milliseconds' });
		receiver.reactWith(500, 301, 'breaks', 204);
		await play('prescription.issued');
		const { received } = receiver;
		expect(new Set(received.map(timestampOf)).size).toBe(4);
		for (const one of received) expect(signatureOf(one)).toBe(hmacOf(one).digest('hex'));
		expect(sandbox.deliveries).toMatchObject([
			{ attempt: 1, reason: 'event', status: 500, answer: 'Thank you' },
			{ attempt: 2, reason: 'retry', status: 301 },
			{ attempt: 3, reason: 'retry', status: undefined, code: 'ECONNRESET' },
			{ attempt: 4, reason: 'retry', status: 204 },
		]);
	});

	test('is retried with exponential backoff', async () => {
		receiver.reactWith(500);
		await play('prescription.issued');
		const times = sandbox.deliveries.map(({ at }) => Date.parse(at));
		const waits = times.slice(1).map((time, index) => time - times[index]);
		[20, 40, 80, 160].forEach((least, index) =>
			expect(waits[index]).toBeGreaterThanOrEqual(least - 2),
		);
	});

	test('is abandoned after five attempts, or the set number', async () => {
		receiver.reactWith(500);
		await play('prescription.issued');
		expect(receiver.received).toHaveLength(5);
		sandbox.changeSettings({ delivery_tries: 2 });
		await play('prescription.issued');
		expect(receiver.received).toHaveLength(7);
	});

	test('is retried after a timeout', async () => {
		sandbox.changeSettings({ delivery_timeout_ms: 300 });
		receiver.reactWith('keeps silent', 200);
		await play('prescription.issued');
		expect(sandbox.deliveries[0]).toMatchObject({ attempt: 1, code: 'ETIMEDOUT', answer: '' });
		expect(sandbox.deliveries.at(-1)).toMatchObject({ status: 200 });
	});

	test('is retried when the port is closed', async () => {
		await receiver.close();
		await play('prescription.issued');
		expect(sandbox.deliveries).toHaveLength(5);
		expect(sandbox.deliveries[4]).toMatchObject({ attempt: 5, code: 'ECONNREFUSED', answer: '' });
	});

	test('is dropped when its webhook is deleted', async () => {
		receiver.reactWith(500);
		sandbox.changeSettings({ delivery_wait_ms: 300 });
		await hero.post('/_sandbox/events', { event: 'prescription.issued', id: '9' });
		sandbox.webhooks.clear();
		await sandbox.whenIdle();
		expect(receiver.received.length).toBeLessThanOrEqual(1);
	});
});

describe('in the background', () => {
	test('a silent receiver holds up neither the request nor the other subscriptions', async () => {
		const other = await openReceiver();
		sandbox.changeSettings({ delivery_timeout_ms: 60_000 });
		receiver.reactWith('keeps silent');
		for (let count = 0; count < 10; count++) await subscribe('prescription.issued');
		await subscribe('prescription.issued', { url: other.url });
		for (let count = 0; count < 10; count++) {
			const event = { event: 'prescription.issued', id: String(count) };
			expect((await hero.post('/_sandbox/events', event)).status).toBe(200);
		}
		await until(() => other.received.length === 10);
		await other.close();
	});

	test('one webhook gets eight deliveries at once, and the rest later', async () => {
		await subscribe('prescription.issued');
		sandbox.changeSettings({ delivery_timeout_ms: 60_000, delivery_tries: 1 });
		receiver.reactWith('keeps silent');
		for (let id = 0; id < 12; id++) {
			await hero.post('/_sandbox/events', { event: 'prescription.issued', id });
		}
		await until(() => receiver.received.length >= 8);
		expect(receiver.received).toHaveLength(8);
		receiver.reactWith(200);
		receiver.breakSilentConnections();
		await sandbox.whenIdle();
		expect(receiver.received).toHaveLength(12);
	});

	test('stopping the sandbox aborts deliveries in flight', async () => {
		await subscribe('prescription.issued');
		sandbox.changeSettings({ delivery_timeout_ms: 60_000, delivery_wait_ms: 60_000 });
		receiver.reactWith(500, 'keeps silent');
		for (const id of ['1', '2']) {
			await hero.post('/_sandbox/events', { event: 'prescription.issued', id });
		}
		await until(() => receiver.received.length === 2);
		await sandbox.stop();
		await sandbox.whenIdle();
		expect(receiver.received).toHaveLength(2);
	});

	async function until(isSo: () => boolean): Promise<void> {
		while (!isSo()) await hero.get('/_sandbox/deliveries');
	}
});

describe('the record of deliveries', () => {
	test('has each attempt with its outcome', async () => {
		const webhookId = await subscribe('prescription.issued');
		await play('prescription.issued', '3001');
		expect((await hero.get('/_sandbox/deliveries')).data).toEqual([
			{
				...{ id: '1', webhook_id: webhookId, event: 'prescription.issued', object_id: '3001' },
				...{ url: receiver.url, attempt: 1, reason: 'event', status: 200, answer: 'Thank you' },
				at: expect.stringMatching(/^\d{4}-.*Z$/),
				duration_ms: expect.any(Number),
				headers: expect.objectContaining({ 'X-Herohealth-Signature': expect.any(String) }),
				body: receiver.received[0].body,
			},
		]);
	});

	test('can be filtered by event, and cleared', async () => {
		await subscribe('prescription.issued');
		await subscribe('patient.added-to-sequence');
		await play('prescription.issued');
		await play('patient.added-to-sequence');
		const { data } = await hero.get('/_sandbox/deliveries?event=patient.added-to-sequence');
		expect(data).toMatchObject([{ event: 'patient.added-to-sequence' }]);
		expect((await hero.delete('/_sandbox/deliveries')).status).toBe(204);
		expect(sandbox.deliveries).toEqual([]);
	});

	test('lets a delivery be replayed byte for byte, once', async () => {
		await subscribe('prescription.issued');
		await play('prescription.issued');
		receiver.reactWith(401);
		const { status, data } = await hero.post('/_sandbox/deliveries/1/replay');
		expect([status, data]).toEqual([200, expect.objectContaining({ reason: 'replay' })]);
		expect(data).toMatchObject({ id: '2', attempt: 1, status: 401 });
		const [first, ...others] = receiver.received;
		expect(others).toEqual([first]);
		expect((await hero.post('/_sandbox/deliveries/9/replay')).status).toBe(404);
	});
});

describe('emitted events', () => {
	const time = {
		...{ practitioner_id: '12', location_id: '5', appointment_type_id: '32', duration: 15 },
		start_time: '2026-03-19T10:00:00Z',
	};
	const hold = async (body: object = {}) =>
		(await hero.post('/v1/appointments', { ...time, patient_id: sam, ...body })).data.id as string;

	test('for booking and cancelling an appointment', async () => {
		await subscribe('appointment.confirmed');
		await subscribe('appointment.cancelled');
		const id = await hold();
		expect(sandbox.deliveries).toEqual([]);
		await hero.patch(`/v1/appointments/${id}/book`);
		await sandbox.whenIdle();
		await hero.patch(`/v1/appointments/${id}/cancel`);
		await sandbox.whenIdle();
		expect(events()).toEqual(
			['appointment.confirmed', 'appointment.cancelled'].map((event) => ({
				...{ object: 'Appointment', id, practice_group_id: '1042', event },
			})),
		);
	});

	test('for rescheduling an appointment', async () => {
		await subscribe('appointment.rescheduled');
		const id = await hold();
		await hero.patch(`/v1/appointments/${id}/book`);
		const later = { start_time: '2026-03-19T10:30:00Z' };
		expect((await hero.patch(`/v1/appointments/${id}/reschedule`, later)).status).toBe(200);
		await sandbox.whenIdle();
		expect(events()).toMatchObject([{ object: 'Appointment', id }]);
	});

	test('none for a rejected booking', async () => {
		await subscribe('appointment.confirmed');
		await hero.patch('/v1/appointments/1/book');
		await hero.patch(`/v1/appointments/${await hold({ patient_id: undefined })}/book`);
		await sandbox.whenIdle();
		expect(receiver.received).toEqual([]);
	});

	test('for the practice group of the request', async () => {
		await subscribe('appointment.confirmed', {}, '1043');
		const id = await hold();
		const headers = { 'x-practice-group-id': '1043' };
		await hero.patch(`/v1/appointments/${id}/book`, {}, { headers });
		await sandbox.whenIdle();
		expect(events()).toMatchObject([{ id, practice_group_id: '1043' }]);
	});

	test('for the actions of a patient with an appointment', async () => {
		await subscribe('appointment.confirmed');
		await subscribe('appointment.cancelled');
		const id = await hold();
		const booked = await hero.post(`/_sandbox/appointments/${id}/book`);
		expect(booked.data).toMatchObject({ id, booking_confirmed_at: '2026-03-16T08:00:00Z' });
		await sandbox.whenIdle();
		const cancelled = await hero.post(`/_sandbox/appointments/${id}/cancel`);
		expect(cancelled.data).toMatchObject({ id, can_be_cancelled: false });
		await sandbox.whenIdle();
		expect(events().map(({ event }) => event)).toEqual([
			'appointment.confirmed',
			'appointment.cancelled',
		]);
		expect((await hero.post(`/_sandbox/appointments/${id}/cancel`)).status).toBe(400);
		expect((await hero.post('/_sandbox/appointments/1/book')).status).toBe(404);
		expect(sandbox.ledger.filter(({ path }) => path.endsWith('/book'))).toEqual([]);
	});

	test('for a submitted form, whose response can then be read', async () => {
		await subscribe('form-submission.created');
		const form = '/_sandbox/forms/204/submissions';
		const appointment_id = await hold();
		const { status, data } = await hero.post(form, { patient_id: sam, appointment_id });
		expect(status).toBe(200);
		await sandbox.whenIdle();
		expect(events()).toEqual([
			{
				...{ object: 'FormSubmission', id: data.id },
				...{ practice_group_id: '1042', event: 'form-submission.created' },
			},
		]);
		expect((await hero.get(`/v1/form_response/${data.id}`)).data).toMatchObject({
			...{ id: Number(data.id), form_id: 204, client_id: Number(sam) },
			appointment_id: Number(appointment_id),
		});
		expect((await hero.post('/_sandbox/forms/1/submissions', { patient_id: sam })).status).toBe(
			404,
		);
		expect(validationErrorOf(await hero.post(form)).path).toEqual(['body', 'patient_id']);
	});

	test('each of the nine events for any record by the admin API', async () => {
		const objects = {
			...{ 'appointment.confirmed': 'Appointment', 'appointment.cancelled': 'Appointment' },
			...{ 'appointment.rescheduled': 'Appointment', 'prescription.issued': 'Prescription' },
			...{ 'patient.medical-record-updated': 'Patient', 'patient.added-to-sequence': 'Patient' },
			...{
				'write-to-record.succeeded': 'WriteToRecord',
				'write-to-record.failed': 'WriteToRecord',
			},
			...{ 'form-submission.created': 'FormSubmission' },
		};
		for (const event of Object.keys(objects)) {
			await subscribe(event);
			expect((await play(event)).data).toEqual({ announced: true });
		}
		expect(events().map(({ event, object }) => [event, object])).toEqual(Object.entries(objects));
	});

	test('none for an unknown event, without an id or for a foreign group', async () => {
		expect(validationErrorOf(await play('appointment.moved'))).toMatchObject({
			code: 'invalid_enum_value',
			path: ['body', 'event'],
		});
		const event = { event: 'prescription.issued' };
		expect(validationErrorOf(await hero.post('/_sandbox/events', event)).path).toEqual([
			'body',
			'id',
		]);
		expect(
			validationErrorOf(await play('prescription.issued', '9', { practice_group_id: '9' })).path,
		).toEqual(['body', 'practice_group_id']);
		expect(
			validationErrorOf(await hero.post('/_sandbox/events', ['prescription.issued'])).path,
		).toEqual(['body']);
	});
});

describe('writing to the health record', () => {
	beforeEach(async () => {
		await subscribe('write-to-record.succeeded');
		await subscribe('write-to-record.failed');
	});

	const send = async (body: object) => {
		const text = { message_type: 'nhs_app', message_string: 'Your review is due.' };
		const answer = await hero.post('/v1/messages/send', { patient_id: sam, ...text, ...body });
		await sandbox.whenIdle();
		return answer.data;
	};
	const entryOf = async (id: string) => (await hero.get(`/v1/messages/${id}`)).data.write_to_record;

	test('emits an event when it is automatic', async () => {
		await send({});
		expect(receiver.received).toEqual([]);
		const { message_id: id } = await send({ auto_write_to_record: true });
		const event = 'write-to-record.succeeded';
		expect(events()).toEqual([{ object: 'WriteToRecord', id, practice_group_id: '1042', event }]);
	});

	test('emits one event when it is approved', async () => {
		const { message_id, confirm_write_to_record_url: url } = await send({ write_to_record: true });
		expect((await axios.get(url)).data).toContain('not in the health record');
		expect(receiver.received).toEqual([]);
		expect((await axios.post(url)).data).toContain('is in the health record');
		await axios.post(url);
		await sandbox.whenIdle();
		expect(events()).toMatchObject([{ id: message_id, event: 'write-to-record.succeeded' }]);
		expect(await entryOf(message_id)).toHaveProperty('write_to_record_at');
		expect((await hero.post('/s/confirm-1')).status).toBe(404);
	});

	test('fails while the setting says so, and can be retried', async () => {
		sandbox.changeSettings({ write_to_record_fails: true });
		const { message_id, confirm_write_to_record_url: url } = await send({ write_to_record: true });
		await axios.post(url);
		await sandbox.whenIdle();
		expect(await entryOf(message_id)).toHaveProperty('failure_reason');
		expect(await entryOf(message_id)).not.toHaveProperty('write_to_record_at');
		sandbox.changeSettings({ write_to_record_fails: false });
		await axios.post(url);
		await sandbox.whenIdle();
		expect(await entryOf(message_id)).not.toHaveProperty('failure_reason');
		expect(events().map(({ event }) => event)).toEqual([
			'write-to-record.failed',
			'write-to-record.succeeded',
		]);
	});

	test('fails for a patient who has no health record', async () => {
		const { data } = await hero.post('/v1/patients/register', {
			...{ first_name: 'Kit', last_name: 'Newcomer', dob: '2001-02-03', mobile: '07700 900999' },
		});
		await send({ patient_id: data.patient_id, auto_write_to_record: true });
		expect(events()).toMatchObject([{ event: 'write-to-record.failed' }]);
	});
});
