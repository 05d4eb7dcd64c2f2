import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	jsonResponse,
	badRequest,
	useHeroServer,
	type HeroResponse,
} from '../support/engine/heroServer';
import { formWith } from '../support/engine/nestedForms';
import { runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const bodies = () => hero.received.map(({ body }) => body);

const run = async (operation: string, parameters: INodeParameters, items: IDataObject[] = [{}]) =>
	await runHero(hero, { operation, parameters, items });

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
