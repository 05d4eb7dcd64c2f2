import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	respondWithAppointments,
	getManyAppointments,
	type AppointmentList,
} from '../support/engine/appointmentList';
import { isLaterPage, jsonResponse, useHeroServer } from '../support/engine/heroServer';
import * as records from '../support/engine/records';
import type { HeroRunOptions } from '../support/engine/runHero';

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

const at = (id: string, start_time: unknown): IDataObject => ({
	...records.appointment(id),
	start_time: start_time as string,
});

const ids = (rows: IDataObject[]) => rows.map(({ id }) => id);

describe('Starts After and Starts Before', () => {
	const rows = [
		at('1', '2026-03-23T23:59:59Z'),
		at('2', '2026-03-24T00:00:00Z'),
		at('3', '2026-03-24T12:00:00+02:00'),
		at('4', '2026-03-24T23:59:59.999Z'),
		at('5', '2026-03-25T00:00:00Z'),
	];
	const after = { startsAfter: '2026-03-24T00:00:00' };
	const before = { startsBefore: '2026-03-25T00:00:00' };

	test.each<[INodeParameters, string[]]>([
		[after, ['2', '3', '4', '5']],
		[before, ['1', '2', '3', '4']],
		[{ ...after, ...before }, ['2', '3', '4']],
		[{ startsAfter: '2027-01-01T00:00' }, []],
	])(
		'%j keep appointments from the first time on, and before the second',
		async (filters, kept) => {
			hasAppointments(rows);
			expect(ids((await getMany(filters)).json)).toEqual(kept);
			expect(targets()).toEqual(['/v1/appointments?page_index=0&page_size=50']);
		},
	);

	test('are read in the timezone of the workflow', async () => {
		hasAppointments([at('1', '2026-06-23T22:30:00Z'), at('2', '2026-06-23T23:30:00Z')]);
		const filters = { startsAfter: '2026-06-24T00:00:00' };
		const { json: found } = await getMany(filters, {}, { timezone: 'Europe/London' });
		expect(ids(found)).toEqual(['2']);
	});

	test('keep a row without a readable start, with a hint', async () => {
		const unreadable = [null, '', 'tomorrow', '2026-03-24', '2026-03-20T09:00:00'];
		hasAppointments([
			rows[0],
			...unreadable.map((start, index) => at(`${index + 10}`, start)),
			rows[1],
		]);
		const { json: found, hints } = await getMany({ ...after, includeStatus: true });
		expect(ids(found)).toEqual(['10', '11', '12', '13', '14', '2']);
		expect(hints).toContain(
			'5 appointments have no readable start. They are in the output, whatever Starts After and Starts Before are.',
		);
	});

	test('skip the look-ups of rows that they remove', async () => {
		hasAppointments(rows, () => jsonResponse({ status: 'booked' }));
		await getMany({ ...after, ...before, includeStatus: true });
		expect(targets().slice(1)).toEqual(
			['2', '3', '4'].map((id) => `/v1/appointments/${id}/status`),
		);
	});

	describe('with Limit', () => {
		const day = (index: number) => (index % 60 === 59 ? '2026-03-24' : '2026-03-20');
		const many = Array.from({ length: 300 }, (_, index) =>
			at(`${1000 + index}`, `${day(index)}T09:00:00Z`),
		);
		const limited = async (limit: number) =>
			await getMany({ ...after, includeStatus: false }, { returnAll: false, limit });

		test('count the kept rows, and read only the pages that these need', async () => {
			hasAppointments(many);
			const { json: found, hints } = await limited(2);
			expect(ids(found)).toEqual(['1059', '1119']);
			expect(hero.received).toHaveLength(3);
			expect(hints).toContain(
				'Limit was reached, so more rows may pass the filters. Return All takes them all.',
			);
		});

		test('read the whole list when they keep too few rows', async () => {
			hasAppointments(many);
			const { json: found, hints } = await limited(10);
			expect(ids(found)).toEqual(['1059', '1119', '1179', '1239', '1299']);
			expect(hero.received).toHaveLength(6);
			expect(hints.filter((hint) => hint.includes('Limit'))).toEqual([]);
		});
	});

	test.each<[string, INodeParameters, Partial<HeroRunOptions>, string]>([
		[
			'an empty one',
			{ startsAfter: '={{ $json.day }}' },
			{ items: [{ day: '' }] },
			"'Starts After' is empty",
		],
		[
			'a day alone',
			{ startsBefore: '2026-03-24' },
			{},
			"'Starts Before' needs a date with a time of day",
		],
		[
			'the later before the earlier',
			{ startsAfter: '2026-03-25T00:00', startsBefore: '2026-03-24T00:00' },
			{},
			"'Starts After' is not before 'Starts Before'",
		],
		[
			'the same moment twice',
			{ startsAfter: '2026-03-24T00:00', startsBefore: '2026-03-24T00:00' },
			{},
			"'Starts After' is not before 'Starts Before'",
		],
	])('refuse %s: all would be listed, or none', async (_title, filters, run, reason) => {
		const { error } = await getMany(filters, {}, run);
		expect(error?.message).toBe(`${reason} [item 0]`);
		expect(hero.received).toEqual([]);
	});
});
