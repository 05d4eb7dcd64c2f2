import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { submitForm } from '../../sandbox/practice/forms';
import { HttpError } from '../../sandbox/lib/httpError';
import { openSandbox, stoppedClock, type Clock } from '../support/sandbox/client';

const sam = '98765';
let clock: Clock;
let sandbox: Sandbox;
let hero: AxiosInstance;

beforeEach(async () => {
	clock = stoppedClock();
	({ sandbox, hero } = await openSandbox({ now: clock.now }));
});
afterEach(() => sandbox.stop());

const read = async (id: string) => (await hero.get(`/v1/form_response/${id}`)).data;

test('a submitted form can be read, with numeric ids and without the answers', async () => {
	const answers = { '8801': 'Twice a day' };
	const { id } = submitForm(sandbox.practice, '204', { patient_id: sam, answers });
	expect(await read(id)).toEqual({
		id: Number(id),
		form_id: 204,
		client_id: 98765,
		practice_group_id: 1042,
		created_at: '2026-03-16T08:00:00Z',
		updated_at: '2026-03-16T08:00:00Z',
		hidden: false,
	});
	expect(sandbox.practice.formResponses.get(id)?.answers).toEqual(answers);
});

test('a form response is in the health record a minute later', async () => {
	const { id } = submitForm(sandbox.practice, '204', { patient_id: sam });
	clock.pass(60_000);
	expect((await read(id)).emis_file_record_at).toBe('2026-03-16T08:01:00Z');
});

test('a form response of a patient without a health record has a reason', async () => {
	const body = { first_name: 'Kit', last_name: 'New', dob: '2001-02-03', mobile: '07700 900999' };
	const { patient_id } = (await hero.post('/v1/patients/register', body)).data;
	const { id } = submitForm(sandbox.practice, '204', { patient_id });
	clock.pass(60_000);
	const response = await read(id);
	expect(response.write_to_record_error).toBe('The patient has no health record');
	expect(response).not.toHaveProperty('emis_file_record_at');
});

test('a form response creates a task for staff', async () => {
	submitForm(sandbox.practice, '205', { patient_id: sam });
	const { data } = (await hero.get('/v1/episodes?page_size=200')).data;
	expect(data.at(-1)).toMatchObject({
		status: 'open',
		patient: { hero_id: sam },
		tasks: [{ type_label: 'Form response', status: 'open' }],
	});
	const task = (await hero.get(`/v2/tasks/${data.at(-1).tasks[0].id}`)).data;
	expect(task.details).toBe('Home blood pressure readings');
});

test.each([
	['form', '1', {}],
	['patient', '204', { patient_id: '1' }],
	['appointment', '204', { appointment_id: '1' }],
	['link', '204', { short_link_id: '1' }],
])('an unknown %s is refused', (_, formId, details) => {
	const submission = { patient_id: sam, ...details };
	expect(() => submitForm(sandbox.practice, formId, submission)).toThrow(HttpError);
	expect(sandbox.practice.formResponses.size).toBe(0);
});

test('an unknown response is not found', async () => {
	expect((await hero.get('/v1/form_response/1')).status).toBe(404);
});
