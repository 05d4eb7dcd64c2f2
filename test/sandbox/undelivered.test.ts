import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { openSandbox, stoppedClock, type Clock } from '../support/sandbox/client';

const [percy, tess, edda] = ['97011', '97012', '97013'];
const [never, everySecond] = ['07700 900002', '07700 900003'];

let clock: Clock;
let sandbox: Sandbox;
let hero: AxiosInstance;

beforeEach(async () => {
	clock = stoppedClock();
	({ sandbox, hero } = await openSandbox({ now: clock.now }));
});
afterEach(() => sandbox.stop());

const send = async (body: object = {}) => {
	const message = { patient_id: '98765', message_type: 'sms', message_string: 'Please call us.' };
	const { status, data } = await hero.post('/v1/messages/send', { ...message, ...body });
	expect(status).toBe(200);
	return data.message_id as string;
};
const outcomeOf = async (id: string) => {
	clock.pass(5_000);
	return (await hero.get(`/v1/messages/${id}`)).data.status;
};
const sendAndWait = async (body?: object) => await outcomeOf(await send(body));

describe('a message that is never delivered is accepted, and ends as failed', () => {
	test.each([
		['to the own number of a patient', { patient_id: percy }],
		['to a one-time contact', { recipient_contact_detail: never }],
		['to the number in another form', { recipient_contact_detail: '+447700900002' }],
		['to an email address', { patient_id: edda, message_type: 'email' }],
		[
			'to an email address as a one-time contact',
			{ message_type: 'email', recipient_contact_detail: 'Perm-Fail@example.com' },
		],
	])('%s', async (_, body) => {
		const id = await send(body);
		expect((await hero.get(`/v1/messages/${id}`)).data.status).toBe('queued');
		expect(await outcomeOf(id)).toBe('failed');
		expect((await hero.get(`/v1/messages/${id}`)).data).not.toHaveProperty('sent_at');
		expect(await sendAndWait(body)).toBe('failed');
	});
});

describe('a message that is not delivered for the moment', () => {
	test.each([
		['to the own number of a patient', { patient_id: tess }],
		['to a one-time contact', { recipient_contact_detail: everySecond }],
	])('arrives when it is sent again, %s', async (_, body) => {
		expect(await sendAndWait(body)).toBe('failed');
		expect(await sendAndWait(body)).toBe('delivered');
		expect(await sendAndWait(body)).toBe('failed');
	});
});

test('the other channels and a one-time contact of a patient with such a number are delivered', async () => {
	expect(await sendAndWait({ patient_id: percy, message_type: 'nhs_app' })).toBe('delivered');
	expect(await sendAndWait({ patient_id: percy, message_type: 'hero' })).toBe('delivered');
	const elsewhere = { patient_id: percy, recipient_contact_detail: '07700 900123' };
	expect(await sendAndWait(elsewhere)).toBe('delivered');
});

describe('a batch', () => {
	const sendBatch = async (channel: string, patientIds: string[]) => {
		const { data } = await hero.post('/v1/batch_message', {
			...{ name: 'Reviews', channel, subject: 'Review', content: 'Your review is due.' },
			recipients: patientIds.map((patient_id) => ({ patient_id })),
		});
		await hero.patch(`/v1/batch_message/${data.id}/send`);
		clock.pass(60_000);
		return (await hero.get(`/v1/batch_message/${data.id}/messages`)).data.data;
	};

	test('tells which messages were not delivered, and why', async () => {
		expect(await sendBatch('SMS', ['98765', percy, tess])).toMatchObject([
			{ patient_id: '98765', status: 'SUCCESS' },
			{ patient_id: percy, status: 'ERROR', failure_reason: expect.stringContaining('permanent') },
			{ patient_id: tess, status: 'ERROR', failure_reason: expect.stringContaining('temporary') },
		]);
		expect(await sendBatch('SMS', [percy, tess])).toMatchObject([
			{ status: 'ERROR' },
			{ status: 'SUCCESS' },
		]);
	});

	test('can be by email', async () => {
		expect(await sendBatch('EMAIL', ['98765', edda])).toMatchObject([
			{ status: 'SUCCESS' },
			{ status: 'ERROR', failure_reason: expect.stringContaining('permanent') },
		]);
	});
});

test('no other patient has one of these numbers', async () => {
	const large = await openSandbox({ patients: 2_000 });
	await large.sandbox.stop();
	const owners = [...large.sandbox.patients.values()].filter(({ mobile }) =>
		[never, everySecond].includes(String(mobile)),
	);
	expect(owners.map(({ id }) => id)).toEqual([percy, tess]);
});
