'use strict';

/**
 * Who is measured. Each does the same three jobs: `read` a record or `write` a message for every item,
 * by expressions or not, or get a long `list`.
 */
const axios = require('axios');
const { Agent } = require('node:http');
const Module = require('node:module');
const { join } = require('node:path');

const heroHealth = require('../..');

const credential = { heroHealthApi: { id: 'credential', name: 'Hero' } };
const text = 'Dear patient, your asthma review is due. Please book a time with your practice.';
const byId = (value) => ({ __rl: true, mode: 'id', value });

/** A value of the item by expression, or the same for all items. */
const valueOf = ({ expressions }) => (expressions ? '={{ $json.id }}' : '10000');
const recordUrl = ({ url, expressions }) =>
	expressions ? `=${url}/v1/appointments/{{ $json.id }}` : `${url}/v1/appointments/10000`;

const heroHealthNode = (itemsInParallel) => ({
	name: `Hero Health, ${itemsInParallel} in parallel`,
	type: () => ownNode,
	parameters: (job) => ({
		itemsInParallel,
		...{
			read: { resource: 'appointment', operation: 'get', id: byId(valueOf(job)) },
			write: {
				...{ resource: 'message', operation: 'send', messageType: 'sms' },
				...{ patientId: byId(valueOf(job)), messageString: text },
			},
			list: { resource: 'slot', operation: 'getMany', returnAll: true },
		}[job.kind],
	}),
});

const ownNode = new heroHealth.HeroHealth();

/** n8n's own node loads parsers of web pages, which are not here and which none of the jobs needs. */
function loadHttpRequest() {
	const absent = ['@mozilla/readability', 'cheerio', 'html-to-text', 'jsdom'];
	const load = Module._load;
	Module._load = (name, ...others) => (absent.includes(name) ? {} : load(name, ...others));
	const folder = join(__dirname, '..', '..', 'node_modules', '.cache', 'n8n-nodes-base', 'dist');
	const { HttpRequest } = require(join(folder, 'nodes', 'HttpRequest', 'HttpRequest.node.js'));
	Module._load = load;
	return new HttpRequest();
}

const n8nsNode = loadHttpRequest();

const pages = {
	paginationMode: 'updateAParameterInEachRequest',
	parameters: {
		parameters: [
			{ type: 'qs', name: 'page_index', value: '={{ $pageCount }}' },
			{ type: 'qs', name: 'page_size', value: '50' },
		],
	},
	paginationCompleteWhen: 'other',
	completeExpression: '={{ $response.body.data.length === 0 }}',
};

const httpRequest = {
	name: "n8n's HTTP Request",
	type: () => n8nsNode,
	typeVersion: n8nsNode.currentVersion,
	parameters: (job) => ({
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'heroHealthApi',
		...{
			read: { method: 'GET', url: recordUrl(job) },
			write: {
				...{ method: 'POST', url: `${job.url}/v1/messages/send` },
				...{ sendBody: true, specifyBody: 'keypair' },
				bodyParameters: {
					parameters: [
						{ name: 'message_type', value: 'sms' },
						{ name: 'patient_id', value: valueOf(job) },
						{ name: 'message_string', value: text },
					],
				},
			},
			list: {
				method: 'GET',
				url: `${job.url}/v1/slots`,
				options: { pagination: { pagination: pages } },
			},
		}[job.kind],
	}),
};

const property = (name, more) => ({
	...{ displayName: name, name, type: 'string', default: '' },
	...more,
});
const sent = (name) => property(name, { routing: { send: { type: 'body', property: name } } });
const request = (method, url) => ({ request: { method, url } });

