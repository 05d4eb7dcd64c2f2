import type { IDataObject, INode, INodeParameters, INodeType } from 'n8n-workflow';

import { runWorkflow } from '../../scripts/engine';
import { useHeroServer } from '../support/engine/heroServer';
import { ownContact, ownMobile } from '../support/engine/rehearsals';
import { installedPackage, startNode } from '../support/engine/runHero';

// n8n's HTTP Request node needs these only to shorten web pages for language models.
for (const name of ['@mozilla/readability', 'cheerio', 'html-to-text', 'jsdom']) {
	jest.doMock(name, () => ({}), { virtual: true });
}

const hero = useHeroServer();

const type = 'n8n-nodes-base.httpRequest';
const folder = '../../node_modules/.cache/n8n-nodes-base/dist/nodes/HttpRequest';

/** Runs n8n's HTTP Request node with the Hero credential. */
async function request(parameters: INodeParameters, credentials: IDataObject) {
	const { HttpRequest } = jest.requireActual<{ HttpRequest: new () => INodeType }>(
		`${folder}/HttpRequest.node.js`,
	);
	const node: INode = {
		...{ id: 'http', name: 'HTTP Request', type, typeVersion: 4.2, position: [200, 0] },
		parameters: {
			...{ authentication: 'predefinedCredentialType', nodeCredentialType: 'heroHealthApi' },
			...{ url: `${hero.url}/v1/messages/send`, options: {}, ...parameters },
		},
		credentials: { heroHealthApi: { id: 'credential', name: 'Hero' } },
	};
	const installed = installedPackage(hero, { credentials });
	const { error } = await runWorkflow({
		workflow: {
			nodes: [startNode, node],
			connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		},
		...{ ...installed, nodeTypes: { ...installed.nodeTypes, [type]: new HttpRequest() } },
	});
	return { error: error?.message, methods: hero.received.map(({ method }) => method) };
}

const messageTo = (contact: string): INodeParameters => ({
	...{ method: 'POST', sendBody: true, specifyBody: 'json' },
	jsonBody: JSON.stringify({
		...{ message_type: 'sms', patient_id: '98765', message_string: 'Hello' },
		recipient_contact_detail: contact,
	}),
});

const form: INodeParameters = {
	...{ method: 'POST', sendBody: true, contentType: 'form-urlencoded' },
	bodyParameters: { parameters: [{ name: 'message_type', value: 'sms' }] },
};

const refusal = 'The Hero Health credential is in Rehearsal, so this was not sent';
const patient = '07700 900123';

describe("n8n's HTTP Request node with the Hero credential", () => {
	test.each<[string, INodeParameters, IDataObject]>([
		['reads in Rehearsal', { method: 'GET' }, { mode: 'rehearsal' }],
		['sends a message to my own contact', messageTo(ownMobile), ownContact],
		['sends everything in Live', messageTo(patient), { mode: 'live' }],
	])('%s', async (_, parameters, credentials) => {
		const { error, methods } = await request(parameters, credentials);
		expect([error, methods]).toEqual([undefined, [parameters.method]]);
	});

	test.each<[string, INodeParameters, IDataObject]>([
		['a write in Rehearsal', messageTo(ownMobile), { mode: 'rehearsal' }],
		['a message to somebody else', messageTo(patient), ownContact],
		['a form', form, ownContact],
		[
			'a query beside the message',
			{
				...messageTo(ownMobile),
				...{ sendQuery: true, queryParameters: { parameters: [{ name: 'cc', value: patient }] } },
			},
			ownContact,
		],
	])('is refused for %s', async (_, parameters, credentials) => {
		const { error, methods } = await request(parameters, credentials);
		expect([error, methods]).toEqual([refusal, []]);
	});
});
