import { sleep } from 'n8n-workflow';
import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { initialSettings } from '../../sandbox/practice/settings';
import { openSandbox, stoppedClock, type Clock } from '../support/sandbox/client';
import { listenTo, type Listener, type StreamEvent } from '../support/sandbox/listener';
import type { Patient } from '../../sandbox/practice/model';

const sam = '98765';

let clock: Clock;
let looks: number;
let sandbox: Sandbox;
let hero: AxiosInstance;
let listeners: Listener[];

beforeEach(async () => {
	clock = stoppedClock();
	looks = 0;
	listeners = [];
	const now = () => {
		looks += 1;
		return clock.now();
	};
	({ sandbox, hero } = await openSandbox({ now }));
});
afterEach(async () => {
	for (const listener of listeners) listener.close();
	await sandbox.stop();
});

const listen = async () => {
	const listener = await listenTo(sandbox.url);
	listeners.push(listener);
	return listener;
};
const sendText = (message_string: string) =>
	hero.post('/v1/messages/send', { patient_id: sam, message_type: 'sms', message_string });
const changeOf =
	(name: string) =>
	({ event, data }: StreamEvent) =>
		event === 'change' && name in data;

describe('the page', () => {
	test('runs only its own scripts and shows nothing from other sites', async () => {
		const { status, headers, data } = await hero.get('/');
		expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
		expect(data).not.toMatch(/\son\w+=|style=|javascript:|https?:/);
		expect(data).not.toMatch(/<script(?! type="module" src="\/_sandbox\/web\/\w+\.js")/);
	});

	test('has a switch for every setting, each within a label', async () => {
		const { data } = await hero.get('/');
		for (const name of Object.keys(initialSettings())) {
			expect(data).toMatch(new RegExp(`<label>(?:(?!</label>)[^])*name="${name}"`));
		}
	});

	test('every file that it refers to exists, and there is no other', async () => {
		const { data: page } = await hero.get('/');
		const paths: string[] = page.match(/\/_sandbox\/web\/[\w.]+/g);
		expect(paths.length).toBeGreaterThan(3);
		for (const path of paths) {
			const { status, headers } = await hero.get(path);
			expect([status, headers['x-content-type-options']]).toEqual([200, 'nosniff']);
		}
		for (const path of ['nothing.js', '..%2findex.ts', '..%2fwebFiles.js', 'constructor']) {
			expect((await hero.get(`/_sandbox/web/${path}`)).status).toBe(404);
		}
	});

	test('is not in the ledger', async () => {
		await hero.get('/');
		await hero.get('/_sandbox/web/board.js');
		expect(sandbox.ledger).toEqual([]);
	});
});

