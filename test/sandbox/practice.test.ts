import type { AxiosInstance } from 'axios';
import { createPractice } from '../../sandbox/practice/create';
import type { Sandbox } from '../../sandbox';
import {
	validationErrorOf,
	MONDAY,
	openSandbox,
	stoppedClock,
	type Clock,
} from '../support/sandbox/client';

let clock: Clock;
let sandbox: Sandbox;
let hero: AxiosInstance;

beforeEach(async () => {
	clock = stoppedClock();
	({ sandbox, hero } = await openSandbox({ now: clock.now }));
});
afterEach(() => sandbox.stop());

const get = async (path: string) => (await hero.get(path)).data;

describe('the practice group', () => {
	test('keeps a change', async () => {
		const change = { name: 'New Example Surgery', address: { line_2: 'Headingley' } };
		expect((await hero.patch('/v1/me', change)).status).toBe(200);
		expect(await get('/v1/me')).toEqual({
			id: '1042',
			name: 'New Example Surgery',
			sector: 'nhs',
			address: { line_1: '12 Example Road', line_2: 'Headingley', postcode: 'LS1 4AP' },
		});
	});

	test('never returns the login of its prescription partner', async () => {
		const prescription_partner_credentials = { email: 'a@example.com', password: 'secret' };
		const change = { prescription_partner: 'signature_rx', prescription_partner_credentials };
		const answers = [await hero.patch('/v1/me', change), await hero.get('/v1/me')];
		for (const { data } of answers) {
			expect(data.prescription_partner).toBe('signature_rx');
			expect(JSON.stringify(data)).not.toMatch(/secret|a@example/);
		}
	});

	test('has capabilities, a configuration and Elements', async () => {
		expect(await get('/v1/me/capabilities')).toEqual({ capabilities: ['sms_messaging'] });
		expect(await get('/v1/me/configuration')).toMatchObject({ timezone: 'Europe/London' });
		expect((await get('/v1/me/elements')).data[0]).toMatchObject({ version: '1.4.0' });
	});

	test('gets an access token that lasts half an hour', async () => {
		const { access_token } = (await hero.post('/v1/access_token')).data;
		const [, claims] = access_token.split('.');
		const { sub, iat, exp } = JSON.parse(atob(claims));
		expect([sub, iat, exp - iat]).toEqual(['1042', Date.parse(MONDAY) / 1_000, 1_800]);
		expect(access_token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
	});

	test('gets a token for Heidi', async () => {
		expect(await get('/v1/partners/heidi/token')).toEqual({
			token: expect.any(String),
			expiration_time: '2026-03-16T09:00:00Z',
		});
	});
});

describe('staff', () => {
	const jo = async () => (await get('/v1/admins')).data[0];
	const update = (id: string, body: object) => hero.patch(`/v1/admins/${id}`, body);

	test('have prescriber data that can be changed partly and cleared', async () => {
		const changed = await update('77', { prescriber_details: { name: 'Dr Jo Newname' } });
		expect(changed.data).toEqual({ admin_id: '77' });
		expect(await jo()).toMatchObject({
			external_prescriber_id: 'EP-2201',
			prescriber_details: { name: 'Dr Jo Newname', registration_code: '9999999' },
		});
		await update('77', { external_prescriber_id: null, prescriber_details: null });
		expect(await jo()).toMatchObject({ external_prescriber_id: null, prescriber_details: null });
	});

	test('belong to one practice: another sandbox does not see the change', async () => {
		await update('77', { external_prescriber_id: 'EP-1' });
		const other = await openSandbox();
		const { data } = await other.hero.get('/v1/admins');
		await other.sandbox.stop();
		expect(data.data[0].external_prescriber_id).toBe('EP-2201');
	});

	test('must be known, and an id must not be empty', async () => {
		expect((await update('1', {})).status).toBe(404);
		const empty = await update('77', { external_prescriber_id: '' });
		expect(validationErrorOf(empty).path).toEqual(['body', 'external_prescriber_id']);
	});
});

describe('pharmacies', () => {
	const pharmacy = { name: 'Sample Pharmacy', email: 'sample@example.com', mobile: '07700 900457' };

	test('belong to a prescriber', async () => {
		const made = await hero.post('/v1/pharmacies', { ...pharmacy, prescriber_id: '42' });
		expect(made.data).toEqual({ id: '89', prescriber_id: '42', ...pharmacy });
		expect((await get('/v1/prescriber/42/pharmacies')).data).toEqual([made.data]);
		expect((await get('/v1/prescriber/41/pharmacies')).data).toMatchObject([{ id: '88' }]);
	});

	test('need a known prescriber', async () => {
		const answer = await hero.post('/v1/pharmacies', { ...pharmacy, prescriber_id: '1' });
		expect(validationErrorOf(answer).path).toEqual(['body', 'prescriber_id']);
		expect((await hero.get('/v1/prescriber/1/pharmacies')).status).toBe(404);
	});
});

describe('subscriptions', () => {
	const list = async (query: string) => (await get(`/v1/subscriptions?${query}`)).data;

	test('can be filtered by patient, scheme and status', async () => {
		expect(await list('patient_id=98765')).toEqual([
			{
				...{ id: '4101', patient_id: '98765', scheme_id: '19', scheme_name: 'Gold' },
				...{ status: 'active', created_at: '2026-03-15T00:00:00Z' },
			},
		]);
		expect((await list('scheme_name=Silver')).length).toBe(6);
		expect((await list('status=cancelled&scheme_id=20')).length).toBe(3);
	});

	test('can be sorted by age', async () => {
		const dates = async (query: string) =>
			(await list(query)).map(({ created_at }: { created_at: string }) => created_at);
		const oldest = await dates('order_by[]=created_at');
		expect(oldest).toEqual([...oldest].sort());
		const newest = await dates('order_by[]=created_at&order_descending[]=true');
		expect(newest).toEqual([...oldest].reverse());
	});
});

describe('HCA consultants', () => {
	const search = async (query: string) =>
		(await get(`/v1/booking-hca/consultants?${query}`)).data.map(
			({ last_name }: { last_name: string }) => last_name,
		);

	test('are searched in all fields, or in the named ones', async () => {
		expect(await search('search=CARDIO')).toEqual(['Pretendley', 'Notreal']);
		expect(await search('search=cardio&fields=first_name&fields=last_name')).toEqual([]);
		expect(await search('search=not&fields=last_name')).toEqual(['Notreal']);
		expect(await search('')).toHaveLength(3);
	});

	test('are read by number', async () => {
		expect(await get('/v1/booking-hca/consultants/9999998')).toMatchObject({
			last_name: 'Madeupham',
		});
		expect((await hero.get('/v1/booking-hca/consultants/1')).status).toBe(404);
	});
});

describe('SNOMED codes', () => {
	const validate = (body: object) => hero.post('/v1/snomed/validate', body);

	test.each([
		['195967001', true, 'Asthma'],
		['73211009', true, null],
		['195967002', false, null],
		['195967010', false, null],
		['12', false, null],
		['asthma', false, null],
	])('%s: valid is %s', async (code, valid, term) => {
		expect((await validate({ code })).data).toEqual({ code, valid, term });
	});

	test('are required', async () => {
		expect(validationErrorOf(await validate({})).path).toEqual(['body', 'code']);
	});
});

describe('a large practice', () => {
	const large = { apiKey: 'key', practiceGroupId: '1042', seed: 1, now: stoppedClock().now };

	test('can have ten thousand patients', () => {
		const { patients, spine } = createPractice({ ...large, patients: 10_000 });
		expect([patients.size, spine.size]).toEqual([10_018, 10_117]);
	});

	test('can have the awkward patients alone', () => {
		const { patients, episodes, invoices } = createPractice({ ...large, patients: 0 });
		expect([patients.size, episodes.size, invoices.size]).toEqual([18, 0, 0]);
	});
});
