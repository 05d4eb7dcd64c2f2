'use strict';

/** Two nodes to compare with ours. Both do the same three jobs; `url` is Hero's address. */

/**
 * @typedef {import('n8n-workflow').INodeType} INodeType
 * @typedef {import('n8n-workflow').INodeProperties} INodeProperties
 * @typedef {import('n8n-workflow').IExecuteFunctions} IExecuteFunctions
 * @typedef {import('n8n-workflow').INodeExecutionData} INodeExecutionData
 * @typedef {(options: import('n8n-workflow').IHttpRequestOptions) => Promise<any>} Send
 */

/**
 * @param {string} name
 * @param {Partial<INodeProperties>} [more]
 * @returns {INodeProperties}
 */
const property = (name, more) => ({
	...{ displayName: name, name, type: 'string', default: '' },
	...more,
});

/**
 * @param {string} name
 * @param {Pick<import('n8n-workflow').INodeTypeDescription, 'properties' | 'requestDefaults'>} more
 * @returns {import('n8n-workflow').INodeTypeDescription}
 */
const descriptionOf = (name, more) => ({
	...{ displayName: name, name, group: ['transform'], version: 1, description: '' },
	...{ defaults: { name }, inputs: ['main'], outputs: ['main'] },
	credentials: [{ name: 'heroHealthApi', required: true }],
	...more,
});

/** @param {string} name */
const inBody = (name) => property(name, { routing: { send: { type: 'body', property: name } } });

/**
 * @param {'GET' | 'POST'} method
 * @param {string} url
 */
const request = (method, url) => ({ request: { method, url } });

/**
 * Returns a node of the usual shape of community nodes: n8n makes the requests from the description.
 *
 * @param {{ url: string }} hero
 * @returns {INodeType}
 */
const declarativeNode = ({ url }) => ({
	description: descriptionOf('declarative', {
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
				...inBody(name),
				displayOptions: { show: { operation: ['write'] } },
			})),
		],
	}),
});

/**
 * @param {Send} send
 * @returns {Promise<INodeExecutionData[]>}
 */
async function readList(send) {
	const output = [];
	for (let page_index = 0; ; page_index++) {
		const qs = { page_index, page_size: 50 };
		const { data } = await send({ method: 'GET', url: '/v1/appointments', qs });
		for (const json of data) output.push({ json, pairedItem: { item: 0 } });
		if (data.length < 50) return output;
	}
}

/**
 * @param {IExecuteFunctions} node
 * @param {Send} send
 * @param {number} item
 */
async function sendItem(node, send, item) {
	const id = node.getNodeParameter('id', item);
	if (node.getNodeParameter('operation', 0) === 'read') {
		return await send({ method: 'GET', url: `/v1/appointments/${id}` });
	}
	return await send({
		...{ method: 'POST', url: '/v1/messages/send' },
		body: {
			...{ message_type: 'sms', patient_id: id },
			message_string: node.getNodeParameter('text', item),
		},
	});
}

/**
 * Returns the smallest possible node: it reads the parameters, sends and returns the response, without
 * retries or checks.
 *
 * @param {{ url: string }} hero
 * @returns {INodeType}
 */
const leastNode = ({ url: baseURL }) => ({
	description: descriptionOf('least', {
		properties: ['operation', 'width', 'id', 'text'].map((name) => property(name)),
	}),
	async execute() {
		/** @type {Send} */
		const send = async (options) =>
			await this.helpers.httpRequestWithAuthentication.call(this, 'heroHealthApi', {
				...{ baseURL, json: true, ...options },
			});
		if (this.getNodeParameter('operation', 0) === 'list') return [await readList(send)];
		/** @type {INodeExecutionData[]} */
		const output = [];
		const count = this.getInputData().length;
		let next = 0;
		const worker = async () => {
			while (next < count) {
				const item = next++;
				output[item] = { json: await sendItem(this, send, item), pairedItem: { item } };
			}
		};
		const width = Number(this.getNodeParameter('width', 0));
		const all = await Promise.allSettled(Array.from({ length: width }, worker));
		const failed = all.find((one) => one.status === 'rejected');
		if (failed && !this.continueOnFail()) throw failed.reason;
		return [output.filter(Boolean)];
	},
});

module.exports = { declarativeNode, leastNode };
