import { createHmac } from 'node:crypto';

import axios from 'axios';

import { startSandbox } from '../../sandbox';
import {
	signatureForm,
	timestampForm,
} from '../../scripts/contract/observe/deliveries/signatureForm';
import { eventOf, signDelivery, type SignedDelivery } from '../../scripts/n8n/signedDelivery';
import { openSocket } from '../support/contractTools/openSocket';
import { runObserve, startObserve } from '../support/contractTools/runObserve';

const signingKey = 'canary-signing-key';
const subscription = { signingKey, token: 'canary-token' };

/** The address at which a started tool waits. */
const addressOf = async ({ untilSaid }: ReturnType<typeof startObserve>): Promise<string> =>
	await untilSaid(/http:\/\/127\.0\.0\.1:\d+(?= \(Ctrl-C)/);

/** What the tool says of these deliveries, which come one after another. */
async function reportOf(
	deliveries: SignedDelivery[],
	{ answer = '200', variables = { HERO_SIGNING_KEY: signingKey } as Record<string, string> } = {},
) {
	const started = startObserve(
		['--listen', '0', '--answer', answer, '--deliveries', String(deliveries.length)],
		variables,
	);
	const url = await addressOf(started);
	const statuses = [];
	for (const { headers, body } of deliveries) {
		const { status } = await axios.post(url, body, { headers, validateStatus: () => true });
		statuses.push(status);
	}
	const { stdout, exitCode } = await started.finished();
	return { stdout, exitCode, statuses };
}

describe('listening for deliveries', () => {
	test('tells signature, timestamp, headers, content type, event and form of a delivery', async () => {
		const { stdout, statuses } = await reportOf([signDelivery(subscription, eventOf('880042'))]);
		expect(statuses).toEqual([200]);
		expect(stdout).toContain(
			'Signature: lower-case hex: HMAC-SHA256 over timestamp.raw_body, with the signing key as text (1)',
		);
		expect(stdout).toContain('Timestamp: seconds since 1970 (1).');
		expect(stdout).toMatch(/Headers: .*x-herohealth-signature, x-herohealth-timestamp/);
		expect(stdout).toContain('Content type: application/json (1).');
		expect(stdout).toContain('A delivery holds: one event (1).');
		expect(stdout).toContain('Events: appointment.confirmed (1).');
		expect(stdout).toContain('No body came twice.');
		expect(stdout).not.toMatch(/canary|880042|1042/);
	});

	test('tells what repeats have in common, and fails them if it is asked to', async () => {
		const first = signDelivery(subscription, eventOf('1'), { encoding: 'base64' });
		const again = signDelivery(subscription, eventOf('1'), { timestamp: '2026-03-15T09:30:00Z' });
		const { stdout, statuses } = await reportOf([first, first, again], { answer: '500' });
		expect(statuses).toEqual([500, 500, 500]);
		expect(stdout).toMatch(
			/One body came 3 times, with \d+, \d+ seconds between: another timestamp, another signature/,
		);
		expect(stdout).toMatch(/Signature: base64: HMAC.* \(2\); lower-case hex: HMAC.* \(1\)/);
		expect(stdout).toContain('Timestamp: seconds since 1970 (2); ISO 8601 (1).');
	});

	test('tells a list of events, a new event and a field that the contract does not have', async () => {
		const events = [
			{ ...eventOf('1'), event_status: 'open' },
			{ ...eventOf('2'), event: 'patient.moved', canary: 1 },
			{ ...eventOf('3'), event: 'Canary Person' },
		];
		const { stdout, exitCode } = await reportOf([signDelivery(subscription, events)]);
		expect(exitCode).toBe(2);
		expect(stdout).toContain('A delivery holds: a list (1).');
		expect(stdout).toContain('(an event whose name is not shown) (1)');
		expect(stdout).toMatch(/new +event patient\.moved/);
		expect(stdout).toContain('event_status');
		expect(stdout).not.toMatch(/canary/i);
	});

	test('tells of a body that is no JSON and of a missing signature', async () => {
		const { stdout } = await reportOf([
			{ headers: { 'content-type': 'text/canary' }, body: 'canary' },
		]);
		expect(stdout).toContain('Signature: none (1).');
		expect(stdout).toContain('Content type: another content type (1).');
		expect(stdout).toContain('A delivery holds: no JSON object (1).');
		expect(stdout).not.toContain('canary');
	});

	test('takes the deliveries of a sandbox after its reads', async () => {
		const sandbox = await startSandbox({ settings: { signature: 'base64', timestamp: 'iso' } });
		const started = startObserve(
			['--environment', sandbox.url, '--interval', '0', '--listen', '0', '--deliveries', '1'],
			{
				HERO_API_KEY: sandbox.apiKey,
				HERO_PRACTICE_GROUP_ID: sandbox.practiceGroupId,
				HERO_SIGNING_KEY: signingKey,
			},
		);
		const url = await addressOf(started);
		const headers = { 'x-api-key': sandbox.apiKey, 'x-practice-group-id': sandbox.practiceGroupId };
		const client = axios.create({ baseURL: sandbox.url, headers });
		const event_type = 'appointment.confirmed';
		await client.post('/v1/webhooks', { url, event_type, signing_key: signingKey });
		await client.post('/_sandbox/events', { event: event_type, id: '48213' });
		const { stdout } = await started.finished();
		await sandbox.stop();
		expect(stdout).toContain('Signature: base64: HMAC-SHA256 over timestamp.raw_body');
		expect(stdout).toContain('Timestamp: ISO 8601 (1).');
	});

	test('shows no word of a header, an event or a signature that might be a value', async () => {
		const { headers, body } = signDelivery(subscription, {
			...eventOf('1'),
			event: 'appointment.canary',
		});
		const own = { 'x-canary': '1', 'x-patient-canary': '1', 'x-herohealth-signature': 'canary=00' };
		const { stdout } = await reportOf([{ headers: { ...headers, ...own }, body }]);
		expect(stdout).toContain('and others that are not shown. A tunnel adds');
		expect(stdout).toContain('Signature: another encoding');
		expect(stdout).not.toContain('canary');
	});

	test('ends although a body never ends and a connection stays silent', async () => {
		const started = startObserve(['--listen', '0', '--deliveries', '1'], {});
		const url = await addressOf(started);
		const unfinished = 'POST / HTTP/1.1\r\nhost: hero\r\ncontent-length: 100\r\n\r\ncanary';
		const sockets = [await openSocket(url, unfinished), await openSocket(url, '')];
		const { headers, body } = signDelivery(subscription, eventOf('1'));
		await axios.post(url, body, { headers });
		const { stdout } = await started.finished();
		sockets.forEach((socket) => socket.destroy());
		expect(stdout).toContain('Deliveries: 1.');
		expect(stdout).not.toContain('canary');
	});

	test('ends with Ctrl-C, and reports what came', async () => {
		const started = startObserve(['--listen', '0'], {});
		const { headers, body } = signDelivery(subscription, eventOf('1'));
		await axios.post(await addressOf(started), body, { headers });
		started.interrupt();
		const { stdout, exitCode } = await started.finished();
		expect(stdout).toContain('Deliveries: 1.');
		expect(exitCode).toBe(0);
	});

	test('could not compare anything where nothing came', async () => {
		const started = startObserve(['--listen', '0'], {});
		await addressOf(started);
		started.interrupt();
		const run = await started.finished();
		expect(run).toMatchObject({ exitCode: 1, stdout: '' });
		expect(run.stderr).toContain('Could not compare: No delivery came.');
	});

	test('says so where the port is in use', async () => {
		const started = startObserve(['--listen', '0'], {});
		const { port } = new URL(await addressOf(started));
		const second = await runObserve(['--listen', port], {});
		await started.stop();
		expect(second.exitCode).toBe(1);
		expect(second.stderr).toContain(`Port ${port} cannot be listened to: EADDRINUSE.`);
	});
});

describe('the form of a signature', () => {
	const body = Buffer.from('{"id":"1"}');
	const formOf = (signature: string, key: string | undefined = signingKey) =>
		signatureForm({ signature, timestamp: '1700000000', body }, key);
	const hmac = (key: string | Buffer, signed: string) => createHmac('sha256', key).update(signed);
	const signed = `1700000000.${body}`;

	test.each([
		['lower-case hex', hmac(signingKey, signed).digest('hex')],
		['upper-case hex', hmac(signingKey, signed).digest('hex').toUpperCase()],
		['base64', hmac(signingKey, signed).digest('base64')],
		['base64 for URLs', hmac(signingKey, signed).digest('base64url')],
		['lower-case hex, with sha256= before it', `sha256=${hmac(signingKey, signed).digest('hex')}`],
	])('is %s', (words, signature) => {
		const basis = 'HMAC-SHA256 over timestamp.raw_body, with the signing key as text';
		expect(formOf(signature)).toBe(`${words}: ${basis}`);
	});

	test.each([
		['raw_body', hmac(signingKey, String(body))],
		['timestamp and raw_body without a dot', hmac(signingKey, `1700000000${body}`)],
	])('may be made over %s', (words, signature) => {
		expect(formOf(signature.digest('hex'))).toContain(`over ${words},`);
	});

	test.each([
		['decoded from hex', 'a1b2c3d4e5f60718', Buffer.from('a1b2c3d4e5f60718', 'hex')],
		['decoded from base64', 'Y2FuYXJ5LWtleS0x', Buffer.from('canary-key-1')],
	])('may use the key %s', (words, key, bytes) => {
		expect(formOf(hmac(bytes, signed).digest('hex'), key)).toContain(`the signing key ${words}`);
	});

	test('is told by its looks without a key, and by a key that does not fit', () => {
		const signature = hmac(signingKey, signed).digest('hex');
		expect(signatureForm({ signature, timestamp: '', body }, undefined)).toBe(
			'lower-case hex, not checked',
		);
		expect(formOf(signature, 'other')).toBe('lower-case hex, which does not fit the signing key');
		expect(formOf('canary')).toBe('another encoding, which does not fit the signing key');
	});
});

test.each([
	['1700000000', 'seconds since 1970'],
	['1700000000000', 'milliseconds since 1970'],
	['2026-03-15T09:30:00Z', 'ISO 8601'],
	['2026-03-15T09:30:00.123+00:00', 'ISO 8601'],
	['canary', 'another form'],
])('the timestamp %s has the form: %s', (timestamp, form) => {
	expect(timestampForm(timestamp)).toBe(form);
});
