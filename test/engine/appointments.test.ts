import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import {
	respondWithAppointments,
	getManyAppointments,
	type AppointmentList,
} from '../support/engine/appointmentList';
import {
	isLaterPage,
	jsonResponse,
	useHeroServer,
	type HeroResponse,
} from '../support/engine/heroServer';
import * as records from '../support/engine/records';
import { byId, runHero, type HeroRunOptions } from '../support/engine/runHero';
import { inNextYear } from '../support/futureDates';

const hero = useHeroServer();

/** The targets of the requests, except for the empty last page of a list. */
const requestsMade = () => hero.received.filter((one) => !isLaterPage(one));
const targets = () => requestsMade().map(({ target }) => target);

const getMany = async (
	filters: INodeParameters,
	more?: INodeParameters,
	run?: Partial<HeroRunOptions>,
) => await getManyAppointments(hero, filters, more, run);
const hasAppointments = (...answered: AppointmentList) =>
	respondWithAppointments(hero, ...answered);

const notice = 'Hero documents no field that shows whether an appointment was cancelled.';

describe('the status of an appointment', () => {
	test('is in the output of neither Get Many nor Get, and a hint says so', async () => {
		hasAppointments([records.appointment('48213')]);
		const { json: rows, hints } = await getMany({});
		expect(rows).toEqual([records.simpleAppointment('48213')]);
		expect(hints).toEqual([
			`${notice} Turn on Include Status under Filters before you contact anybody.`,
		]);

		hero.respondWith(jsonResponse(records.appointment('48213')));
		const one = await runHero(hero, {
			operation: 'appointment: get',
			parameters: { id: byId('48213') },
		});
		expect(one.hints).toEqual([
			`${notice} Turn on Include Status under Options before you contact anybody.`,
		]);
	});

	test('is mentioned in one hint for many items, and in none for an empty list', async () => {
		hasAppointments([records.appointment('48213')]);
		expect((await getMany({}, {}, { items: [{}, {}] })).hints).toHaveLength(1);
		hasAppointments([]);
		expect((await getMany({})).hints).toEqual([]);
	});
});