describe('the stream', () => {
	test('begins with a snapshot', async () => {
		await sendText('Your results are in.');
		const listener = await listen();
		expect(listener.headers['content-type']).toBe('text/event-stream');
		const { event, data } = await listener.next();
		expect(event).toBe('snapshot');
		expect(data).toMatchObject({
			practice: [{ url: sandbox.url, apiKey: 'demo-key' }],
			clock: [{ now: clock.now().getTime() }],
			messages: [{ text: 'Your results are in.', patient: 'Sam Testpatient', status: 'queued' }],
			calls: [{ id: '1', operation: 'sendMessage', status: 200, group: '1042' }],
			settings: expect.arrayContaining([{ id: 'share_5xx', value: 0, initial: 0 }]),
			appointments: [],
		});
	});

	test('then sends changes only', async () => {
		const listener = await listen();
		await sendText('Your results are in.');
		const { data } = await listener.next(changeOf('messages'));
		expect(Object.keys(data)).toEqual(['messages', 'calls']);
		expect(data).toMatchObject({ messages: { changed: [{ channel: 'sms' }], gone: [] } });
		clock.pass(5_000);
		expect((await listener.next(changeOf('messages'))).data).toMatchObject({
			messages: { changed: [{ status: 'delivered' }] },
			clock: { changed: [{ now: clock.now().getTime() }] },
		});
	});

	test('shows holds, bookings and what lapses', async () => {
		const listener = await listen();
		const { data: held } = await hero.post('/v1/appointments', {
			...{ practitioner_id: '12', location_id: '5', appointment_type_id: '32', patient_id: sam },
			...{ start_time: '2026-03-19T10:00:00Z', duration: 15 },
		});
		const status = async () => {
			const { data } = await listener.next(changeOf('appointments'));
			const [row] = (data as Record<string, { changed: Array<{ status: string }> }>).appointments
				.changed;
			return row;
		};
		expect(await status()).toMatchObject({
			...{ id: held.id, status: 'reserved', patient: 'Sam Testpatient' },
			...{ practitioner: 'Dr Mockridge', type: 'GP appointment' },
			heldUntil: Date.parse('2026-03-16T08:15:00Z'),
		});
		clock.set('2026-03-16T08:15:00Z');
		expect(await status()).toMatchObject({ status: 'lapsed' });
	});

	test('sends the ids of removed rows', async () => {
		await sendText('Your results are in.');
		const listener = await listen();
		await hero.delete('/_sandbox/ledger');
		expect((await listener.next(changeOf('calls'))).data).toEqual({
			calls: { changed: [], gone: ['1'] },
		});
	});

	test('keeps writes visible when many reads follow', async () => {
		await sendText('Your results are in.');
		for (let read = 0; read < 120; read++) await hero.get('/v1/me');
		const { data } = await (await listen()).next();
		const calls = (data as Record<string, Array<{ operation: string }>>).calls;
		expect(calls).toHaveLength(101);
		expect(calls.at(-1)).toMatchObject({ id: '1', operation: 'sendMessage' });
	});

	test('begins with a new snapshot after a reconnection', async () => {
		(await listen()).close();
		await sendText('While you were away');
		const { event, data } = await (await listen()).next();
		expect([event, data]).toMatchObject(['snapshot', { messages: [{ text: /away/ }] }]);
	});

	test('reads the practice only while a client listens', async () => {
		(await listen()).close();
		await sleep(600);
		const before = looks;
		await sleep(600);
		expect(looks).toBe(before);
	});

	test('takes fifty listeners at most', async () => {
		const all = await Promise.all(Array.from({ length: 51 }, listen));
		expect(
			all
				.map(({ status }) => status)
				.sort()
				.at(-2),
		).toBe(200);
		expect(
			all
				.map(({ status }) => status)
				.sort()
				.at(-1),
		).toBe(503);
	});

	test('a batch has its progress', async () => {
		const { data } = await hero.post('/v1/batch_message', {
			...{ name: 'Flu', channel: 'SMS', content: 'Flu vaccinations start on Thursday.' },
			recipients: [{ patient_id: sam }, { patient_id: '1' }],
		});
		await hero.patch(`/v1/batch_message/${data.id}/send`);
		clock.pass(2_500);
		const { data: views } = await (await listen()).next();
		expect(views).toMatchObject({
			batches: [{ name: 'Flu', recipients: 2, unknown: 1, sent: 1, failed: 0 }],
			messages: [{ text: 'Flu vaccinations start on Thursday.', channel: 'sms' }],
		});
	});

	test('a message has where it went, and whether that is the contact of the patient', async () => {
		const send = (body: object) =>
			hero.post('/v1/messages/send', { message_type: 'sms', message_string: 'Hello', ...body });
		await send({ patient_id: sam });
		await send({ patient_id: sam, recipient_contact_detail: '+44 7700 900123' });
		await send({ patient_id: '97001', recipient_contact_detail: '07700 900321' });
		await send({ patient_id: '97002', message_type: 'email' });
		await send({ patient_id: sam, message_type: 'nhs_app' });
		const { data } = await (await listen()).next();
		expect(data.messages).toMatchObject([
			{ sentTo: '07700 900123', isOwnContact: true },
			{ sentTo: '+44 7700 900123', isOwnContact: true },
			{ sentTo: '07700 900321', isOwnContact: false, caution: 'has died' },
			{ sentTo: 'ruth.restricted.2@example.com', isOwnContact: true, caution: 'restricted record' },
			{ channel: 'nhs_app' },
		]);
		const { sentTo, caution } = (data.messages as Array<Record<string, unknown>>)[4];
		expect([sentTo, caution]).toEqual([undefined, undefined]);
	});

	test('the awkward patients are suggested, each with the reason', async () => {
		const { data } = await (await listen()).next();
		expect(data.patients).toContainEqual({ id: '97001', name: 'Olive Deceased, has died' });
		expect(data.patients).toContainEqual({ id: '98765', name: 'Sam Testpatient' });
	});

	test('automated messages are included', async () => {
		const { data: slots } = await hero.get('/v1/slots?page_size=200');
		const { practitioner_id, location_id, appointment_type_id, start_time } = slots.data.at(-1);
		const { data } = await hero.post('/v1/appointments', {
			...{ practitioner_id, location_id, appointment_type_id, start_time, duration: 15 },
		});
		await hero.patch(`/v1/appointments/${data.id}/book`, { patient_id: sam });
		const { data: views } = await (await listen()).next();
		expect(views).toMatchObject({
			messages: [{ channel: 'by itself', text: expect.stringContaining(data.id) }],
		});
	});

	test('a name that is markup stays text', async () => {
		const patient = sandbox.practice.patients.get(sam) as Patient;
		patient.first_name = '<img src=x onerror=alert(1)>\n\ndata: {}';
		await sendText('Hello');
		const { data } = await (await listen()).next();
		expect(data).toMatchObject({ messages: [{ patient: `${patient.first_name} Testpatient` }] });
	});
});

describe('cross-site requests', () => {
	const post = (headers: Record<string, string>) =>
		hero.post('/_sandbox/settings', { refuse_writes: true }, { headers });

	test.each([
		['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
		['a neighbour on this computer', { 'sec-fetch-site': 'same-site' }],
		['an older browser', { origin: 'https://evil.example' }],
		['a page without an address', { origin: 'null' }],
	])('%s may not turn switches', async (_, headers) => {
		expect((await post(headers as Record<string, string>)).status).toBe(403);
		expect(sandbox.settings.refuse_writes).toBe(false);
	});

	test('cannot delete anything, or book with the link of a patient', async () => {
		await sendText('Hello');
		const headers = { 'sec-fetch-site': 'cross-site' };
		expect((await hero.delete('/_sandbox/ledger', { headers })).status).toBe(403);
		expect(sandbox.ledger).toHaveLength(1);
		expect((await hero.post('/s/000nwv', 'slot=900001', { headers })).status).toBe(403);
	});

	test('the board and programs are allowed', async () => {
		const own = [{ 'sec-fetch-site': 'same-origin' }, { origin: sandbox.url }, {}];
		for (const headers of own) {
			expect((await post(headers as Record<string, string>)).status).toBe(200);
		}
	});
});
