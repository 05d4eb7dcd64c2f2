import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import {
	validationErrorOf,
	openSandbox,
	stoppedClock,
	type Clock,
} from '../support/sandbox/client';
import type { Patient } from '../../sandbox/practice/model';

let clock: Clock;
let sandbox: Sandbox;
let hero: AxiosInstance;

beforeEach(async () => {
	clock = stoppedClock();
	({ sandbox, hero } = await openSandbox({ now: clock.now }));
});
afterEach(() => sandbox.stop());

const sam = { nhs_number: '999 000 0018', dob: '1990-12-31T00:00:00Z' };
const stranger = { nhs_number: '9998880009', dob: '1990-12-31T00:00:00Z' };
const create = (body: object = {}) =>
	hero.post('/v1/batch_message', {
		...{ name: 'Asthma reviews', channel: 'SMS', content: 'Your review is due.' },
		recipients: [sam],
		...body,
	});
const created = async (body?: object): Promise<string> => (await create(body)).data.id;
const send = (id: string) => hero.patch(`/v1/batch_message/${id}/send`);
const read = async (id: string, part = '', params: object = {}) =>
	(await hero.get(`/v1/batch_message/${id}${part}`, { params })).data;
const statusOf = async (id: string) => (await read(id)).status;
const statusesOf = async (id: string, part: string) =>
	(await read(id, part)).data.map(({ status }: { status: string }) => status);
const listBatches = async (status: string) =>
	(await hero.get('/v1/batch_message', { params: { status } })).data.data.map(
		({ id }: { id: string }) => id,
	);
const patientsWithMobile = (count: number) =>
	[...sandbox.practice.patients.values()].filter(({ mobile }) => mobile).slice(0, count);
const addressOf = ({ nhs_number, dob }: Patient) => ({ nhs_number, dob: `${dob}T00:00:00Z` });

describe('a new batch', () => {
	test('is a draft that can be read, and sends nothing', async () => {
		const { status, data } = await create();
		expect(status).toBe(200);
		expect(data).toEqual({
			id: expect.any(String),
			name: 'Asthma reviews',
			status: 'CREATED',
			channel: 'SMS',
			content: 'Your review is due.',
		});
		clock.pass(60_000);
		expect(await read(data.id)).toEqual(data);
		expect((await read(data.id, '/messages')).count).toBe(0);
		expect(sandbox.practice.messages.size).toBe(0);
	});

	test('looks its recipients up among the patients', async () => {
		const id = await created({ recipients: [sam, stranger, { nhs_number: '1' }, {}] });
		expect(await statusesOf(id, '/recipients')).toEqual([
			...['CREATED', 'CREATED', 'INVALID_PAYLOAD', 'INVALID_PAYLOAD'],
		]);
		clock.pass(1_000);
		expect((await read(id, '/recipients')).data[0]).toEqual({
			id: '1',
			nhs_number: '9990000018',
			dob: '1990-12-31',
			patient_id: '98765',
			status: 'ENRICHED',
		});
		const { data, count } = await read(id, '/recipients', { status: 'ENRICHMENT_ERROR' });
		expect([count, data[0].nhs_number]).toEqual([1, '9998880009']);
	});

	test('requires the date of birth to match', async () => {
		const id = await created({ recipients: [{ ...sam, dob: '1990-12-30T00:00:00Z' }] });
		clock.pass(1_000);
		expect(await statusesOf(id, '/recipients')).toEqual(['ENRICHMENT_ERROR']);
	});

	test('needs a recipient, a known channel and, by email, a subject', async () => {
		expect(validationErrorOf(await create({ recipients: [] })).path).toEqual([
			'body',
			'recipients',
		]);
		expect(validationErrorOf(await create({ channel: 'FAX' })).path).toEqual(['body', 'channel']);
		expect(validationErrorOf(await create({ channel: 'EMAIL' })).path).toEqual(['body', 'subject']);
		expect((await create({ channel: 'EMAIL', subject: 'Your review' })).status).toBe(200);
	});
});

