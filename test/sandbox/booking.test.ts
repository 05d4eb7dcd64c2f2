import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { issueOf, openSandbox, stoppedClock, type Clock } from './client';

const MINUTE = 60_000;
const time = {
	practitioner_id: '12',
	location_id: '5',
	appointment_type_id: '32',
	start_time: '2026-03-19T10:00:00Z',
	duration: 15,
};
const slotThen = {
	practitioner_id: '12',
	start_date: '2026-03-19T10:00:00Z',
	end_date: '2026-03-19T10:00:00Z',
};
const sam = '98765';

let clock: Clock;
let sandbox: Sandbox;
let hero: AxiosInstance;

beforeEach(async () => {
	clock = stoppedClock();
	({ sandbox, hero } = await openSandbox({ now: clock.now }));
});
afterEach(() => sandbox.stop());

const hold = (body: object = {}) => hero.post('/v1/appointments', { ...time, ...body });
const book = (id: string, body?: object) => hero.patch(`/v1/appointments/${id}/book`, body);
const cancel = (id: string, body?: object) => hero.patch(`/v1/appointments/${id}/cancel`, body);
const freeThen = async () => (await hero.get('/v1/slots', { params: slotThen })).data.count;
const isAvailable = async (body: object = {}) =>
	(await hero.post('/v1/slots/availability', { ...time, ...body })).data.available;

describe('slots', () => {
	test('run from nine to five on ten weekdays, in London time', async () => {
		const { data } = await hero.get('/v1/slots', {
			params: { practitioner_id: '11', page_size: '200' },
		});
		expect(data.count).toBe(9 * 32 + 32);
		expect(data.data[0].start_time).toBe('2026-03-16T09:00:00Z');
		clock.set('2026-03-27T12:00:00Z');
		const rest = await hero.get('/v1/slots?practitioner_id=11&page_size=200');
		expect(rest.data.data.at(-1).finish_time).toBe('2026-03-27T17:00:00Z');
	});

	test('follow the clocks of London in summer', async () => {
		const summer = await openSandbox({ now: () => new Date('2026-06-01T06:00:00Z') });
		const { data } = await summer.hero.get('/v1/slots?page_size=1');
		await summer.sandbox.stop();
		expect(data.data[0].start_time).toBe('2026-06-01T08:00:00Z');
	});

	test('start on Monday when the sandbox is started at the weekend', async () => {
		const weekend = await openSandbox({ now: () => new Date('2026-03-14T12:00:00Z') });
		const { data } = await weekend.hero.get('/v1/slots?page_size=1');
		await weekend.sandbox.stop();
		expect(data.data[0].start_time).toBe('2026-03-16T09:00:00Z');
	});

	test('are gone once their time has come', async () => {
		const before = (await hero.get('/v1/slots/count')).data.count;
		clock.set('2026-03-16T09:00:00Z');
		expect((await hero.get('/v1/slots/count')).data.count).toBe(before - 5);
	});

	test('can be narrowed by whom, where, what and when; both dates belong to the range', async () => {
		const count = async (params: object) =>
			(await hero.get('/v1/slots/count', { params })).data.count;
		const day = { start_date: '2026-03-18', end_date: '2026-03-18' };
		expect(await count({ ...day, practitioner_id: '12' })).toBe(32);
		expect(await count({ ...day, practitioner_id: '12', appointment_type_id: '34' })).toBe(16);
		expect(await count({ ...day, practitioner_id: '12', location_id: '7' })).toBe(0);
		expect(await count({ ...day, end_date: '2026-03-19', practitioner_id: '12' })).toBe(64);
		expect(await count(slotThen)).toBe(1);
		expect(await count({ start_date: '2027-01-01' })).toBe(0);
		const bad = await hero.get('/v1/slots', { params: { start_date: 'soon' } });
		expect(issueOf(bad)).toMatchObject({ code: 'invalid_date', path: ['query', 'start_date'] });
	});

	test('come in pages of fifty, of two hundred at most', async () => {
		expect((await hero.get('/v1/slots')).data.data).toHaveLength(50);
		expect((await hero.get('/v1/slots?page_size=200')).data.data).toHaveLength(200);
		expect(issueOf(await hero.get('/v1/slots?page_size=201')).code).toBe('too_big');
		expect((await hero.get('/v1/slots?page_index=32')).data.data).toEqual([]);
	});

	test('one slot can be read while it is free', async () => {
		const [slot] = (await hero.get('/v1/slots', { params: slotThen })).data.data;
		expect((await hero.get(`/v1/slots/${slot.id}`)).data).toEqual(slot);
		await hold();
		expect((await hero.get(`/v1/slots/${slot.id}`)).status).toBe(404);
	});

	test('a time is available when free slots make it up without a gap', async () => {
		expect(await isAvailable()).toBe(true);
		expect(await isAvailable({ duration: 60 })).toBe(true);
		expect(await isAvailable({ duration: 61 })).toBe(false);
		expect(await isAvailable({ location_id: '6' })).toBe(false);
		expect(await isAvailable({ start_time: '2026-03-19T20:00:00Z' })).toBe(false);
		await hold({ start_time: '2026-03-19T10:30:00Z' });
		expect(await isAvailable({ duration: 30 })).toBe(true);
		expect(await isAvailable({ duration: 45 })).toBe(false);
	});
});

