import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { validationErrorOf, openSandbox, stoppedClock } from '../support/sandbox/client';
import type { Patient } from '../../sandbox/practice/model';

const clock = stoppedClock();
let sandbox: Sandbox;
let hero: AxiosInstance;

beforeAll(async () => {
	({ sandbox, hero } = await openSandbox({ now: clock.now }));
});
afterAll(() => sandbox.stop());

const send = (body: object = {}) =>
	hero.post('/v1/messages/send', {
		patient_id: '98765',
		message_type: 'sms',
		message_string: 'Please book your review.',
		...body,
	});
const get = async (id: string) => (await hero.get(`/v1/messages/${id}`)).data;
const patientWithout = (contact: 'mobile' | 'email') =>
	[...sandbox.practice.patients.values()].find((one) => one[contact] === null) as Patient;

test('a message is queued, then sent, then delivered', async () => {
	const { status, data } = await send();
	expect(status).toBe(200);
	expect(data).toMatchObject({ content: 'Please book your review.', write_to_record: false });
	expect(await get(data.message_id)).toMatchObject({
		status: 'queued',
		patient: { id: '98765', title: 'Ms', first_name: 'Sam', last_name: 'Testpatient' },
	});
	clock.pass(1_000);
	expect(await get(data.message_id)).toMatchObject({ status: 'sent', sent_at: expect.any(String) });
	clock.pass(4_000);
	expect((await get(data.message_id)).status).toBe('delivered');
});

test('a message for later is scheduled', async () => {
	clock.set('2026-03-16T08:00:00Z');
	const { data } = await send({ send_at: '2026-03-16T12:00:00Z' });
	expect(data.send_at).toBe('2026-03-16T12:00:00Z');
	expect(await get(data.message_id)).toMatchObject({
		status: 'scheduled',
		scheduled_at: '2026-03-16T12:00:00Z',
	});
	clock.set('2026-03-16T12:00:00Z');
	expect((await get(data.message_id)).status).toBe('queued');
	expect(validationErrorOf(await send({ send_at: 'later' })).path).toEqual(['body', 'send_at']);
});

test.each([
	['sms', 'mobile'],
	['email', 'email'],
] as const)('%s needs somewhere to go', async (message_type, contact) => {
	const message = { message_type, patient_id: patientWithout(contact).id };
	expect(validationErrorOf(await send(message))).toMatchObject({
		code: 'missing_contact_detail',
		path: ['body', 'recipient_contact_detail'],
	});
	expect((await send({ ...message, recipient_contact_detail: '07700 900001' })).status).toBe(200);
	expect((await send({ ...message, message_type: 'nhs_app' })).status).toBe(200);
});

test('a patient and a link have to exist, a text must not be empty', async () => {
	expect(validationErrorOf(await send({ patient_id: '1' })).path).toEqual(['body', 'patient_id']);
	expect(validationErrorOf(await send({ short_link_id: '1' })).path).toEqual([
		'body',
		'short_link_id',
	]);
	expect(validationErrorOf(await send({ message_string: '' }))).toEqual({
		code: 'too_small',
		expected: '1 or more characters',
		path: ['body', 'message_string'],
	});
});

test('a health record entry waits for approval, or is written at once', async () => {
	const waiting = await send({ write_to_record: true, snomed_code: '195967001' });
	expect(waiting.data).toMatchObject({
		snomed_code: '195967001',
		confirm_write_to_record_url: expect.stringContaining(sandbox.url),
	});
	expect((await get(waiting.data.message_id)).write_to_record).not.toHaveProperty(
		'write_to_record_at',
	);
	const written = await send({ auto_write_to_record: true });
	expect((await get(written.data.message_id)).write_to_record).toMatchObject({
		write_to_record_at: '2026-03-16T12:00:00Z',
	});
});

test('templates can be filtered by follow-up', async () => {
	expect((await hero.get('/v1/templates')).data.count).toBe(3);
	expect((await hero.get('/v1/templates?has_follow_up=true')).data.count).toBe(1);
});

test('staff can be sorted by first name', async () => {
	const names = async (query: string) =>
		(await hero.get(`/v1/admins?${query}`)).data.data.map(
			({ first_name }: { first_name: string }) => first_name,
		);
	expect(await names('order_by=first_name')).toEqual(['Bobbie', 'Jo', 'Wren']);
	expect(await names('order_by=first_name&order_descending=true')).toEqual([
		'Wren',
		'Jo',
		'Bobbie',
	]);
	expect(await names('page_size=1&page_index=1')).toEqual(['Bobbie']);
});

test('forms can be filtered, and read with their questions', async () => {
	expect((await hero.get('/v1/forms')).data.count).toBe(3);
	expect((await hero.get('/v1/forms?search=ASTHMA')).data.data[0].id).toBe('204');
	expect((await hero.get('/v1/forms?reply_form=true')).data.data[0].id).toBe('205');
	expect((await hero.get('/v1/forms?form_type=appointment')).data.data[0].id).toBe('206');
	expect((await hero.get('/v1/forms/204')).data.fields).toHaveLength(2);
	expect((await hero.get('/v1/forms/1')).status).toBe(404);
});
