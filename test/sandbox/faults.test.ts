import type { AxiosInstance } from 'axios';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { Settings } from '../../sandbox/practice/settings';
import { clientOf, validationErrorOf, openSandbox, stoppedClock } from '../support/sandbox/client';

let sandbox: Sandbox;
let hero: AxiosInstance;

beforeEach(async () => {
	({ sandbox, hero } = await openSandbox());
});
afterEach(() => sandbox.stop());

const message = { patient_id: '98765', message_type: 'nhs_app', message_string: 'Hello' };
const send = () => hero.post('/v1/messages/send', message);
const timed = async (request: () => Promise<unknown>) => {
	const start = Date.now();
	await request();
	return Date.now() - start;
};

describe('the settings', () => {
	test('can be read, and changed in part', async () => {
		const { data } = await hero.get('/_sandbox/settings');
		expect(data).toEqual(sandbox.settings);
		expect(data).toMatchObject({ latency_ms: 0, signature: 'hex', delivery_tries: 5 });
		const changed = await hero.post('/_sandbox/settings', { latency_ms: 1, signature: 'base64' });
		expect(changed.data).toEqual({ ...data, latency_ms: 1, signature: 'base64' });
		expect(sandbox.settings).toEqual(changed.data);
	});

	test.each([
		['latency', 1, 'unrecognized_keys'],
		['toString', 1, 'unrecognized_keys'],
		['latency_ms', '1', 'invalid_value'],
		['latency_ms', -1, 'invalid_value'],
		['share_5xx', 1.1, 'invalid_value'],
		['duplicates', 0.5, 'invalid_value'],
		['delivery_tries', 0, 'invalid_value'],
		['signature', 'md5', 'invalid_value'],
		['retry_after', 'soon\r\n', 'invalid_value'],
		['refuse_writes', 'yes', 'invalid_value'],
		['clock_speed', null, 'invalid_value'],
	])('%s as %j is refused by name, and nothing is changed', async (name, value, code) => {
		const before = { ...sandbox.settings };
		const answer = await hero.post('/_sandbox/settings', { slow_ms: 7, [name]: value });
		expect(validationErrorOf(answer)).toMatchObject({ code, path: ['body', name] });
		expect(sandbox.settings).toEqual(before);
	});

	test('are an object', async () => {
		expect(validationErrorOf(await hero.post('/_sandbox/settings', [1])).path).toEqual(['body']);
	});

	test('can be set at the start and by changeSettings', async () => {
		const other = await startSandbox({ settings: { share_5xx: 1 } });
		expect((await clientOf(other).get('/v1/me')).status).toBe(503);
		other.changeSettings({ share_5xx: 0 });
		expect((await clientOf(other).get('/v1/me')).status).toBe(200);
		await other.stop();
	});

	test('affect the API of Hero only: the admin API always responds, and is not in the ledger', async () => {
		sandbox.changeSettings({ share_5xx: 1, share_broken_before: 1, latency_ms: 3_600_000 });
		expect((await hero.get('/_sandbox/state')).status).toBe(200);
		expect(sandbox.ledger).toEqual([]);
	});
});

describe('delayed responses', () => {
	test('every response is delayed by the latency', async () => {
		sandbox.changeSettings({ latency_ms: 60 });
		expect(await timed(() => hero.get('/v1/me'))).toBeGreaterThanOrEqual(59);
	});

	test('a share of them is delayed further', async () => {
		sandbox.changeSettings({ slow_share: 1, slow_ms: 80 });
		expect(await timed(() => hero.get('/v1/me'))).toBeGreaterThanOrEqual(79);
	});

	test('a request is carried out although its client has timed out', async () => {
		sandbox.changeSettings({ latency_ms: 60_000 });
		await expect(hero.post('/v1/messages/send', message, { timeout: 100 })).rejects.toThrow();
		expect(sandbox.practice.messages.size).toBe(1);
		expect(sandbox.ledger).toMatchObject([{ operationId: 'sendMessage', carriedOut: true }]);
	});

	test('stopping the sandbox does not wait for delayed responses', async () => {
		const late = await openSandbox({ settings: { latency_ms: 60_000 } });
		const call = late.hero.get('/v1/me').catch(() => 'gone');
		while (late.sandbox.ledger.length === 0) await hero.get('/_sandbox/state');
		await late.sandbox.stop();
		await call;
	});
});

