'use strict';

/**
 * The least that a trigger of a service can do: it has a credential, for which n8n looks with each run,
 * checks nothing and passes the body on.
 */
class BareTrigger {
	description = {
		displayName: 'Bare Trigger',
		name: 'bareTrigger',
		group: ['trigger'],
		// From here on n8n spares a node's webhook one expression.
		version: 2,
		description: 'Starts the workflow with whatever comes',
		defaults: { name: 'Bare Trigger' },
		inputs: [],
		outputs: ['main'],
		credentials: [{ name: 'heroHealthApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
			},
		],
		properties: [],
	};

	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async webhook() {
		return { workflowData: [[{ json: this.getBodyData() }]] };
	}
}

module.exports = { BareTrigger };
