import axios, { type AxiosInstance } from 'axios';
import { loadContract } from '../../api';
import { startSandbox, type Sandbox } from '../../sandbox';
import { operations } from '../../sandbox/api/operations';
import { validationErrorOf, openSandbox } from '../support/sandbox/client';

let sandbox: Sandbox;
let hero: AxiosInstance;

beforeAll(async () => {
	({ sandbox, hero } = await openSandbox());
});
afterAll(() => sandbox.stop());
beforeEach(() => hero.delete('/_sandbox/ledger'));

describe('authentication', () => {
	const call = (headers: Record<string, string>) =>
		axios.get(`${sandbox.url}/v1/me`, { headers, validateStatus: () => true });

	test.each([
		['no header at all', {}],
		['no key', { 'x-practice-group-id': '1042' }],
		['a wrong key', { 'x-api-key': 'wrong', 'x-practice-group-id': '1042' }],
		['no practice group', { 'x-api-key': 'demo-key' }],
	])('%s is refused with 401', async (_, headers) => {
		const { status, data } = await call(headers as Record<string, string>);
		expect(status).toBe(401);
		expect(data).toEqual({ error: true, statusCode: 401, message: expect.any(String) });
	});

	test('a practice group outside the network gets 403', async () => {
		const { status } = await call({ 'x-api-key': 'demo-key', 'x-practice-group-id': '9999' });
		expect(status).toBe(403);
	});

	test('the practice group is that of the header', async () => {
		expect((await hero.get('/v1/me')).data).toEqual({
			id: '1042',
			name: 'Example Road Surgery',
			sector: 'nhs',
			address: { line_1: '12 Example Road', postcode: 'LS1 4AP' },
		});
		const sibling = await call({ 'x-api-key': 'demo-key', 'x-practice-group-id': '1043' });
		expect(sibling.data).toMatchObject({ id: '1043', name: 'Sample Lane Surgery' });
	});

	test('key and practice group are options', async () => {
		const other = await openSandbox({ apiKey: 'other-key', practiceGroupId: '7' });
		const answers = [await other.hero.get('/v1/me'), await hero.get(`${other.sandbox.url}/v1/me`)];
		await other.sandbox.stop();
		expect(answers.map(({ status }) => status)).toEqual([200, 401]);
	});
});

describe('routing', () => {
	test('an unknown path is not found', async () => {
		expect((await hero.get('/v1/nothing')).status).toBe(404);
		expect((await hero.get('/v1')).status).toBe(404);
	});

	test('a known path with another method is not allowed', async () => {
		expect((await hero.delete('/v1/locations')).status).toBe(405);
		expect((await hero.post('/v1/appointments/1/cancel', {})).status).toBe(405);
	});

	test('every operation of the contract is routed, and no other', () => {
		const documented = Object.values(loadContract().paths)
			.flatMap((methods) => Object.values(methods))
			.map(({ operationId }) => operationId);
		expect(Object.keys(operations).sort()).toEqual(documented.sort());
	});

	test('a path with a parameter does not hide similar paths', async () => {
		const count = await hero.get('/v1/slots/count/');
		expect([count.status, count.data]).toEqual([200, { count: expect.any(Number) }]);
		expect((await hero.get('/v1/slots/count/1')).status).toBe(404);
	});
});

