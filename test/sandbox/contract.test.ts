import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { AxiosInstance, AxiosResponse } from 'axios';
import { loadContract } from '../../api';
import type { Sandbox } from '../../sandbox';
import { operations } from '../../sandbox/operations';
import { openSandbox } from './client';

const contract = loadContract();
const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema(contract, 'contract');

let sandbox: Sandbox;
let hero: AxiosInstance;

beforeAll(async () => {
	({ sandbox, hero } = await openSandbox());
});
afterAll(() => sandbox.stop());

/** The schemas of an answer: the documented one and, where there is one, the guess beside it. */
function schemasOf(operationId: string, status: number): string[] {
	for (const [path, methods] of Object.entries(contract.paths)) {
		for (const [method, operation] of Object.entries(methods)) {
			if (operation.operationId !== operationId) continue;
			const place = `contract#/paths/${path.replaceAll('/', '~1')}/${method}`;
			const guess = status === 200 && operation['x-guess']?.response;
			return [
				status === 400
					? 'contract#/components/schemas/Error400'
					: `${place}/responses/${status}/content/application~1json/schema`,
				...(guess ? [`${place}/x-guess/response`] : []),
			];
		}
	}
	throw new Error(`The contract does not know ${operationId}`);
}

function expectToFit({ data, status }: AxiosResponse): void {
	const { operationId = '' } = sandbox.ledger[sandbox.ledger.length - 1];
	for (const $ref of schemasOf(operationId, status)) {
		const validate = ajv.compile({ $ref });
		validate(data);
		expect([operationId, validate.errors]).toEqual([operationId, null]);
	}
}

test('every answer of every operation fits the contract', async () => {
	const answers: AxiosResponse[] = [];
	const keep = async (request: Promise<AxiosResponse>) => {
		const answer = await request;
		expectToFit(answer);
		answers.push(answer);
		return answer.data;
	};
	const get = (path: string) => keep(hero.get(path));
	const post = (path: string, body: object) => keep(hero.post(path, body));
	const patch = (path: string, body?: object) => keep(hero.patch(path, body));

	await get('/v1/me');
	await get('/v1/admins');
	await post('/v1/patients/register_pds', { nhs_number: '9990000018', dob: '1990-12-31' });
	await post('/v1/patients/register_pds', { nhs_number: '9990000026', dob: '1985-07-14' });
	const { patient_id } = await post('/v1/patients/register', {
		first_name: 'Kit',
		last_name: 'Newcomer',
		dob: '2001-02-03',
		mobile: '07700 900999',
	});
	for (const id of [...sandbox.practice.patients.keys()].slice(0, 20).concat(patient_id)) {
		await get(`/v1/patients/${id}`);
		await get(`/v2/patients/${id}`);
	}
	await get('/v3/patients?last_name=T&page_size=200');
	await get('/v2/patients?field=ehr_partner_id&search=20451');
	await get('/v1/patients?field=emis_id&search=20451');

	await get('/v1/locations');
	await get('/v1/practitioners');
	await get('/v1/practitioners/15');
	await get('/v1/appointment_types');
	await get('/v1/slots/count');
	const [slot] = (await get('/v1/slots')).data.slice(-1);
	await get(`/v1/slots/${slot.id}`);
	const where = { ...slot, duration: 15, patient_id };
	await post('/v1/slots/availability', where);
	const { id } = await post('/v1/appointments', where);
	await get(`/v1/appointments/${id}`);
	await patch(`/v1/appointments/${id}/book`);
	await get(`/v1/appointments/${id}`);
	await get(`/v1/appointments/${id}/status`);
	await patch(`/v1/appointments/${id}/cancel`, { suppress_cancellation_policy: true });
	await get(`/v1/appointments/${id}`);

	const { short_link_id } = await post('/v1/video_links', { patient_id });
	await get(`/v1/links/status?id=${short_link_id}`);
	const link = await post('/v1/booking_links', {
		...{ appointment_type_id: '31', location_id: '5', expiry_date: '2099-04-16' },
	});
	await get(`/v1/booking_links/${link.short_link_id}`);

	const message = { patient_id, message_type: 'sms', message_string: 'Hello' };
	for (const more of [{}, { write_to_record: true, short_link_id }, { send_at: '2099-01-01' }]) {
		const { message_id } = await post('/v1/messages/send', { ...message, ...more });
		await get(`/v1/messages/${message_id}`);
	}
	await get('/v1/templates');
	await get('/v1/forms');
	await get('/v1/forms/204');

	expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
	const carriedOut = sandbox.ledger.map(({ operationId }) => operationId);
	expect(Object.keys(operations).filter((one) => !carriedOut.includes(one))).toEqual([]);
});

test('every refusal fits the contract', async () => {
	for (const request of [
		hero.post('/v1/messages/send', {}),
		hero.post('/v1/patients/register', { sex: 'Unknown' }),
		hero.get('/v3/patients'),
		hero.get('/v1/slots?page_index=first'),
		hero.patch('/v1/appointments/1/book', []),
	]) {
		const answer = await request;
		expect(answer.status).toBe(400);
		expectToFit(answer);
	}
});
