import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { isNhsNumber, type Person } from '../../sandbox/practice/people';
import { validationErrorOf, openSandbox } from '../support/sandbox/client';

let sandbox: Sandbox;
let hero: AxiosInstance;

beforeAll(async () => {
	({ sandbox, hero } = await openSandbox());
});
afterAll(() => sandbox.stop());

const register = (body: object) => hero.post('/v1/patients/register', body);
const trace = (body: object) => hero.post('/v1/patients/register_pds', body);
const search = (params: object) => hero.get('/v3/patients', { params });

describe('the people', () => {
	test('are synthetic: test numbers, test phones, test addresses', () => {
		for (const person of sandbox.practice.spine.values()) {
			expect(person.nhs_number).toMatch(/^999/);
			expect(isNhsNumber(person.nhs_number as string)).toBe(true);
			expect(person.mobile ?? '07700 900000').toMatch(/^07700 900\d{3}$/);
			expect(person.email ?? 'nobody@example.com').toMatch(/@example\.com$/);
		}
	});

	test('Sam and Alex are always the same', () => {
		const sam = { nhs_number: '9990000018', dob: '1990-12-31', first_name: 'Sam' };
		const alex = { nhs_number: '9990000026', dob: '1985-07-14', first_name: 'Alex' };
		expect(sandbox.practice.patients.get('98765')).toMatchObject(sam);
		expect(sandbox.practice.spine.get('9990000026')).toMatchObject(alex);
	});

	test('about one in fifty must prove their identity', () => {
		expect(sandbox.practice.identityChecks.size).toBe(12);
	});
});

describe('registering by PDS', () => {
	test('finds a person by NHS number, with or without spaces, and date of birth', async () => {
		const { status, data } = await trace({ nhs_number: '999 000 0018', dob: '1990-12-31' });
		expect([status, data]).toEqual([200, { patient_id: '98765' }]);
		const dateTime = { nhs_number: '9990000018', dob: '1990-12-31T00:00:00Z' };
		expect((await trace(dateTime)).data).toEqual({ patient_id: '98765' });
	});

	test('finds a person by name, date of birth and postcode', async () => {
		const { data } = await trace({
			forename: 'sam',
			surname: 'TESTPATIENT',
			dob: '1990-12-31',
			postcode: 'ls14ap',
		});
		expect(data).toEqual({ patient_id: '98765' });
	});

	test('finds nobody when the number is unknown or a detail differs', async () => {
		const unknown = { nhs_number: '9998880009', dob: '1990-12-31' };
		const otherBirthday = { nhs_number: '9990000018', dob: '1990-12-30' };
		const noBirthday = { nhs_number: '9990000018', dob: null };
		const otherPostcode = {
			forename: 'Sam',
			surname: 'Testpatient',
			dob: '1990-12-31',
			postcode: 'LS1 4AQ',
		};
		for (const body of [unknown, otherBirthday, noBirthday, otherPostcode]) {
			expect((await trace(body)).status).toBe(404);
		}
	});

	test('refuses a mistyped number and an unreadable date', async () => {
		const number = await trace({ nhs_number: '9990000019', dob: '1990-12-31' });
		expect(validationErrorOf(number).path).toEqual(['body', 'nhs_number']);
		const date = await trace({ nhs_number: '9990000018', dob: '31/12/1990' });
		expect(validationErrorOf(date)).toMatchObject({ code: 'invalid_date', path: ['body', 'dob'] });
	});

	test('requires an identity check first, and returns the patient after it', async () => {
		const alex = { nhs_number: '9990000026', dob: '1985-07-14' };
		const first = await trace(alex);
		expect(first.status).toBe(200);
		expect(first.data).toEqual({
			message: 'Identity check needed',
			login_url: expect.stringMatching(`^${sandbox.url}/s/\\w{6}$`),
		});
		expect((await trace(alex)).data).toEqual(first.data);
		expect((await hero.get(first.data.login_url)).status).toBe(200);

		const confirm = () => hero.post('/_sandbox/confirm-identity', { nhs_number: '999 000 0026' });
		expect((await confirm()).data).toEqual({ confirmed: true });
		expect((await trace(alex)).data).toEqual({ patient_id: '98766' });
		expect((await confirm()).status).toBe(404);
	});

	test('registers a person whom only PDS knew', async () => {
		const { patients, spine, identityChecks } = sandbox.practice;
		const known = new Set([...patients.values()].map(({ nhs_number }) => nhs_number));
		const { nhs_number, dob } = [...spine.values()].find(
			(person) => !known.has(person.nhs_number) && !identityChecks.has(person.nhs_number as string),
		) as Person;
		expect((await search({ nhs_number })).data.count).toBe(0);
		const first = await trace({ nhs_number, dob });
		expect(await trace({ nhs_number, dob })).toMatchObject({ data: first.data });
		expect((await hero.get(`/v1/patients/${first.data.patient_id}`)).data).toMatchObject({
			nhs_number,
			data_source: 'pds',
		});
	});
});