describe('rate limit', () => {
	// The limit counts by this clock: on a slow machine a few requests take more than a second.
	let now: number;
	beforeEach(() => {
		now = Date.now();
		jest.spyOn(Date, 'now').mockImplementation(() => now);
	});
	afterEach(() => jest.restoreAllMocks());

	test('requests over the limit in one second get 429 and are not carried out', async () => {
		sandbox.changeSettings({ rate_limit_per_second: 3 });
		const answers = await Promise.all([send(), send(), send(), send(), send()]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
		expect(sandbox.practice.messages.size).toBe(3);
		expect(sandbox.ledger.filter(({ carriedOut }) => carriedOut)).toHaveLength(3);
	});

	test('a client that waits for Retry-After succeeds', async () => {
		sandbox.changeSettings({ rate_limit_per_second: 1 });
		await send();
		const { status, headers } = await send();
		expect([status, headers['retry-after']]).toEqual([429, '1']);
		now += Number(headers['retry-after']) * 1_000;
		expect((await send()).status).toBe(200);
	});

	test('Retry-After is in seconds, a date, absent, or any text', async () => {
		const retryAfterOf = async (retry_after: string) => {
			sandbox.changeSettings({ share_429: 1, retry_after });
			const { status, data, headers } = await hero.get('/v1/me');
			expect(status).toBe(429);
			expect(data).toEqual({ error: true, statusCode: 429, message: 'Too many requests' });
			return headers['retry-after'];
		};
		expect(await retryAfterOf('seconds')).toBe('1');
		expect(Date.parse(await retryAfterOf('date'))).toBeGreaterThan(Date.now());
		expect(await retryAfterOf('none')).toBeUndefined();
		expect(await retryAfterOf('0.05')).toBe('0.05');
		expect(await retryAfterOf('')).toBe('');
	});
});

describe('random faults', () => {
	test('a share of requests gets 503 and is not carried out', async () => {
		sandbox.changeSettings({ share_5xx: 0.5 });
		for (let count = 0; count < 20; count++) await send();
		const failed = sandbox.ledger.filter(({ status }) => status === 503);
		expect(failed.length).toBeGreaterThan(2);
		expect(failed.length).toBeLessThan(18);
		expect(failed.some(({ carriedOut }) => carriedOut)).toBe(false);
		expect(sandbox.practice.messages.size).toBe(20 - failed.length);
	});

	test('the same seed gives the same faults, and another seed different ones', async () => {
		const statuses = async (seed: number) => {
			const settings: Partial<Settings> = { share_5xx: 0.3, share_429: 0.3 };
			const other = await openSandbox({ seed, settings });
			for (let count = 0; count < 20; count++) await other.hero.get('/v1/me');
			await other.sandbox.stop();
			return other.sandbox.ledger.map(({ status }) => status);
		};
		expect(await statuses(7)).toEqual(await statuses(7));
		expect(await statuses(7)).not.toEqual(await statuses(8));
	});
});

describe('broken connections', () => {
	test('before the request: it is not carried out', async () => {
		sandbox.changeSettings({ share_broken_before: 1 });
		await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(sandbox.practice.messages.size).toBe(0);
		const [entry] = sandbox.ledger;
		expect(entry).toMatchObject({ operationId: 'sendMessage', body: message, cut: true });
		expect(entry).toMatchObject({ status: null, carriedOut: false });
	});

	test('before the response: the request is carried out', async () => {
		sandbox.changeSettings({ share_broken_after: 1 });
		await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(sandbox.practice.messages.size).toBe(1);
		expect(sandbox.ledger).toMatchObject([{ status: 200, carriedOut: true, cut: true }]);
	});

	test('a response that arrives is not marked as cut', async () => {
		await send();
		expect((await hero.get('/_sandbox/ledger')).data[0]).not.toHaveProperty('cut');
		await hero.post('/v1/messages/send', {});
		expect(sandbox.ledger).toMatchObject([
			{ status: 200, carriedOut: true },
			{ status: 400, carriedOut: false },
		]);
	});
});

test('a read-only key gets an error for every write', async () => {
	sandbox.changeSettings({ refuse_writes: true });
	expect((await send()).status).toBe(403);
	expect((await hero.get('/v1/me')).status).toBe(200);
	expect(sandbox.practice.messages.size).toBe(0);
	expect(sandbox.ledger[0]).toMatchObject({ status: 403, carriedOut: false });
});

describe('the clock of the practice', () => {
	test('runs at the set speed, and never jumps', async () => {
		const clock = stoppedClock();
		const { sandbox: practice, hero: client } = await openSandbox({ now: clock.now });
		const time = async () => {
			await client.get('/v1/me');
			return practice.ledger[practice.ledger.length - 1].at;
		};
		expect(await time()).toBe('2026-03-16T08:00:00.000Z');
		practice.changeSettings({ clock_speed: 60 });
		expect(await time()).toBe('2026-03-16T08:00:00.000Z');
		clock.pass(60_000);
		expect(await time()).toBe('2026-03-16T09:00:00.000Z');
		await client.post('/_sandbox/settings', { clock_speed: 0.5 });
		expect(await time()).toBe('2026-03-16T09:00:00.000Z');
		clock.pass(60_000);
		expect(await time()).toBe('2026-03-16T09:00:30.000Z');
		practice.changeSettings({ clock_speed: 0 });
		clock.pass(60_000);
		expect(await time()).toBe('2026-03-16T09:00:30.000Z');
		await practice.stop();
	});

	test('makes a hold lapse sooner', async () => {
		const clock = stoppedClock();
		const settings = { clock_speed: 60 };
		const { sandbox: practice, hero: client } = await openSandbox({ now: clock.now, settings });
		const { data } = await client.get('/v1/slots');
		const slot = data.data[data.data.length - 1];
		const held = await client.post('/v1/appointments', { ...slot, duration: 15 });
		clock.pass(16_000);
		const { data: state } = await client.get(`/v1/appointments/${held.data.id}/status`);
		expect(state.status).toBe('lapsed');
		await practice.stop();
	});
});
