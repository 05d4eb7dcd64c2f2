import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import {
	validationErrorOf,
	openSandbox,
	stoppedClock,
	type Clock,
} from '../support/sandbox/client';

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
const read = async (id: string) => (await hero.get(`/v1/appointments/${id}`)).data;
const edit = (id: string, body: object) =>
	hero.put(`/v1/appointments/${id}`, { practitioner_id: '12', duration: 15, ...body });
const reschedule = (id: string, body: object) =>
	hero.patch(`/v1/appointments/${id}/reschedule`, body);
const booked = async (body: object = {}): Promise<string> => {
	const { id } = (await hold({ patient_id: sam, ...body })).data;
	await book(id);
	return id;
};
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

	test('disappear when their time has come', async () => {
		const before = (await hero.get('/v1/slots/count')).data.count;
		clock.set('2026-03-16T09:00:00Z');
		expect((await hero.get('/v1/slots/count')).data.count).toBe(before - 5);
	});

	test('can be filtered by practitioner, location, type and dates, both inclusive', async () => {
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
		expect(validationErrorOf(bad)).toMatchObject({
			code: 'invalid_date',
			path: ['query', 'start_date'],
		});
	});

	test('are paginated by 50, by 200 at most', async () => {
		expect((await hero.get('/v1/slots')).data.data).toHaveLength(50);
		expect((await hero.get('/v1/slots?page_size=200')).data.data).toHaveLength(200);
		expect(validationErrorOf(await hero.get('/v1/slots?page_size=201')).code).toBe('too_big');
		expect((await hero.get('/v1/slots?page_index=33')).data.data).toEqual([]);
	});

	test('one slot can be read while it is free', async () => {
		const [slot] = (await hero.get('/v1/slots', { params: slotThen })).data.data;
		expect((await hero.get(`/v1/slots/${slot.id}`)).data).toEqual(slot);
		await hold();
		expect((await hero.get(`/v1/slots/${slot.id}`)).status).toBe(404);
	});

	test('a time is available when adjacent free slots cover it', async () => {
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

describe('lists of appointment types, locations and practitioners', () => {
	const ids = async (path: string, params: object) =>
		(await hero.get(path, { params })).data.data.map(({ id }: { id: string }) => id);

	test('can be filtered by each other and by availability', async () => {
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
		expect(await ids('/v1/appointment_types', { has_availability: true })).toHaveLength(6);
		clock.set('2026-03-27T17:30:00Z');
		expect(await ids('/v1/appointment_types', { has_availability: true })).toEqual(['36']);
	});

	test('each listed appointment type has slots to book in the coming days', async () => {
		for (const appointment_type_id of await ids('/v1/appointment_types', {})) {
			const params = { appointment_type_id, end_date: '2026-03-18' };
			expect((await hero.get('/v1/slots', { params })).data.data).not.toEqual([]);
		}
	});

	test('a clinic after hours has slots of its own type alone', async () => {
		const params = { start_date: '2026-03-19', end_date: '2026-03-19', appointment_type_id: '36' };
		const { data } = (await hero.get('/v1/slots', { params })).data;
		expect(data.map(({ start_time }: { start_time: string }) => start_time.slice(11, 16))).toEqual([
			...['17:00', '17:15', '17:30', '17:45'],
		]);
		expect(data[0]).toMatchObject({ id: expect.stringMatching(/^95/), practitioner_id: '15' });
	});

	test('an appointment type has its number of free slots and the next free time', async () => {
		const { data } = await hero.get('/v1/appointment_types');
		expect(data.data[0]).toMatchObject({
			name: 'Blood pressure check',
			next_available_at: '2026-03-16T10:00:00Z',
			slot_count: 160,
		});
		expect(data.data[5]).toMatchObject({
			name: 'Flu vaccination',
			next_available_at: '2026-03-16T17:00:00Z',
			slot_count: 40,
		});
	});

	test('a practitioner can be read', async () => {
		expect((await hero.get('/v1/practitioners/15')).data).toMatchObject({ last_name: 'Demoworth' });
		expect((await hero.get('/v1/practitioners/1')).status).toBe(404);
	});
});

describe('holding a time', () => {
	test('reserves it for fifteen minutes', async () => {
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

	test('lapses later: the time is free again and the hold cannot be booked', async () => {
		const { data } = await hold({ patient_id: sam });
		clock.pass(15 * MINUTE);
		expect((await hero.get(`/v1/appointments/${data.id}/status`)).data.status).toBe('lapsed');
		expect(validationErrorOf(await book(data.id)).code).toBe('reservation_expired');
		expect(await freeThen()).toBe(1);
		expect((await hold()).status).toBe(200);
	});

	test('a held or booked time cannot be held again', async () => {
		const { data } = await hold({ patient_id: sam });
		expect(validationErrorOf(await hold())).toEqual({
			code: 'slot_unavailable',
			expected: 'time of a free slot',
			path: ['body', 'start_time'],
		});
		await book(data.id);
		clock.pass(60 * MINUTE);
		expect(validationErrorOf(await hold()).code).toBe('slot_unavailable');
	});

	test('one of ten concurrent requests gets it', async () => {
		const answers = await Promise.all(Array.from({ length: 10 }, () => hold()));
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
	});

	test('a time outside every slot is rejected, unless the check is suppressed', async () => {
		const evening = { start_time: '2026-03-19T20:00:00Z' };
		expect(validationErrorOf(await hold(evening)).code).toBe('slot_unavailable');
		expect((await hold({ ...evening, suppress_availability_check: true })).status).toBe(200);
	});

	test('a double-booked time stays taken until both appointments are cancelled', async () => {
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
		expect(validationErrorOf(await hold({ [name]: id }))).toMatchObject({
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
		expect(validationErrorOf(await hold({ [name]: value }))).toMatchObject({
			code,
			path: ['body', name],
		});
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

	test('needs a registered patient', async () => {
		const { id } = (await hold()).data;
		expect(validationErrorOf(await book(id)).path).toEqual(['body', 'patient_id']);
		expect(validationErrorOf(await book(id, { patient_id: '1' })).code).toBe('unknown_id');
	});

	test('is possible once', async () => {
		const { id } = (await hold({ patient_id: sam })).data;
		await book(id);
		expect(validationErrorOf(await book(id)).code).toBe('already_booked');
		expect((await book('1')).status).toBe(404);
	});
});

describe('cancelling', () => {
	test('frees the time, and the response has no body', async () => {
		const { id } = (await hold({ patient_id: sam })).data;
		await book(id);
		const { status, data } = await cancel(id);
		expect([status, data]).toEqual([200, '']);
		expect(await freeThen()).toBe(1);
		expect((await hero.get(`/v1/appointments/${id}/status`)).data).toEqual({
			id,
			status: 'cancelled',
		});
		expect(validationErrorOf(await cancel(id)).code).toBe('already_cancelled');
		expect(validationErrorOf(await book(id)).code).toBe('already_cancelled');
	});

	test('is against the policy less than a day before, unless that is suppressed', async () => {
		const { id } = (await hold({ patient_id: sam })).data;
		await book(id);
		clock.set('2026-03-18T10:00:00Z');
		expect((await hero.get(`/v1/appointments/${id}`)).data.can_be_cancelled).toBe(true);
		clock.pass(1);
		expect((await hero.get(`/v1/appointments/${id}`)).data.can_be_cancelled).toBe(false);
		expect(validationErrorOf(await cancel(id)).code).toBe('cancellation_policy');
		expect((await cancel(id, { suppress_cancellation_policy: true })).status).toBe(200);
	});

	test('a hold can be cancelled at any time', async () => {
		const { id } = (await hold({ start_time: '2026-03-16T10:00:00Z' })).data;
		expect((await cancel(id)).status).toBe(200);
	});
});

describe('editing a hold', () => {
	const later = { start_time: '2026-03-19T10:30:00Z' };

	test('moves it, and frees its former time', async () => {
		const { id } = (await hold({ patient_id: sam })).data;
		expect((await edit(id, { ...later, duration: 30 })).status).toBe(200);
		expect(await read(id)).toMatchObject({ ...later, duration: 30, patient_id: sam });
		expect(await freeThen()).toBe(1);
		expect(await isAvailable({ start_time: '2026-03-19T10:45:00Z' })).toBe(false);
	});

	test('may overlap its own time', async () => {
		const { id } = (await hold()).data;
		const { data } = await edit(id, { start_time: time.start_time, duration: 30 });
		expect(data).toMatchObject({ start_time: time.start_time, duration: 30 });
	});

	test('to a taken time is rejected, and changes nothing', async () => {
		await hold(later);
		const { id } = (await hold()).data;
		expect(validationErrorOf(await edit(id, later)).code).toBe('slot_unavailable');
		expect((await read(id)).start_time).toBe(time.start_time);
		expect(await freeThen()).toBe(0);
		expect((await edit(id, { ...later, suppress_availability_check: true })).status).toBe(200);
	});

	test('cannot move it to another place', async () => {
		const { id } = (await hold()).data;
		const elsewhere = { practitioner_id: '13', start_time: '2026-03-19T10:00:00Z' };
		expect(validationErrorOf(await edit(id, elsewhere)).code).toBe('slot_unavailable');
	});

	test.each([
		['practitioner_id', '1'],
		['start_time', null],
		['duration', 0],
	])('with a %s of %j is refused', async (name, value) => {
		const { id } = (await hold()).data;
		expect(validationErrorOf(await edit(id, { ...later, [name]: value })).path).toEqual([
			'body',
			name,
		]);
	});

	test('is for holds only', async () => {
		const id = await booked();
		expect(validationErrorOf(await edit(id, later)).code).toBe('already_booked');
		const lapsing = (await hold({ start_time: '2026-03-19T12:00:00Z' })).data.id;
		clock.pass(15 * MINUTE);
		expect(validationErrorOf(await edit(lapsing, later)).code).toBe('reservation_expired');
		expect((await edit('1', later)).status).toBe(404);
	});
});

describe('rescheduling a booking', () => {
	const later = { start_time: '2026-03-20T10:30:00Z' };

	test('moves it and frees the former time; omitted fields stay', async () => {
		const id = await booked();
		const { status, data } = await reschedule(id, later);
		expect(status).toBe(200);
		expect(data).toMatchObject({ ...later, practitioner_id: '12', duration: 15, patient_id: sam });
		expect(data).toEqual(await read(id));
		expect(data.booking_confirmed_at).toBe('2026-03-16T08:00:00Z');
		expect(await freeThen()).toBe(1);
	});

	test('accepts a slot in place of a time', async () => {
		const id = await booked();
		const params = { practitioner_id: '11', appointment_type_id: '32', start_date: '2026-03-20' };
		const [slot] = (await hero.get('/v1/slots', { params })).data.data;
		expect((await reschedule(id, { slot_id: slot.id })).data).toMatchObject({
			practitioner_id: '11',
			location_id: slot.location_id,
			start_time: slot.start_time,
		});
		expect((await hero.get(`/v1/slots/${slot.id}`)).status).toBe(404);
		expect(validationErrorOf(await reschedule(id, { slot_id: '1' })).path).toEqual([
			'body',
			'slot_id',
		]);
	});

	test('to a taken time is rejected, and changes nothing', async () => {
		await booked(later);
		const id = await booked();
		expect(validationErrorOf(await reschedule(id, later))).toMatchObject({
			code: 'slot_unavailable',
			path: ['body', 'start_time'],
		});
		expect((await read(id)).start_time).toBe(time.start_time);
		expect(await freeThen()).toBe(0);
	});

	test('one of two concurrent requests gets the time', async () => {
		const ids = [await booked(), await booked({ start_time: '2026-03-19T10:15:00Z' })];
		const answers = await Promise.all(ids.map((id) => reschedule(id, later)));
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
	});

	test('is against the policy less than a day before, unless that is suppressed', async () => {
		const id = await booked();
		clock.set('2026-03-18T10:00:00.001Z');
		expect((await read(id)).can_be_rescheduled).toBe(false);
		expect(validationErrorOf(await reschedule(id, later)).code).toBe('cancellation_policy');
		const anyway = { ...later, suppress_cancellation_policy: true };
		expect((await reschedule(id, anyway)).status).toBe(200);
		expect((await read(id)).can_be_rescheduled).toBe(true);
	});

	test('needs a booked appointment and a new time', async () => {
		const { id } = (await hold({ patient_id: sam })).data;
		expect(validationErrorOf(await reschedule(id, later)).code).toBe('not_booked');
		await book(id);
		expect(validationErrorOf(await reschedule(id, {})).path).toEqual(['body', 'start_time']);
		expect(validationErrorOf(await reschedule(id, { start_time: 'later' })).code).toBe(
			'invalid_date',
		);
		expect(validationErrorOf(await reschedule(id, { ...later, duration: '15' })).code).toBe(
			'invalid_type',
		);
		await cancel(id);
		expect(validationErrorOf(await reschedule(id, later)).code).toBe('already_cancelled');
		expect((await reschedule('1', later)).status).toBe(404);
	});
});

describe('the list of appointments', () => {
	const ids = async (params: object = {}) =>
		(await hero.get('/v1/appointments', { params })).data.data.map(({ id }: { id: string }) => id);
	let early: string;
	let late: string;
	let mere: string;

	beforeEach(async () => {
		late = await booked({ start_time: '2026-03-20T10:00:00Z' });
		early = await booked({ patient_id: '98766' });
		mere = (await hold({ start_time: '2026-03-19T11:00:00Z', appointment_type_id: '34' })).data.id;
	});

	test('has every appointment, paginated', async () => {
		const { data } = await hero.get('/v1/appointments');
		expect(data).toEqual({ data: await Promise.all([late, early, mere].map(read)), count: 3 });
		expect(await ids({ page_size: 1, page_index: 1 })).toEqual([early]);
	});

	test('can be filtered by patient, type, status and day', async () => {
		expect(await ids({ patient_id: sam })).toEqual([late]);
		expect(await ids({ appointment_type_id: '34' })).toEqual([mere]);
		expect(await ids({ status: 'booked' })).toEqual([late, early]);
		expect(await ids({ start_date: '2026-03-20', end_date: '2026-03-20' })).toEqual([late]);
		clock.pass(15 * MINUTE);
		expect(await ids({ status: 'lapsed' })).toEqual([mere]);
	});

	test('can be sorted by time and by the name of the patient', async () => {
		expect(await ids({ order_by: 'start_time' })).toEqual([early, mere, late]);
		const byName = { order_by: 'patient_first_name', order_descending: true };
		expect(await ids(byName)).toEqual([late, early, mere]);
		const unknown = await hero.get('/v1/appointments?order_by=shoe_size');
		expect(validationErrorOf(unknown).path).toEqual(['query', 'order_by']);
	});
});

describe('automated messages', () => {
	const notices = async (params: object = {}) =>
		(await hero.get('/v2/automated_messages', { params })).data.data;
	const kinds = async (params: object = {}) =>
		(await notices(params)).map(
			(notice: Record<string, string>) => `${notice.notification_type} ${notice.status}`,
		);

	test('confirm a booking and remind of it a day before', async () => {
		const appointment_id = await booked();
		expect(await kinds()).toEqual(['appointment_confirmed SENT', 'appointment_reminder SCHEDULED']);
		const [confirmation, reminder] = await notices({ recipient_id: sam });
		expect(confirmation).toMatchObject({ recipient_id: sam, appointment_id });
		expect(reminder.scheduled_at).toBe('2026-03-18T10:00:00Z');
		clock.set('2026-03-18T10:00:00Z');
		expect((await hero.get(`/v2/automated_messages/${reminder.id}`)).data).toMatchObject({
			status: 'SENT',
			sent_at: '2026-03-18T10:00:00Z',
		});
	});

	test('are invalidated when they no longer apply', async () => {
		const id = await booked();
		await reschedule(id, { start_time: '2026-03-20T10:30:00Z' });
		await cancel(id);
		expect(await kinds()).toEqual([
			'appointment_confirmed SENT',
			'appointment_reminder INVALIDATED',
			'appointment_rescheduled SENT',
			'appointment_reminder INVALIDATED',
			'appointment_cancelled SENT',
		]);
		expect(await kinds({ status: 'INVALIDATED' })).toHaveLength(2);
		expect(await kinds({ notification_type: 'appointment_cancelled' })).toHaveLength(1);
		expect((await kinds({ orderBy: 'createdAt', page_size: 1 })).length).toBe(1);
	});

	test('are not sent when they are suppressed', async () => {
		await booked({ suppress_mail: true });
		expect(await kinds()).toEqual([]);
		expect((await hero.get('/v2/automated_messages/1')).status).toBe(404);
	});
});
