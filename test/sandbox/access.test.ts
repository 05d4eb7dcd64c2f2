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

describe('who may call', () => {
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

	test('a practice group outside the network is refused with 403', async () => {
		const { status } = await call({ 'x-api-key': 'demo-key', 'x-practice-group-id': '9999' });
		expect(status).toBe(403);
	});

	test('the practice group of the header answers', async () => {
		expect((await hero.get('/v1/me')).data).toEqual({
			id: '1042',
			name: 'Example Road Surgery',
			sector: 'nhs',
			address: { line_1: '12 Example Road', postcode: 'LS1 4AP' },
		});
		const sibling = await call({ 'x-api-key': 'demo-key', 'x-practice-group-id': '1043' });
		expect(sibling.data).toMatchObject({ id: '1043', name: 'Sample Lane Surgery' });
	});

	test('key and practice group can be chosen', async () => {
		const other = await openSandbox({ apiKey: 'other-key', practiceGroupId: '7' });
		const answers = [await other.hero.get('/v1/me'), await hero.get(`${other.sandbox.url}/v1/me`)];
		await other.sandbox.stop();
		expect(answers.map(({ status }) => status)).toEqual([200, 401]);
	});
});

describe('what can be called', () => {
	test('an unknown path is not found', async () => {
		expect((await hero.get('/v1/nothing')).status).toBe(404);
		expect((await hero.get('/v1')).status).toBe(404);
	});

	test('a known path with another method is not allowed', async () => {
		expect((await hero.delete('/v1/locations')).status).toBe(405);
		expect((await hero.post('/v1/appointments/1/cancel', {})).status).toBe(405);
	});

	test('every operation of the contract, and no other one', () => {
		const documented = Object.values(loadContract().paths)
			.flatMap((methods) => Object.values(methods))
			.map(({ operationId }) => operationId);
		expect(Object.keys(operations).sort()).toEqual(documented.sort());
	});

	test('a path with a place for an id does not swallow its neighbours', async () => {
		const count = await hero.get('/v1/slots/count/');
		expect([count.status, count.data]).toEqual([200, { count: expect.any(Number) }]);
		expect((await hero.get('/v1/slots/count/1')).status).toBe(404);
	});
});

describe('what a request may hold', () => {
	test('a value of the wrong kind is told by place and expectation, not by value', async () => {
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

	test('all problems of the nearest form are told', async () => {
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

	test('a missing body, a list and text that is no JSON are refused', async () => {
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

	test('a query is text on the wire and coerced to its kind', async () => {
		const bad = await hero.get('/v1/locations', { params: { has_availability: 'maybe' } });
		expect(validationErrorOf(bad)).toEqual({
			code: 'invalid_type',
			expected: 'boolean',
			path: ['query', 'has_availability'],
		});
		const good = await hero.get('/v1/locations?has_availability=true&appointment_type_ids=35');
		expect(good.data.data.map(({ id }: { id: string }) => id)).toEqual(['5', '7']);
	});

	test('a name that the documentation does not have is refused', async () => {
		const answer = await hero.get('/v1/forms', { params: { kind: 'questionnaire' } });
		expect(validationErrorOf(answer)).toEqual({
			code: 'unrecognized_keys',
			expected: 'known names only',
			path: ['query', 'kind'],
		});
	});

	test('but taken where the documentation does not show all names', async () => {
		expect((await hero.get('/v1/slots', { params: { sort: 'start' } })).status).toBe(200);
	});

	test('a value outside a closed list is told with the list', async () => {
		const answer = await hero.get('/v1/forms', { params: { form_type: 'quiz' } });
		expect(validationErrorOf(answer)).toEqual({
			code: 'invalid_enum_value',
			expected: 'questionnaire or response or appointment or care_navigation',
			path: ['query', 'form_type'],
		});
	});
});

describe('the sandbox itself', () => {
	test('the ledger holds every answered request as it was sent', async () => {
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

	test('its state is told in numbers', async () => {
		expect((await hero.get('/_sandbox/state')).data).toMatchObject({
			patients: 500,
			known_to_pds: 600,
			slots: 1600,
			appointments: 0,
			messages: 0,
		});
	});

	test('a busy port is an error', async () => {
		const port = Number(new URL(sandbox.url).port);
		await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	});

	test('a seed always gives the same practice, another seed another one', async () => {
		const names = async (seed: number) => {
			const other = await startSandbox({ seed });
			await other.stop();
			return [...other.practice.patients.values()].map(({ last_name }) => last_name);
		};
		expect(await names(7)).toEqual(await names(7));
		expect(await names(7)).not.toEqual(await names(8));
	});
});