describe('Include Status', () => {
	const rows = ['48213', '48214', '48215'].map((id) => records.appointment(id));
	const statuses: Record<string, string> = { 48213: 'booked', 48214: 'cancelled', 48215: 'booked' };
	const withStatus = { includeStatus: true };
	const status = (id: string) => jsonResponse({ id, status: statuses[id] });

	test('looks up each row and adds its status, in the order of the list', async () => {
		hasAppointments(rows, status);
		const { json: found, hints } = await getMany(withStatus);
		expect(found).toEqual(
			rows.map(({ id }) => ({
				...records.simpleAppointment(String(id)),
				appointment_status: statuses[String(id)],
			})),
		);
		expect(targets()).toEqual([
			'/v1/appointments?page_index=0&page_size=50',
			...rows.map(({ id }) => `/v1/appointments/${String(id)}/status`),
		]);
		expect(hints).toEqual([]);
	});

	test('keeps the order when later responses come first', async () => {
		const waiting: Array<() => void> = [];
		const many = Array.from({ length: 9 }, (_, index) => records.appointment(`${48_213 + index}`));
		const last = '48221';
		hero.onRequest(async ({ target }) => {
			const [, id] = /appointments\/(\d+)\/status/.exec(target) ?? [];
			if (!id) return jsonResponse({ data: many, count: many.length });
			// Responses for the middle of the list come after the last one.
			if (id === last) waiting.forEach((answer) => answer());
			else if (id !== '48213') await new Promise<void>((resolve) => waiting.push(resolve));
			return jsonResponse({ status: `status of ${id}` });
		});
		const { json: found } = await getMany(withStatus, { itemsInParallel: 9 });
		expect(found.map(({ appointment_status }) => appointment_status)).toEqual(
			many.map(({ id }) => `status of ${String(id)}`),
		);
	});

	test('works with Get too, and for another practice group', async () => {
		hero.onRequest(({ target }) =>
			target.endsWith('/status') ? status('48214') : jsonResponse(records.appointment('48214')),
		);
		const { json: found, hints } = await runHero(hero, {
			operation: 'appointment: get',
			parameters: { id: byId('48214'), options: { ...withStatus, practiceGroupId: '1043' } },
		});
		expect(found).toEqual([
			{ ...records.simpleAppointment('48214'), appointment_status: 'cancelled' },
		]);
		expect(hints).toEqual([]);
		expect(targets()).toEqual(['/v1/appointments/48214', '/v1/appointments/48214/status']);
		const groups = hero.received.map(({ headers }) => headers['x-practice-group-id']);
		expect(groups).toEqual(['1043', '1043']);
	});

	test('does not replace a status of the row itself', async () => {
		hasAppointments([{ ...rows[0], status: 'as in the list' }], status);
		expect((await getMany(withStatus)).json).toMatchObject([
			{ status: 'as in the list', appointment_status: 'booked' },
		]);
	});

	test.each<[string, HeroResponse, string, IDataObject]>([
		['is not found', { status: 404 }, "Hero did not find what 'ID' names", {}],
		['is refused', { status: 403 }, 'Hero refused the API key for this practice group', {}],
		['gets no sense', { status: 500 }, 'Hero could not process the request (status 500)', {}],
		['is empty', { status: 200 }, 'Hero answered with nothing', {}],
		[
			'has another form',
			jsonResponse({ state: 'cancelled' }),
			"Hero's answer has another form than expected",
			{ appointment_status_answer: { state: 'cancelled' } },
		],
		[
			'is no text',
			jsonResponse({ status: null }),
			"Hero's answer has another form than expected",
			{},
		],
	])('marks a row whose look-up %s, and keeps the others', async (_title, answer, reason, more) => {
		hasAppointments(rows, (id) => (id === '48214' ? answer : status(id)));
		const { status: ended, json: found, hints } = await getMany(withStatus);
		expect(ended).toBe('success');
		expect(found).toMatchObject([
			{ id: '48213', appointment_status: 'booked' },
			{
				...{ id: '48214', appointment_status: 'unknown', appointment_status_reason: reason },
				...more,
			},
			{ id: '48215', appointment_status: 'booked' },
		]);
		expect(found[0]).not.toHaveProperty('appointment_status_reason');
		expect(hints).toEqual([
			`The status of 1 appointment could not be looked up. It is "unknown" in 'appointment_status', and 'appointment_status_reason' says why. Leave these appointments out before you contact anybody.`,
		]);
	});

	test('marks a row without an ID', async () => {
		hasAppointments([{ start_time: '2026-03-15T09:30:00Z' }]);
		expect((await getMany(withStatus)).json).toMatchObject([
			{ appointment_status: 'unknown', appointment_status_reason: 'The record has no ID' },
		]);
		expect(requestsMade()).toHaveLength(1);
	});

	test('sends no look-ups when it is off, or false by expression', async () => {
		hasAppointments(rows, status);
		const off = [{}, { includeStatus: false }, { includeStatus: '={{ false }}' }];
		for (const filters of off) await getMany(filters);
		expect(requestsMade()).toHaveLength(3);
	});

	test('sends no more look-ups once the run is canceled', async () => {
		const cancel = new AbortController();
		hasAppointments(rows, (id) => {
			if (id === '48214') cancel.abort();
			return status(id);
		});
		const { status: ended, json: found } = await getMany(withStatus, {}, { cancel: cancel.signal });
		expect(ended).not.toBe('success');
		expect(found).toEqual([]);
		expect(targets().slice(1)).toEqual(
			['48213', '48214'].map((id) => `/v1/appointments/${id}/status`),
		);
	});

	test('keeps the status without Simplify', async () => {
		hasAppointments([rows[1]], status);
		const { json: found } = await getMany(withStatus, { simplify: false });
		expect(found).toEqual([{ ...rows[1], appointment_status: 'cancelled' }]);
	});
});

describe('at the sandbox', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox({ now: () => new Date(inNextYear('2026-03-16T08:00:00Z')) });
	});
	afterEach(() => sandbox.stop());

	const at_ = async (operation: string, parameters: INodeParameters = {}) => {
		const { apiKey, practiceGroupId } = sandbox;
		const run = { operation, parameters, credentials: { apiKey, practiceGroupId } };
		return (await runHero(sandbox, run)).json;
	};

	/** The IDs of four appointments: one booked, one cancelled, one held and one of the day after. */
	async function fillDiary(): Promise<string[]> {
		const slots = await at_('slot: getMany', { returnAll: true });
		const tomorrow = slots.find(({ start_time }) => String(start_time) > inNextYear('2026-03-18'))!;
		const booked: string[] = [];
		for (const { id } of [slots[0], slots[9], slots[18], tomorrow]) {
			const additionalFields = { patientId: byId('98765') };
			const slot = { time: 'slot', slot: byId(String(id)), additionalFields };
			booked.push(String((await at_('appointment: create', slot))[0].id));
		}
		for (const id of [booked[0], booked[1], booked[3]]) {
			await at_('appointment: book', { id: byId(id) });
		}
		await at_('appointment: cancel', {
			id: byId(booked[1]),
			additionalFields: { suppressCancellationPolicy: true },
		});
		return booked;
	}

	test('finds the patients with an appointment tomorrow that is not cancelled', async () => {
		const [booked, cancelled, held] = await fillDiary();
		const rows = await at_('appointment: getMany', {
			filters: {
				includeStatus: true,
				startsAfter: inNextYear('2026-03-16T00:00:00Z'),
				startsBefore: inNextYear('2026-03-18T00:00:00Z'),
			},
		});
		expect(rows.map(({ id, appointment_status }) => [id, appointment_status])).toEqual([
			[booked, 'booked'],
			[cancelled, 'cancelled'],
			[held, 'reserved'],
		]);
	});
});
