'use strict';

/**
 * Contestants of the benchmarks. Each does the same three jobs: `read` a record or `write` a message for
 * every item, with expressions or without, or get a long `list`. Contestants with a `width` send that many
 * requests at once, the others send all at once.
 */
const axios = require('axios');
const { Agent } = require('node:http');
const Module = require('node:module');
const { join } = require('node:path');

const heroHealth = require('../..');
const { declarativeNode, leastNode } = require('./nodes');
const { inParallel } = require('./processes');

/**
 * @typedef {import('./jobs').LocatedJob} LocatedJob
 *
 * @typedef {object} NodeContestant a node that runs in n8n
 * @property {string} name
 * @property {number} [width]
 * @property {string} installedAs its type name in n8n
 * @property {(job: LocatedJob) => import('n8n-workflow').INodeType | import('n8n-workflow').IVersionedNodeType} type
 * @property {number} [typeVersion]
 * @property {(job: LocatedJob) => import('n8n-workflow').INodeParameters} parameters
 * @property {import('./jobs').Kind} [cannot] the kind of job that it cannot do
 *
 * @typedef {object} BareContestant code without n8n
 * @property {string} name
 * @property {number} width
 * @property {undefined} [cannot]
 * @property {(job: LocatedJob) => Promise<unknown[]>} run
 *
 * @typedef {NodeContestant | BareContestant} Contestant
 */

const credential = { heroHealthApi: { id: 'credential', name: 'Hero' } };
const text = 'Dear patient, your asthma review is due. Please book a time with your practice.';

/**
 * @param {string} value
 * @returns {import('n8n-workflow').INodeParameterResourceLocator}
 */
const byId = (value) => ({ __rl: true, mode: 'id', value });

/**
 * Returns a value of the item by expression, or the same value for all items.
 *
 * @param {LocatedJob} job
 */
const valueOf = ({ expressions }) => (expressions ? '={{ $json.id }}' : '10000');

/** @param {LocatedJob} job */
const recordUrl = ({ url, expressions }) =>
	expressions ? `=${url}/v1/appointments/{{ $json.id }}` : `${url}/v1/appointments/10000`;

const ownNode = new heroHealth.HeroHealth();

const itemsInParallel = ownNode.description.properties.find(
	({ name }) => name === 'itemsInParallel',
);

/** The node's default and maximum of items that it sends at once. */
const defaultWidth = Number(itemsInParallel?.default);
const maximumWidth = Number(itemsInParallel?.typeOptions?.maxValue);

/**
 * @param {number} width
 * @returns {NodeContestant}
 */
const heroHealthNode = (width) => ({
	name: `Hero Health, ${width} in parallel`,
	width,
	installedAs: 'n8n-nodes-hero-health.heroHealth',
	type: () => ownNode,
	parameters: (job) => ({
		itemsInParallel: width,
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

/** Loads n8n's own node without its parsers of web pages, which are not installed and which no job needs. */
function loadHttpRequest() {
	const absent = ['@mozilla/readability', 'cheerio', 'html-to-text', 'jsdom'];
	/** @type {{ _load: (name: string, ...others: unknown[]) => unknown }} */
	const loader = /** @type {any} */ (Module);
	const load = loader._load;
	loader._load = (name, ...others) => (absent.includes(name) ? {} : load(name, ...others));
	const folder = join(__dirname, '..', '..', 'node_modules', '.cache', 'n8n-nodes-base', 'dist');
	const { HttpRequest } = require(join(folder, 'nodes', 'HttpRequest', 'HttpRequest.node.js'));
	loader._load = load;
	return new HttpRequest();
}

const n8nNode = loadHttpRequest();

const pagination = {
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

/** @type {NodeContestant} */
const httpRequest = {
	name: "n8n's HTTP Request",
	installedAs: 'n8n-nodes-base.httpRequest',
	type: () => n8nNode,
	typeVersion: n8nNode.currentVersion,
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
				options: { pagination: { pagination } },
			},
		}[job.kind],
	}),
};

/** @type {NodeContestant} */
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

/**
 * @param {number} width
 * @returns {NodeContestant}
 */
const least = (width) => ({
	name: `the least node, ${width} in parallel`,
	width,
	installedAs: 'CUSTOM.least',
	type: leastNode,
	parameters: (job) => ({ operation: job.kind, width: `${width}`, id: valueOf(job), text }),
});

/**
 * @param {import('axios').AxiosInstance} client
 * @param {number} rows
 */
async function readList(client, rows) {
	const output = [];
	for (let page_index = 0; output.length < rows; page_index++) {
		const params = { page_index, page_size: 50 };
		const { data } = await client.get('/v1/appointments', { params });
		output.push(...data.data);
	}
	return output;
}

/**
 * Sends with axios and without n8n, over a new connection for each request as n8n does.
 *
 * @param {number} width
 * @returns {BareContestant}
 */
const bare = (width) => ({
	name: `axios without n8n, ${width} in parallel`,
	width,
	async run({ url, kind, expressions, items, rows = 0 }) {
		const client = axios.create({ baseURL: url, httpAgent: new Agent({ keepAlive: false }) });
		if (kind === 'list') return await readList(client, rows);
		/** @type {unknown[]} */
		const output = [];
		let next = 0;
		await inParallel(width, async () => {
			while (next < items.length) {
				const id = expressions ? items[next].id : '10000';
				next++;
				const body = { message_type: 'sms', patient_id: id, message_string: text };
				const response = await (
					kind === 'read'
						? client.get(`/v1/appointments/${id}`)
						: client.post('/v1/messages/send', body)
				).catch(() => undefined);
				if (response) output.push(response.data);
			}
		});
		return output;
	},
});

/** @type {Contestant[]} */
const contestants = [
	heroHealthNode(defaultWidth),
	heroHealthNode(maximumWidth),
	httpRequest,
	declarative,
	least(defaultWidth),
	least(maximumWidth),
	bare(maximumWidth),
];

module.exports = { contestants, credential, defaultWidth, maximumWidth };
