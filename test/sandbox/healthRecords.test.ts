import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { validationErrorOf, openSandbox } from '../support/sandbox/client';

let sandbox: Sandbox;
let hero: AxiosInstance;

beforeEach(async () => {
	({ sandbox, hero } = await openSandbox());
});
afterEach(() => sandbox.stop());

const sam = '98765';
const alex = '98766';
const get = async (path: string) => (await hero.get(path)).data;
const register = async (body: object): Promise<string> =>
	(
		await hero.post('/v1/patients/register', {
			...{ first_name: 'Samantha', last_name: 'TESTPATIENT', dob: '1990-12-31' },
			...{ mobile: '07700 900999', ...body },
		})
	).data.patient_id;

describe('connecting a patient to the health record', () => {
	const connect = (id: string, ehr_partner_id?: unknown) =>
		hero.post(`/v1/patients/${id}/ehr/connect`, { ehr_partner_id });

	test('candidates share the NHS number, or birthday and last name', async () => {
		const { data, count } = await get(`/v1/patients/${await register({})}/ehr/candidates`);
		expect(count).toBe(1);
		expect(data[0]).toMatchObject({ ehr_partner_id: '20451', first_name: 'Sam', hero_id: sam });
		expect((await get(`/v1/patients/${sam}/ehr/candidates`)).count).toBe(1);
	});

	test('connects to a record without a connection', async () => {
		const id = await register({});
		expect((await get(`/v2/patients/${id}`)).ehr_registered).toBe(false);
		// The person of this record is known to PDS only.
		expect((await connect(id, '20951')).status).toBe(200);
		expect(await get(`/v2/patients/${id}`)).toMatchObject({
			ehr_partner_id: '20951',
			ehr_registered: true,
		});
		expect(validationErrorOf(await connect(id, '20451')).code).toBe('already_connected');
	});

	test('needs a record', async () => {
		for (const record of ['1', undefined, 20451]) {
			expect(validationErrorOf(await connect(sam, record)).path).toEqual([
				'body',
				'ehr_partner_id',
			]);
		}
		expect((await connect('1', '20451')).status).toBe(404);
	});
});

describe('merging two patients', () => {
	const preview = (id: string, patient_id: string) =>
		hero.post(`/v1/patients/${id}/merge/preview`, { patient_id });
	const merge = (id: string, patient_id: string, merge_token: string) =>
		hero.post(`/v1/patients/${id}/merge`, { patient_id, merge_token });
	const mergeAll = async (id: string, patient_id: string) =>
		merge(id, patient_id, (await preview(id, patient_id)).data.merge_token);

	test('has a preview that changes nothing', async () => {
		const other = await register({ nhs_number: '999 888 0009', landline: '01632 960000' });
		const { data } = await preview(sam, other);
		expect(data).toMatchObject({
			merge_token: expect.stringMatching(/^mrg_\w+$/),
			patient: { id: sam, first_name: 'Sam', nhs_number: '9990000018' },
		});
		expect((await get(`/v1/patients/${other}`)).first_name).toBe('Samantha');
	});

	test('keeps the patient of the path, with details that only the removed one had', async () => {
		const other = await register({ email: 'samantha@example.com' });
		const kept = await register({ first_name: 'Sammy' });
		const { status, data } = await mergeAll(kept, other);
		expect([status, data.id, data.email]).toEqual([200, kept, 'samantha@example.com']);
		expect(await get(`/v1/patients/${kept}`)).toMatchObject({
			...{ first_name: 'Sammy', email: 'samantha@example.com' },
		});
		expect((await hero.get(`/v1/patients/${other}`)).status).toBe(404);
		expect((await get('/v3/patients?first_name=Samantha')).count).toBe(0);
	});

	test('moves every record of the removed patient', async () => {
		const message = { patient_id: alex, message_type: 'hero', message_string: 'Hello' };
		const { message_id } = (await hero.post('/v1/messages/send', message)).data;
		const [slot] = (await get('/v1/slots?page_size=1')).data;
		const held = await hero.post('/v1/appointments', { ...slot, duration: 15, patient_id: alex });
		const link = (await hero.post('/v1/video_links', { patient_id: alex })).data;
		await mergeAll(sam, alex);
		expect((await get(`/v1/messages/${message_id}`)).patient.id).toBe(sam);
		expect((await get(`/v1/appointments/${held.data.id}`)).patient_id).toBe(sam);
		expect((await get(`/v1/links/status?id=${link.short_link_id}`)).reference).toEqual([
			{ patient_id: sam },
		]);
	});

	test('uses no id twice: the next patient gets a new one', async () => {
		const { size } = sandbox.practice.patients;
		await mergeAll(sam, alex);
		const next = await register({});
		expect(sandbox.practice.patients.size).toBe(size);
		expect(next).toBe('99265');
	});

	test('the remaining patient is found by the NHS number that only the removed one had', async () => {
		const [kept, other] = [await register({}), await register({ nhs_number: '9998880009' })];
		await mergeAll(kept, other);
		expect(await register({ nhs_number: '9998880009' })).toBe(kept);
		expect((await get('/v3/patients?nhs_number=9998880009')).data[0].hero_id).toBe(kept);
	});

	test('needs the token of this preview', async () => {
		const { merge_token } = (await preview(sam, alex)).data;
		for (const answer of [
			await merge(sam, alex, 'mrg_wrong'),
			await merge(alex, sam, merge_token),
			await merge(sam, '98767', merge_token),
		]) {
			expect(validationErrorOf(answer)).toMatchObject({
				code: 'invalid_token',
				path: ['body', 'merge_token'],
			});
		}
		expect((await merge(sam, alex, merge_token)).status).toBe(200);
		expect(validationErrorOf(await merge(sam, alex, merge_token)).code).toBe('unknown_id');
	});

	test('needs two different, known patients', async () => {
		expect(validationErrorOf(await preview(sam, sam)).code).toBe('same_patient');
		expect(validationErrorOf(await preview(sam, '1')).code).toBe('unknown_id');
		expect((await preview('1', sam)).status).toBe(404);
	});
});