/** The shape of most community nodes: n8n makes the requests from the description. */
const declarative = {
	name: 'a declarative node',
	type: ({ url }) => ({
		description: {
			...{ displayName: 'Declarative', name: 'declarative', group: ['transform'], version: 1 },
			...{ description: '', defaults: {}, inputs: ['main'], outputs: ['main'] },
			credentials: [{ name: 'heroHealthApi', required: true }],
			requestDefaults: { baseURL: url },
			properties: [
				property('operation', {
					type: 'options',
					options: [
						{
							name: 'read',
							value: 'read',
							routing: request('GET', '=/v1/appointments/{{ $parameter.id }}'),
						},
						{ name: 'write', value: 'write', routing: request('POST', '/v1/messages/send') },
					],
				}),
				property('id', { displayOptions: { show: { operation: ['read'] } } }),
				...['message_type', 'patient_id', 'message_string'].map((name) => ({
					...sent(name),
					displayOptions: { show: { operation: ['write'] } },
				})),
			],
		},
	}),
	parameters: (job) => ({
		operation: job.kind,
		...(job.kind === 'read'
			? { id: valueOf(job) }
			: { message_type: 'sms', patient_id: valueOf(job), message_string: text }),
	}),
	cannot: 'list',
};

/** As little as a node of n8n can do: read the parameters, send, give back. No retries, no checks. */
const floor = (width) => ({
	name: `the least node, ${width} in parallel`,
	type: ({ url: baseURL }) => ({
		description: {
			...{ displayName: 'Least', name: 'least', group: ['transform'], version: 1 },
			...{ description: '', defaults: {}, inputs: ['main'], outputs: ['main'] },
			credentials: [{ name: 'heroHealthApi', required: true }],
			properties: [property('operation'), property('id'), property('text')],
		},
		async execute() {
			const send = async (options) =>
				await this.helpers.httpRequestWithAuthentication.call(this, 'heroHealthApi', {
					...{ baseURL, json: true, ...options },
				});
			const output = [];
			const operation = this.getNodeParameter('operation', 0);
			if (operation === 'list') {
				for (let page_index = 0; ; page_index++) {
					const qs = { page_index, page_size: 50 };
					const { data } = await send({ method: 'GET', url: '/v1/slots', qs });
					output.push(...data.map((json) => ({ json, pairedItem: { item: 0 } })));
					if (data.length < 50 || output.length === 10_000) return [output];
				}
			}
			const count = this.getInputData().length;
			let next = 0;
			const worker = async () => {
				while (next < count) {
					const item = next++;
					const id = this.getNodeParameter('id', item);
					const message = this.getNodeParameter('text', item);
					const body = { message_type: 'sms', patient_id: id, message_string: message };
					const json =
						operation === 'read'
							? await send({ method: 'GET', url: `/v1/appointments/${id}` })
							: await send({ method: 'POST', url: '/v1/messages/send', body });
					output[item] = { json, pairedItem: { item } };
				}
			};
			const all = await Promise.allSettled(Array.from({ length: width }, worker));
			const failed = all.find(({ status }) => status === 'rejected');
			if (failed && !this.continueOnFail()) throw failed.reason;
			return [output.filter(Boolean)];
		},
	}),
	parameters: (job) => ({ operation: job.kind, id: valueOf(job), text }),
});

/** No n8n at all: axios, a new connection for each request as in n8n, and nothing else. */
const bare = (width) => ({
	name: `axios without n8n, ${width} in parallel`,
	async run({ url, kind, expressions, items }) {
		const client = axios.create({ baseURL: url, httpAgent: new Agent({ keepAlive: false }) });
		const output = [];
		if (kind === 'list') {
			for (let page_index = 0; output.length < 10_000; page_index++) {
				const { data } = await client.get('/v1/slots', { params: { page_index, page_size: 50 } });
				output.push(...data.data);
			}
			return output.length;
		}
		let next = 0;
		const worker = async () => {
			while (next < items.length) {
				const id = expressions ? items[next].id : '10000';
				next++;
				const body = { message_type: 'sms', patient_id: id, message_string: text };
				const answer = await (
					kind === 'read'
						? client.get(`/v1/appointments/${id}`)
						: client.post('/v1/messages/send', body)
				).catch(() => undefined);
				if (answer) output.push(answer.data);
			}
		};
		await Promise.all(Array.from({ length: width }, worker));
		return output.length;
	},
});

exports.credential = credential;
exports.contestants = [
	heroHealthNode(10),
	heroHealthNode(100),
	httpRequest,
	declarative,
	floor(10),
	floor(100),
	bare(100),
];
