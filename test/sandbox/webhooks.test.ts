import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { validationErrorOf, openSandbox, stoppedClock } from '../support/sandbox/client';

const url = 'https://hooks.example.com/hero';
const confirmed = { event_type: 'appointment.confirmed', url };
const cancelled = { event_type: 'appointment.cancelled', url };
const fromSibling = { headers: { 'x-practice-group-id': '1043' } };

let sandbox: Sandbox;
let hero: AxiosInstance;

beforeEach(async () => {
	({ sandbox, hero } = await openSandbox({ now: stoppedClock().now }));
});
afterEach(() => sandbox.stop());

const subscribe = (body: object) => hero.post('/v1/webhooks', body);
const listWebhooks = async (config = {}) => (await hero.get('/v1/webhooks', config)).data;

describe('subscribing', () => {
	test('returns the webhook with its key and headers, but without the description', async () => {
		const secrets = { signing_key: 'example-signing-key', headers: { 'X-Tenant': 'example-road' } };
		const { status, data } = await subscribe({ ...confirmed, ...secrets, description: 'Ours' });
		expect(status).toBe(200);
		expect(data).toEqual({
			...{ id: '712', ...confirmed, ...secrets },
			...{ created_at: '2026-03-16T08:00:00Z', updated_at: '2026-03-16T08:00:00Z' },
		});
	});

	test('accepts the same URL several times', async () => {
		const first = await subscribe(confirmed);
		const second = await subscribe(confirmed);
		expect(second.data.id).not.toBe(first.data.id);
		expect((await listWebhooks()).count).toBe(2);
	});

	test.each(['ftp://hooks.example.com/hero', 'mailto:hero@example.com', 'http://', 'hooks'])(
		'to %s is rejected',
		async (address) => {
			const answer = await subscribe({ ...confirmed, url: address });
			expect(validationErrorOf(answer).path).toEqual(['body', 'url']);
		},
	);

	test('needs a URL and a known event', async () => {
		expect(validationErrorOf(await subscribe({ url })).path).toEqual(['body', 'event_type']);
		expect(
			validationErrorOf(await subscribe({ event_type: 'appointment.confirmed' })).path,
		).toEqual(['body', 'url']);
		expect(
			validationErrorOf(await subscribe({ url, event_type: 'appointment.moved' })),
		).toMatchObject({
			code: 'invalid_enum_value',
			path: ['body', 'event_type'],
		});
		const numbers = { headers: { 'X-Tenant': 7 } };
		expect(validationErrorOf(await subscribe({ ...confirmed, ...numbers })).code).toBe(
			'invalid_type',
		);
	});

	test('to form submissions works, unless the setting forbids it', async () => {
		const forms = { event_type: 'form-submission.created', url };
		expect((await subscribe(forms)).status).toBe(200);
		sandbox.changeSettings({ refuse_form_submission_events: true });
		const issue = validationErrorOf(await subscribe(forms));
		expect(issue).toMatchObject({ code: 'invalid_enum_value', path: ['body', 'event_type'] });
		expect(issue.expected.split(' or ')).toHaveLength(8);
		expect((await subscribe(confirmed)).status).toBe(200);
	});
});

describe('the list', () => {
	test('is empty at first and can be filtered by event', async () => {
		expect(await listWebhooks()).toEqual({ data: [], count: 0 });
		const { data: first } = await subscribe(confirmed);
		const { data: second } = await subscribe(cancelled);
		expect(await listWebhooks()).toEqual({ data: [first, second], count: 2 });
		const params = { event_type: 'appointment.cancelled' };
		expect(await listWebhooks({ params })).toEqual({ data: [second], count: 1 });
		expect((await listWebhooks({ params: { event_type: 'no.such-event' } })).count).toBe(0);
	});

	test('has the webhooks of its own practice group only', async () => {
		await subscribe(confirmed);
		const { data: theirs } = await hero.post('/v1/webhooks', cancelled, fromSibling);
		expect((await listWebhooks()).data).toMatchObject([confirmed]);
		expect((await listWebhooks(fromSibling)).data).toEqual([theirs]);
	});
});

describe('unsubscribing', () => {
	test('returns no body, and the id is never used again', async () => {
		const { data } = await subscribe(confirmed);
		const answer = await hero.delete(`/v1/webhooks/${data.id}`);
		expect([answer.status, answer.data]).toEqual([200, '']);
		expect((await hero.delete(`/v1/webhooks/${data.id}`)).status).toBe(404);
		expect((await listWebhooks()).count).toBe(0);
		expect((await subscribe(confirmed)).data.id).not.toBe(data.id);
	});

	test('is not possible for another practice group', async () => {
		const { data } = await subscribe(confirmed);
		expect((await hero.delete(`/v1/webhooks/${data.id}`, fromSibling)).status).toBe(404);
		expect((await listWebhooks()).count).toBe(1);
	});
});

describe('the admin API', () => {
	test('lists the webhooks of all practice groups, and deletes one', async () => {
		const { data } = await subscribe(confirmed);
		await hero.post('/v1/webhooks', { ...cancelled, description: 'Theirs' }, fromSibling);
		expect((await hero.get('/_sandbox/webhooks')).data).toMatchObject([
			{ ...confirmed, practice_group_id: '1042' },
			{ ...cancelled, practice_group_id: '1043', description: 'Theirs' },
		]);
		expect((await hero.delete(`/_sandbox/webhooks/${data.id}`)).status).toBe(204);
		expect((await hero.delete(`/_sandbox/webhooks/${data.id}`)).status).toBe(404);
		expect((await listWebhooks()).count).toBe(0);
		expect(sandbox.webhooks.size).toBe(1);
	});
});
