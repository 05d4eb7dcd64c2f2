import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	jsonResponse,
	badRequest,
	useHeroServer,
	type HeroResponse,
} from '../support/engine/heroServer';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const bodies = () => hero.received.map(({ body }) => body);

const run = async (operation: string, parameters: INodeParameters, items: IDataObject[] = [{}]) =>
	await runHero(hero, { operation, parameters, items });

/** The required parameters of each operation, and Hero's name of its collection. */
const needed: Record<string, { parameters: INodeParameters; body: IDataObject; place: string }> = {
	'practiceGroup: update': { parameters: {}, body: {}, place: 'updateFields' },
	'admin: update': { parameters: { id: byId('77') }, body: {}, place: 'updateFields' },
	'episode: update': { parameters: { id: byId('4410') }, body: {}, place: 'updateFields' },
	'customer: create': {
		parameters: { name: 'Sam Testpatient' },
		body: { name: 'Sam Testpatient' },
		place: 'additionalFields',
	},
	'invoice: create': {
		parameters: { issuerId: byId('77') },
		body: { issuer_id: '77', patient_id: '98765' },
		place: 'additionalFields',
	},
	'invoice: update': {
		parameters: { id: byId('in_example01'), issuerId: byId('77') },
		body: { issuer_id: '77' },
		place: 'updateFields',
	},
};

/** The form with these fields in its collection. */
function formWith(operation: string, fields: INodeParameters): INodeParameters {
	const { parameters, place } = needed[operation];
	const patient = operation === 'invoice: create' ? { patientId: byId('98765') } : {};
	return { ...parameters, [place]: { ...patient, ...fields } };
}

describe('the password at the prescription partner is sent to Hero only', () => {
	const password = 'coelacanth-42!';
	const login = { email: 'rx@example.com', password };
	const update = async () =>
		await run(
			'practiceGroup: update',
			formWith('practiceGroup: update', {
				prescriptionPartnerCredentials: {
					email: '={{ $json.email }}',
					password: '={{ $json.password }}',
				},
			}),
			[login],
		);

	test.each<[string, HeroResponse]>([
		['a 400', badRequest({ code: password, expected: password, path: ['body', password] })],
		['a 401', { status: 401, body: { error: password } }],
		['a 500', { status: 500, body: { message: password } }],
		['a web page', { headers: { 'content-type': 'text/html' }, body: `<p>${password}</p>` }],
		['an answer that is cut', { cut: 'answering', body: password }],
		[
			'the practice group with its login',
			jsonResponse({ id: '1042', prescription_partner_credentials: login }),
		],
		['the login alone', jsonResponse({ data: { prescription_partner_credentials: login } })],
	])('though Hero repeats it in %s', async (_title, answer) => {
		hero.respondWith(answer);
		const { savedExecution } = await update();
		expect(bodies()).toEqual([{ prescription_partner_credentials: login }]);
		expect(savedExecution).not.toContain(password);
	});

	test('is not output when Hero returns it with the practice group', async () => {
		hero.respondWith(jsonResponse({ id: '1042', prescription_partner_credentials: login }));
		const { savedExecution, json: given } = await run('practiceGroup: get', {});
		expect(given).toMatchObject([{ id: '1042' }]);
		expect(savedExecution).not.toContain(password);
	});
});
