'use strict';

/**
 * The smallest possible trigger of a service. It has a credential, which n8n resolves in each run, checks
 * nothing and passes the body on.
 */
class BareTrigger {
	description = {
		displayName: 'Bare Trigger',
		name: 'bareTrigger',
		group: ['trigger'],
		// Since version 2 of a node, n8n evaluates one expression less for its webhook.
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

	/** @this {import('n8n-workflow').IWebhookFunctions} */
	async webhook() {
		return { workflowData: [[{ json: this.getBodyData() }]] };
	}
}

module.exports = { BareTrigger };