describe('registering without PDS', () => {
	const kit = {
		first_name: 'Kit',
		last_name: 'Newcomer',
		dob: '2001-02-03',
		nhs_number: '999 888 0009',
		mobile: '07700 900999',
		address_line_1: '9 Sample Road',
	};

	test('creates a patient, and updates the same person the next time', async () => {
		const created = await register(kit);
		const updated = await register({ ...kit, mobile: '07700 900998', address_line_1: undefined });
		expect(updated.data).toEqual(created.data);
		expect((await hero.get(`/v1/patients/${created.data.patient_id}`)).data).toMatchObject({
			last_name: 'Newcomer',
			mobile: '07700 900998',
			address_line_1: '9 Sample Road',
			data_source: 'hero',
		});
	});

	test('creates another patient when the date of birth differs', async () => {
		const [one, other] = [await register(kit), await register({ ...kit, dob: '2001-02-04' })];
		expect(other.data.patient_id).not.toBe(one.data.patient_id);
	});

	test('accepts an email in place of the mobile, and needs one of them', async () => {
		const unreachable = { ...kit, mobile: undefined };
		expect((await register({ ...unreachable, email: 'kit@example.com' })).status).toBe(200);
		expect(validationErrorOf(await register(unreachable)).path).toEqual(['body', 'mobile']);
	});
});

describe('searching', () => {
	test('matches prefixes of names in any case, and combines all filters', async () => {
		const byName = await search({ last_name: 'testP' });
		expect(byName.data).toMatchObject({ count: 1, data: [{ hero_id: '98765' }] });
		expect((await search({ last_name: 'testP', first_name: 'Alex' })).data.count).toBe(0);
		expect((await search({ nhs_number: '999 000 0018' })).data.count).toBe(1);
		expect((await search({ ehr_partner_id: '20451', dob: '1990-12-31' })).data.count).toBe(1);
	});

	test('needs a filter', async () => {
		expect(validationErrorOf(await search({}))).toMatchObject({
			code: 'missing_filter',
			path: ['query'],
		});
		expect(validationErrorOf(await search({ first_name: '' })).code).toBe('missing_filter');
	});

	test('counts pages from zero', async () => {
		const sizeOf = async (params: object) => {
			const { data } = await search({ first_name: 'a', ...params });
			return data.data.map(({ hero_id }: { hero_id: string }) => hero_id);
		};
		const all = await sizeOf({ page_size: '200' });
		const pages = [];
		for (const page_index of ['0', '1', '2', '3', '4', '5', '6', '7']) {
			pages.push(...(await sizeOf({ page_index, page_size: '7' })));
		}
		expect(all.length).toBeGreaterThan(7);
		expect(pages).toEqual(all);
	});

	test.each(['-1', 'two', '1.5', ''])('rejects the page index "%s"', async (page_index) => {
		const answer = await search({ first_name: 'Sam', page_index });
		expect(validationErrorOf(answer).path).toEqual(['query', 'page_index']);
	});

	test.each(['0', '201'])('rejects the page size %s', async (page_size) => {
		const answer = await search({ first_name: 'Sam', page_size });
		expect(validationErrorOf(answer).path).toEqual(['query', 'page_size']);
	});

	test('the older searches have one field and one text', async () => {
		const second = await hero.get('/v2/patients?field=ehr_partner_id&search=20451');
		expect(second.data).toMatchObject({ count: 1, data: [{ hero_id: '98765' }] });
		const first = await hero.get('/v1/patients?field=emis_id&search=20451');
		expect(first.data).toMatchObject({ count: 1, data: [{ id: '98765' }] });
		expect(validationErrorOf(await hero.get('/v1/patients?search=20451')).path).toEqual([
			'query',
			'field',
		]);
		expect(validationErrorOf(await hero.get('/v2/patients?field=shoe_size&search=7')).path).toEqual(
			['query', 'field'],
		);
	});

	test('a patient has two shapes, and an unknown one gives 404', async () => {
		expect((await hero.get('/v1/patients/98765')).data).toMatchObject({
			id: '98765',
			address_line_1: '1 Example Street',
			status: 'unarchived',
		});
		const { data } = await hero.get('/v2/patients/98765?data_source=hero');
		expect(data).toMatchObject({ hero_id: '98765', line_1: '1 Example Street' });
		expect(data).not.toHaveProperty('id');
		expect((await hero.get('/v1/patients/1')).status).toBe(404);
		expect((await hero.get('/v2/patients/1')).status).toBe(404);
	});
});

describe('a patient who died, or whose record is restricted or archived', () => {
	const change = (id: string, body: object) => hero.post(`/_sandbox/patients/${id}`, body);

	test('is marked in every response with the patient', async () => {
		const died = { deceased_at: '2026-02-01T00:00:00Z', restricted: true };
		expect((await change('98790', { ...died, archived: true })).status).toBe(200);
		expect((await hero.get('/v2/patients/98790')).data).toMatchObject(died);
		const first = { ...died, status: 'archived' };
		expect((await hero.get('/v1/patients/98790')).data).toMatchObject(first);
		const { nhs_number } = sandbox.practice.patients.get('98790') as Person;
		expect((await search({ nhs_number })).data.data).toMatchObject([died]);

		await change('98790', { deceased_at: null, restricted: false, archived: false });
		const unmarked = { deceased_at: null, restricted: false, status: 'unarchived' };
		expect((await hero.get('/v1/patients/98790')).data).toMatchObject(unmarked);
	});

	test('can be changed by the admin API in these fields only', async () => {
		expect((await change('1', { restricted: true })).status).toBe(404);
		expect(validationErrorOf(await change('98790', { restricted: 'yes' })).path).toEqual([
			'body',
			'restricted',
		]);
		expect(validationErrorOf(await change('98790', { deceased_at: 'soon' })).code).toBe(
			'invalid_date',
		);
	});
});
