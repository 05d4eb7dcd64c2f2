import type { INodeParameters } from 'n8n-workflow';

import {
	jsonResponse,
	badRequest,
	useHeroServer,
	type HeroResponse,
} from '../support/engine/heroServer';
import { byId, apiKey, runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();

const html: HeroResponse = {
	headers: { 'content-type': 'text/html' },
	body: '<!doctype html><title>Sign in</title>',
};

describe('the data that n8n stores of a failed run contain neither the key nor the patient', () => {
	const patient = {
		id: '98765432',
		nhs: '999 000 0018',
		first: 'Zebedee',
		last: 'Canarybird',
		born: '1990-12-31',
		mobile: '07700 900123',
		email: 'zeb@example.com',
		text: 'Results of the coelacanth test',
	};
	const details: INodeParameters = {
		firstName: '={{ $json.first }}',
		lastName: '={{ $json.last }}',
		dob: '={{ $json.born }}',
	};
	const runs: Array<HeroRunOptions & { sent: string[] }> = [
		{
			operation: 'message: send',
			parameters: {
				messageType: 'sms',
				patientId: byId('={{ $json.id }}'),
				messageString: '={{ $json.text }}',
				additionalFields: { recipientContactDetail: '={{ $json.mobile }}' },
			},
			sent: ['98765432', 'Results of the coelacanth test', '07700 900123', '+447700900123'],
		},
		{
			operation: 'patient: register',
			parameters: {
				...{ ...details, reachBy: 'mobile', mobile: '={{ $json.mobile }}' },
				additionalFields: { email: '={{ $json.email }}', nhsNumber: '={{ $json.nhs }}' },
			},
			sent: [
				...['Zebedee', 'Canarybird', '1990-12-31', '31/12/1990', '07700900123'],
				...['zeb@example.com', '999 000 0018', '9990000018'],
			],
		},
		{
			operation: 'patient: getMany',
			parameters: { filters: details },
			sent: ['Zebedee', 'Canarybird', '1990-12-31', '31/12/1990'],
		},
		{
			operation: 'patient: get',
			parameters: { id: byId('={{ $json.id }}') },
			sent: ['98765432'],
		},
	];

	/** Responses in which Hero, or a proxy before it, repeats sent values. */
	const answers: Array<[string, (text: string) => HeroResponse]> = [
		['the text of a 400', (text) => ({ status: 400, body: { message: text } })],
		['field errors', (text) => badRequest({ code: text, expected: text, path: ['body', text] })],
		['the reason of a 401', (text) => ({ status: 401, body: { error: text } })],
		['a bare 404', (text) => ({ status: 404, body: text })],
		['the text of a 500', (text) => ({ status: 500, body: { message: text } })],
		['a web page', (text) => ({ ...html, body: `<p>${text}</p>` })],
		['a bare text', (text) => jsonResponse(text)],
		['an answer that is cut', (text) => ({ cut: 'answering', body: text })],
		[
			'a redirect',
			(text) => ({ status: 302, headers: { location: `/x?${encodeURIComponent(text)}` } }),
		],
	];

	describe.each(runs)('$operation', ({ sent, ...run }) => {
		test.each([
			...answers.map(([form, answer]) => ({
				form,
				answer,
				said: `no "${sent.join('", "')}" here`,
			})),
			...answers.map(([form, answer]) => ({
				form: `${form}, in capitals`,
				answer,
				said: `NO ${sent.join(' ')}`.toUpperCase(),
			})),
			...answers.map(([form, answer]) => ({ form: `${form} on the key`, answer, said: apiKey })),
		])('$form', async ({ answer, said }) => {
			hero.respondWith(answer(said));
			const { status, savedExecution } = await runHero(hero, { ...run, items: [patient] });
			expect(status).toBe('error');
			const told = [...sent, apiKey].filter((value) =>
				savedExecution.toLowerCase().includes(value.toLowerCase()),
			);
			expect(told).toEqual([]);
		});
	});

	test.each([
		['nhsNumber', '999 000 0011'],
		['nhsNumber', '999000'],
		['dob', '31/12/1990'],
		['dob', '1990-02-30'],
	])('nor does a %s that is refused', async (name, value) => {
		const { error } = await runHero(hero, {
			operation: 'patient: registerPds',
			parameters: {
				...{ traceBy: 'nhsNumber', nhsNumber: '999 000 0018', dob: '1990-12-31' },
				[name]: '={{ $json.value }}',
			},
			items: [{ value }],
		});
		expect(`${error?.message} ${error?.description}`).not.toMatch(/999|1990/);
	});
});