describe('what is offered', () => {
	const ids = async (path: string, params: object) =>
		(await hero.get(path, { params })).data.data.map(({ id }: { id: string }) => id);

	test('lists can be narrowed by each other and by availability', async () => {
		expect(await ids('/v1/practitioners', {})).toEqual(['11', '12', '13', '14', '15', '16']);
		expect(await ids('/v1/practitioners', { has_availability: true })).not.toContain('16');
		expect(await ids('/v1/practitioners', { location_ids: ['6'] })).toEqual(['11', '13']);
		expect(
			await ids('/v1/practitioners', { location_ids: ['6', '7'], appointment_type_ids: ['35'] }),
		).toEqual(['15']);
		expect(await ids('/v1/locations', {})).toEqual(['5', '6', '7']);
		expect(await ids('/v1/locations', { appointment_type_ids: ['33'] })).toEqual(['5', '6', '7']);
		expect(await ids('/v1/appointment_types', {})).toHaveLength(6);
		expect(await ids('/v1/appointment_types', { location_ids: '6' })).toEqual(['32', '33', '34']);
		expect(await ids('/v1/appointment_types', { has_availability: true })).not.toContain('36');
	});

	test('an appointment type tells how much of it is free, and when', async () => {
		const { data } = await hero.get('/v1/appointment_types');
		expect(data.data[0]).toMatchObject({
			name: 'Blood pressure check',
			next_available_at: '2026-03-16T10:00:00Z',
			slot_count: 160,
		});
		expect(data.data[5]).toMatchObject({ next_available_at: null, slot_count: 0 });
	});

	test('a practitioner can be read', async () => {
		expect((await hero.get('/v1/practitioners/15')).data).toMatchObject({ last_name: 'Demoworth' });
		expect((await hero.get('/v1/practitioners/1')).status).toBe(404);
	});
});