describe('request validation', () => {
	test('the error of a wrong type has path and expected type, not the value', async () => {
		const answer = await hero.post('/v1/patients/register_pds', {
			nhs_number: 9990000018,
			dob: '1990-12-31',
		});
		expect(answer.data).toEqual({
			error: true,
			statusCode: 400,
			message: [{ code: 'invalid_type', expected: 'string', path: ['body', 'nhs_number'] }],
		});
		expect(JSON.stringify(answer.data)).not.toContain('9990000018');
	});

	test('the error lists all problems of the closest variant', async () => {
		const { data } = await hero.post('/v1/patients/register_pds', {
			forename: 'Sam',
			surname: 'Testpatient',
			postcode: 14,
			dob: 5,
		});
		expect(data.message).toEqual([
			{ code: 'invalid_type', expected: 'string or null', path: ['body', 'dob'] },
			{ code: 'invalid_type', expected: 'string', path: ['body', 'postcode'] },
		]);
	});

	test('a missing body, a list and invalid JSON are rejected', async () => {
		const json = { headers: { 'content-type': 'application/json' } };
		const missing = await hero.post('/v1/messages/send');
		const array = await hero.post('/v1/messages/send', []);
		const broken = await hero.post('/v1/messages/send', '{"patient_id":', json);
		const form = await hero.post('/v1/messages/send', new URLSearchParams({ patient_id: '1' }));
		expect(validationErrorOf(missing)).toEqual({
			code: 'invalid_type',
			expected: 'object',
			path: ['body'],
		});
		expect(validationErrorOf(array)).toEqual({
			code: 'invalid_type',
			expected: 'object',
			path: ['body'],
		});
		expect(validationErrorOf(broken)).toEqual({
			code: 'invalid_json',
			expected: 'JSON',
			path: ['body'],
		});
		expect(validationErrorOf(form)).toEqual(validationErrorOf(broken));
	});

	test('query parameters are coerced from text to their types', async () => {
		const bad = await hero.get('/v1/locations', { params: { has_availability: 'maybe' } });
		expect(validationErrorOf(bad)).toEqual({
			code: 'invalid_type',
			expected: 'boolean',
			path: ['query', 'has_availability'],
		});
		const good = await hero.get('/v1/locations?has_availability=true&appointment_type_ids=35');
		expect(good.data.data.map(({ id }: { id: string }) => id)).toEqual(['5', '7']);
	});

	test('an undocumented name is rejected', async () => {
		const answer = await hero.get('/v1/forms', { params: { kind: 'questionnaire' } });
		expect(validationErrorOf(answer)).toEqual({
			code: 'unrecognized_keys',
			expected: 'known names only',
			path: ['query', 'kind'],
		});
	});

	test('an undocumented name is accepted when the documentation is incomplete', async () => {
		expect((await hero.get('/v1/slots', { params: { sort: 'start' } })).status).toBe(200);
	});

	test('the error of an unknown enum value lists the allowed values', async () => {
		const answer = await hero.get('/v1/forms', { params: { form_type: 'quiz' } });
		expect(validationErrorOf(answer)).toEqual({
			code: 'invalid_enum_value',
			expected: 'questionnaire or response or appointment or care_navigation',
			path: ['query', 'form_type'],
		});
	});
});

describe('the sandbox itself', () => {
	test('the ledger has every answered request as it was sent', async () => {
		await hero.get('/v1/slots', { params: { page_size: '1' } });
		await hero.post('/v1/messages/send', { patient_id: '98765' });
		await hero.get('/v1/nothing');
		const expected = [
			{
				method: 'GET',
				path: '/v1/slots',
				operationId: 'listSlots',
				practiceGroupId: '1042',
				query: { page_size: '1' },
				status: 200,
			},
			{
				method: 'POST',
				path: '/v1/messages/send',
				operationId: 'sendMessage',
				body: { patient_id: '98765' },
				status: 400,
			},
			{ method: 'GET', path: '/v1/nothing', status: 404 },
		];
		expect(sandbox.ledger).toMatchObject(expected);
		expect((await hero.get('/_sandbox/ledger')).data).toMatchObject(expected);
		expect((await hero.delete('/_sandbox/ledger')).status).toBe(204);
		expect(sandbox.ledger).toEqual([]);
	});

	test('the admin API counts the records', async () => {
		expect((await hero.get('/_sandbox/state')).data).toMatchObject({
			patients: 518,
			known_to_pds: 617,
			slots: 1640,
			appointments: 0,
			messages: 0,
		});
	});

	test('a port in use is an error', async () => {
		const port = Number(new URL(sandbox.url).port);
		await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	});

	test('the same seed gives the same practice, and another seed a different one', async () => {
		const names = async (seed: number) => {
			const other = await startSandbox({ seed });
			await other.stop();
			return [...other.practice.patients.values()].map(({ last_name }) => last_name);
		};
		expect(await names(7)).toEqual(await names(7));
		expect(await names(7)).not.toEqual(await names(8));
	});
});
