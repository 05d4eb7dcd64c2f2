import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { isNhsNumber } from '../../sandbox/practice/people';
import { openSandbox } from '../support/sandbox/client';

let sandbox: Sandbox;
let hero: AxiosInstance;

beforeAll(async () => {
	({ sandbox, hero } = await openSandbox());
});
afterAll(() => sandbox.stop());

/** A patient as each version of a call gives them: v1 and v2 by ID, the search of v3 and the list of v2. */
async function shapesOf(id: string) {
	const { last_name, dob } = sandbox.patients.get(id) as { last_name: string; dob: string };
	const rowIn = async (path: string, params: object) =>
		(await hero.get(path, { params })).data.data.find(
			(row: { hero_id?: string; id?: string }) => (row.hero_id ?? row.id) === id,
		);
	return {
		v1: (await hero.get(`/v1/patients/${id}`)).data,
		v2: (await hero.get(`/v2/patients/${id}`)).data,
		v1Row: await rowIn('/v1/patients', { field: 'last_name', search: last_name }),
		v2Row: await rowIn('/v2/patients', { field: 'last_name', search: last_name }),
		v3Row: await rowIn('/v3/patients', { last_name, dob }),
	};
}

describe('every version of a call shows', () => {
	test.each([
		['who has died', '97001', { deceased_at: '2025-11-03T00:00:00Z', restricted: false }],
		['whose record is restricted', '97002', { restricted: true, deceased_at: null }],
		[
			'a child with the mobile of a parent',
			'97003',
			{ dob: '2021-05-04', mobile: '07700 900704', email: null },
		],
		['the parent', '97004', { mobile: '07700 900704' }],
		['one of a family with one mobile', '97005', { mobile: '07700 900705' }],
		['another one', '97006', { mobile: '07700 900705' }],
		['and the third', '97007', { mobile: '07700 900705' }],
		[
			'who has an email address alone',
			'97008',
			{ mobile: null, email: 'nell.nomobile.8@example.com' },
		],
		['who has neither', '97009', { mobile: null, email: null }],
		['who has no NHS number', '97014', { nhs_number: null }],
		['who was born on 29 February', '97017', { dob: '2004-02-29' }],
	])('%s', async (_, id, expected) => {
		for (const shape of Object.values(await shapesOf(id))) expect(shape).toMatchObject(expected);
	});
});

test('a patient who has moved away has no health record, and is archived where a version has a field for it', async () => {
	const { v1, v2, v1Row, v2Row, v3Row } = await shapesOf('97010');
	for (const shape of [v1, v1Row]) expect(shape.status).toBe('archived');
	for (const shape of [v2, v3Row]) expect(shape.ehr_registered).toBe(false);
	for (const shape of [v1, v2, v1Row, v2Row, v3Row]) expect(shape.ehr_partner_id).toBeNull();
});

test('two patients have one name and date of birth', async () => {
	const params = { first_name: 'Iris', last_name: 'Samename', dob: '1979-09-09' };
	const { data } = (await hero.get('/v3/patients', { params })).data;
	expect(data.map(({ hero_id }: { hero_id: string }) => hero_id)).toEqual(['97015', '97016']);
});

test('PDS knows them, and has no second patient for them', async () => {
	const body = { nhs_number: '9999700012', dob: '1938-02-11' };
	expect((await hero.post('/v1/patients/register_pds', body)).data).toEqual({
		patient_id: '97001',
	});
});

test('they are invented, and the same in every sandbox', async () => {
	const other = await openSandbox({ seed: 7, patients: 3 });
	await other.sandbox.stop();
	const awkward = [...sandbox.patients.values()].filter(({ id }) => /^970/.test(id));
	expect(awkward.length).toBeGreaterThan(10);
	for (const { id, uid, first_name, last_name, nhs_number, mobile, email } of awkward) {
		expect(other.sandbox.patients.get(id)).toMatchObject({
			uid,
			first_name,
			last_name,
			nhs_number,
		});
		expect(nhs_number ?? '9990000018').toMatch(/^999/);
		expect(isNhsNumber(nhs_number ?? '9990000018')).toBe(true);
		expect(mobile ?? '07700 900000').toMatch(/^07700 900\d{3}$/);
		expect(email ?? 'nobody@example.com').toMatch(/@example\.com$/);
	}
});
