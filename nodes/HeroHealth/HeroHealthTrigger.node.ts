import type {
	IHookFunctions,
	ILoadOptionsFunctions,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { listSearch } from './methods/listSearch';
import { trackChange } from './trigger/activation';
import { logFailure } from './trigger/activationError';
import { receive } from './trigger/delivery';
import { properties } from './trigger/properties';
import { isSubscribed, subscribe, unsubscribe } from './trigger/subscriptions';

type Search = (typeof listSearch)['searchLocations'];

/** The options of a filter, from a search of the action node's resource locators. */
const optionsFrom = (search: Search) =>
	async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return (await search.call(this)).results;
	};

/** Starts a workflow when Hero delivers an event to its webhook. */
export class HeroHealthTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Hero Health Trigger',
		name: 'heroHealthTrigger',
		icon: {
			light: 'file:../../icons/hero-health.svg',
			dark: 'file:../../icons/hero-health.dark.svg',
		},
		group: ['trigger'],
		// From version 1.1 on n8n resolves no expression to decide whether it reads the body of a delivery.
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when an event occurs in Hero Health',
		eventTriggerDescription: 'Waiting for an event from Hero',
		activationMessage:
			'Hero now sends the chosen events to this workflow, unless its credential is in Rehearsal. Check in the executions list that the first one arrives.',
		defaults: { name: 'Hero Health Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'heroHealthApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// By default n8n responds with the text "firstEntryJson".
				responseData: 'noData',
				path: 'webhook',
			},
		],
		triggerPanel: {
			header: 'Make an event happen in Hero',
			executionsHelp: {
				inactive:
					'<b>While you build:</b> click "Execute step". n8n subscribes to the chosen events for two minutes. Book or cancel a test appointment meanwhile.<br /><br /><b>Once you are done:</b> publish the workflow. From then on every event starts a run, and you find them under "Executions".',
				active:
					'<b>While you build:</b> click "Execute step", then book or cancel a test appointment. The published workflow receives that event too.<br /><br /><b>Published:</b> every event starts a run, which you find under "Executions".',
			},
			activationHint:
				'n8n subscribes to the events at Hero when you publish this workflow, and unsubscribes when you unpublish it. Hero must be able to reach this n8n at a public https address. With a credential in Rehearsal n8n does not subscribe: execute the step and post an event to the Test URL yourself.',
		},
		properties,
	};

	methods = {
		loadOptions: {
			getAppointmentTypes: optionsFrom(listSearch.searchAppointmentTypes),
			getLocations: optionsFrom(listSearch.searchLocations),
		},
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await trackChange(logFailure(this, isSubscribed(this)));
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await trackChange(logFailure(this, subscribe(this)));
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await trackChange(unsubscribe(this));
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
