'use strict';

/**
 * Who is measured. Each does the same three jobs: `read` a record or `write` a message for every item,
 * by expressions or not, or get a long `list`; `width` at once, or all at once where it has none.
 */
const axios = require('axios');
const { Agent } = require('node:http');
const Module = require('node:module');
const { join } = require('node:path');

const heroHealth = require('../..');
const { declarativeNode, leastNode } = require('./nodes');

const credential = { heroHealthApi: { id: 'credential', name: 'Hero' } };
const text = 'Dear patient, your asthma review is due. Please book a time with your practice.';
const byId = (value) => ({ __rl: true, mode: 'id', value });

/** A value of the item by expression, or the same for all items. */
const valueOf = ({ expressions }) => (expressions ? '={{ $json.id }}' : '10000');
const recordUrl = ({ url, expressions }) =>
	expressions ? `=${url}/v1/appointments/{{ $json.id }}` : `${url}/v1/appointments/10000`;

const ownNode = new heroHealth.HeroHealth();

/** How many items the node sends at once: by default, and at most. */
const { default: usual, typeOptions } = ownNode.description.properties.find(
	({ name }) => name === 'itemsInParallel',
);
const most = typeOptions.maxValue;

const heroHealthNode = (itemsInParallel) => ({
	name: `Hero Health, ${itemsInParallel} in parallel`,
	width: itemsInParallel,
	installedAs: 'n8n-nodes-hero-health.heroHealth',
	type: () => ownNode,
	parameters: (job) => ({
		itemsInParallel,
		...{
			read: { resource: 'appointment', operation: 'get', id: byId(valueOf(job)) },
			write: {
				...{ resource: 'message', operation: 'send', messageType: 'sms' },
				...{ patientId: byId(valueOf(job)), messageString: text },
			},
			list: { resource: 'appointment', operation: 'getMany', returnAll: true },
		}[job.kind],
	}),
});

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
	installedAs: 'n8n-nodes-base.httpRequest',
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
				...{ method: 'GET', url: `${job.url}/v1/appointments` },
				options: { pagination: { pagination: pages } },
			},
		}[job.kind],
	}),
};

const declarative = {
	name: 'a declarative node',
	installedAs: 'CUSTOM.declarative',
	type: declarativeNode,
	parameters: (job) => ({
		operation: job.kind,
		...(job.kind === 'read'
			? { id: valueOf(job) }
			: { message_type: 'sms', patient_id: valueOf(job), message_string: text }),
	}),
	cannot: 'list',
};

const least = (width) => ({
	name: `the least node, ${width} in parallel`,
	width,
	installedAs: 'CUSTOM.least',
	type: leastNode,
	parameters: (job) => ({ operation: job.kind, width: `${width}`, id: valueOf(job), text }),
});

/** No n8n at all: axios, a new connection for each request as in n8n, and nothing else. */
const bare = (width) => ({
	name: `axios without n8n, ${width} in parallel`,
	width,
	async run({ url, kind, expressions, items, rows }) {
		const client = axios.create({ baseURL: url, httpAgent: new Agent({ keepAlive: false }) });
		const output = [];
		if (kind === 'list') {
			for (let page_index = 0; output.length < rows; page_index++) {
				const params = { page_index, page_size: 50 };
				const { data } = await client.get('/v1/appointments', { params });
				output.push(...data.data);
			}
			return output;
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
		return output;
	},
});

exports.credential = credential;
exports.usual = usual;
exports.most = most;
exports.contestants = [
	heroHealthNode(usual),
	heroHealthNode(most),
	httpRequest,
	declarative,
	least(usual),
	least(most),
	bare(most),
];
