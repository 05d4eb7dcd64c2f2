'use strict';

/** Two nodes to measure beside ours, both for the same three jobs; `url` is where Hero is. */

const property = (name, more) => ({
	...{ displayName: name, name, type: 'string', default: '' },
	...more,
});

const descriptionOf = (name, more) => ({
	...{ displayName: name, name, group: ['transform'], version: 1, description: '' },
	...{ defaults: { name }, inputs: ['main'], outputs: ['main'] },
	credentials: [{ name: 'heroHealthApi', required: true }],
	...more,
});

const inBody = (name) => property(name, { routing: { send: { type: 'body', property: name } } });
const request = (method, url) => ({ request: { method, url } });

/** The shape of most community nodes: n8n makes the requests from the description. */
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

/** As little as a node of n8n can do: read the parameters, send, give back. No retries, no checks. */
const leastNode = ({ url: baseURL }) => ({
	description: descriptionOf('least', {
		properties: ['operation', 'width', 'id', 'text'].map((name) => property(name)),
	}),
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
				const { data } = await send({ method: 'GET', url: '/v1/appointments', qs });
				output.push(...data.map((json) => ({ json, pairedItem: { item: 0 } })));
				if (data.length < 50) return [output];
			}
		}
		const count = this.getInputData().length;
		let next = 0;
		const worker = async () => {
			while (next < count) {
				const item = next++;
				const id = this.getNodeParameter('id', item);
				const json =
					operation === 'read'
						? await send({ method: 'GET', url: `/v1/appointments/${id}` })
						: await send({
								...{ method: 'POST', url: '/v1/messages/send' },
								body: {
									...{ message_type: 'sms', patient_id: id },
									message_string: this.getNodeParameter('text', item),
								},
							});
				output[item] = { json, pairedItem: { item } };
			}
		};
		const width = Number(this.getNodeParameter('width', 0));
		const all = await Promise.allSettled(Array.from({ length: width }, worker));
		const failed = all.find(({ status }) => status === 'rejected');
		if (failed && !this.continueOnFail()) throw failed.reason;
		return [output.filter(Boolean)];
	},
});

module.exports = { declarativeNode, leastNode };