describe('holding a time', () => {
	test('keeps it for fifteen minutes', async () => {
		const { status, data } = await hold({ patient_id: sam });
		expect(status).toBe(200);
		expect(data).toEqual({ id: expect.any(String), reserved_until: '2026-03-16T08:15:00Z' });
		expect(await freeThen()).toBe(0);
		expect((await hero.get(`/v1/appointments/${data.id}`)).data).toMatchObject({
			patient_id: sam,
			start_time: time.start_time,
			reserved_until: '2026-03-16T08:15:00Z',
			booking_confirmed_at: null,
		});
	});

	test('then lapses: the time is free again and the hold cannot be booked', async () => {
		const { data } = await hold({ patient_id: sam });
		clock.pass(15 * MINUTE);
		expect((await hero.get(`/v1/appointments/${data.id}/status`)).data.status).toBe('lapsed');
		expect(issueOf(await book(data.id)).code).toBe('reservation_expired');
		expect(await freeThen()).toBe(1);
		expect((await hold()).status).toBe(200);
	});

	test('nobody else gets a held or booked time', async () => {
		const { data } = await hold({ patient_id: sam });
		expect(issueOf(await hold())).toEqual({
			code: 'slot_unavailable',
			expected: 'time of a free slot',
			path: ['body', 'start_time'],
		});
		await book(data.id);
		clock.pass(60 * MINUTE);
		expect(issueOf(await hold()).code).toBe('slot_unavailable');
	});

	test('of ten at the same moment one gets it', async () => {
		const answers = await Promise.all(Array.from({ length: 10 }, () => hold()));
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
	});

	test('a time outside every slot is refused, unless the check is suppressed', async () => {
		const evening = { start_time: '2026-03-19T20:00:00Z' };
		expect(issueOf(await hold(evening)).code).toBe('slot_unavailable');
		expect((await hold({ ...evening, suppress_availability_check: true })).status).toBe(200);
	});

	test('double booking on purpose leaves the time taken until both are gone', async () => {
		const one = (await hold({ patient_id: sam })).data.id;
		const other = (await hold({ suppress_availability_check: true })).data.id;
		await cancel(one);
		expect(await freeThen()).toBe(0);
		await cancel(other);
		expect(await freeThen()).toBe(1);
	});

	test.each([
		['appointment_type_id', '1'],
		['location_id', '1'],
		['practitioner_id', '1'],
		['patient_id', '1'],
	])('an unknown %s is refused', async (name, id) => {
		expect(issueOf(await hold({ [name]: id }))).toMatchObject({
			code: 'unknown_id',
			path: ['body', name],
		});
	});

	test.each([
		['start_time', null, 'invalid_date'],
		['start_time', 'tomorrow', 'invalid_date'],
		['duration', 0, 'too_small'],
		['duration', '15', 'invalid_type'],
	])('a %s of %j is refused', async (name, value, code) => {
		expect(issueOf(await hold({ [name]: value }))).toMatchObject({ code, path: ['body', name] });
	});
});

describe('booking', () => {
	test('confirms the hold, without a body or with the patient in it', async () => {
		const known = (await hold({ patient_id: sam })).data.id;
		const withoutBody = await hero.patch(`/v1/appointments/${known}/book`, undefined, {
			headers: { 'content-type': 'application/json' },
		});
		expect(withoutBody.data).toMatchObject({
			id: known,
			patient_id: sam,
			reserved_until: null,
			booking_confirmed_at: '2026-03-16T08:00:00Z',
			can_be_cancelled: true,
		});
		const anonymous = (await hold({ start_time: '2026-03-19T10:15:00Z' })).data.id;
		expect((await book(anonymous, { patient_id: sam })).data.patient_id).toBe(sam);
	});

	test('needs a patient, and a registered one', async () => {
		const { id } = (await hold()).data;
		expect(issueOf(await book(id)).path).toEqual(['body', 'patient_id']);
		expect(issueOf(await book(id, { patient_id: '1' })).code).toBe('unknown_id');
	});

	test('happens once', async () => {
		const { id } = (await hold({ patient_id: sam })).data;
		await book(id);
		expect(issueOf(await book(id)).code).toBe('already_booked');
		expect((await book('1')).status).toBe(404);
	});
});

describe('cancelling', () => {
	test('frees the time and answers without a body', async () => {
		const { id } = (await hold({ patient_id: sam })).data;
		await book(id);
		const { status, data } = await cancel(id);
		expect([status, data]).toEqual([200, '']);
		expect(await freeThen()).toBe(1);
		expect((await hero.get(`/v1/appointments/${id}/status`)).data).toEqual({
			id,
			status: 'cancelled',
		});
		expect(issueOf(await cancel(id)).code).toBe('already_cancelled');
		expect(issueOf(await book(id)).code).toBe('already_cancelled');
	});

	test('less than a day before is against the policy, unless it is suppressed', async () => {
		const { id } = (await hold({ patient_id: sam })).data;
		await book(id);
		clock.set('2026-03-18T10:00:00Z');
		expect((await hero.get(`/v1/appointments/${id}`)).data.can_be_cancelled).toBe(true);
		clock.pass(1);
		expect((await hero.get(`/v1/appointments/${id}`)).data.can_be_cancelled).toBe(false);
		expect(issueOf(await cancel(id)).code).toBe('cancellation_policy');
		expect((await cancel(id, { suppress_cancellation_policy: true })).status).toBe(200);
	});

	test('a hold can be given up at any time', async () => {
		const { id } = (await hold({ start_time: '2026-03-16T10:00:00Z' })).data;
		expect((await cancel(id)).status).toBe(200);
	});
});