describe('a batch that is sent', () => {
	test('is pending, then sending, then completed', async () => {
		const id = await created();
		expect((await send(id)).data).toMatchObject({ id, status: 'PENDING' });
		clock.pass(1_000);
		expect(await statusOf(id)).toBe('SENDING');
		clock.pass(5_000);
		expect(await statusOf(id)).toBe('COMPLETED');
	});

	test('creates a message for each recipient', async () => {
		const id = await created();
		await send(id);
		expect(await statusesOf(id, '/messages')).toEqual(['CREATED']);
		clock.pass(1_000);
		expect(await statusesOf(id, '/messages')).toEqual(['QUEUED']);
		clock.pass(1_000);
		expect(await statusesOf(id, '/messages')).toEqual(['SENT']);
		clock.pass(4_000);
		const [message] = (await read(id, '/messages')).data;
		expect(message).toMatchObject({ patient_id: '98765', status: 'SUCCESS' });
		expect((await hero.get(`/v1/messages/${message.id}`)).data).toMatchObject({
			status: 'delivered',
			campaign: { id, name: 'Asthma reviews' },
			sent_at: '2026-03-16T08:00:02Z',
		});
	});

	test('sends one message after another', async () => {
		const id = await created({ recipients: patientsWithMobile(300).map(addressOf) });
		await send(id);
		clock.pass(3_000);
		const states = new Set(
			(await read(id, '/messages', { page_size: 200 })).data.map(
				({ status }: { status: string }) => status,
			),
		);
		expect(states).toEqual(new Set(['SENT', 'QUEUED']));
		expect((await read(id, '/messages', { status: 'SENT' })).count).toBe(101);
	});

	test('fails for unreachable recipients, with the reason', async () => {
		const unreachable = [...sandbox.practice.patients.values()].find(
			({ mobile }) => mobile === null,
		) as Patient;
		const id = await created({ recipients: [addressOf(unreachable), sam, stranger] });
		await send(id);
		clock.pass(10_000);
		expect((await read(id, '/messages')).data).toEqual([
			{
				id: expect.any(String),
				patient_id: unreachable.id,
				status: 'ERROR',
				failure_reason: 'The patient has no mobile number',
			},
			expect.objectContaining({ patient_id: '98765', status: 'SUCCESS' }),
		]);
		expect(await statusOf(id)).toBe('COMPLETED');
	});

	test('is completed even if no recipient was found', async () => {
		const id = await created({ recipients: [stranger] });
		await send(id);
		clock.pass(1_000);
		expect([await statusOf(id), (await read(id, '/messages')).count]).toEqual(['COMPLETED', 0]);
	});

	test('can be sent once only', async () => {
		const id = await created();
		const answers = await Promise.all(Array.from({ length: 5 }, () => send(id)));
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
		expect(validationErrorOf(await send(id)).code).toBe('already_sent');
		expect(sandbox.practice.messages.size).toBe(1);
	});
});

test('the list can be filtered by preparation status', async () => {
	const [draft, sent] = [await created(), await created()];
	const nobody = await created({ recipients: [stranger] });
	expect(await listBatches('CREATED')).toEqual([draft, sent, nobody]);
	clock.pass(1_000);
	await send(sent);
	expect(await listBatches('ENRICHED')).toEqual([draft]);
	expect(await listBatches('QUEUED')).toEqual([sent]);
	expect(await listBatches('ENRICHMENT_ERROR')).toEqual([nobody]);
	expect((await hero.get('/v1/batch_message?page_size=2&page_index=1')).data).toMatchObject({
		count: 3,
		data: [{ id: nobody }],
	});
});

test.each(['', '/recipients', '/messages'])('an unknown batch has no %s', async (part) => {
	expect((await hero.get(`/v1/batch_message/1${part}`)).status).toBe(404);
	expect((await send('1')).status).toBe(404);
});
