/** The activation of a trigger: the keys and subscriptions that n8n stores with the workflow. */
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { processState } from '../transport/processState';

/** The header that carries the token. Hero is asked to send it with every delivery. */
export const tokenHeader = 'x-n8n-token';

/** The owner of a subscription. A copy of a workflow differs in its ID or in its n8n's address. */
export interface Owner {
	workflowId: string;
	/** The address that Hero delivers to. */
	url: string;
}

/**
 * A subscription that was created at Hero. It names its Hero, since another Hero gives out the same
 * IDs. n8n stores it, so its keys must not change.
 */
export type Subscription = {
	id: string;
	event_type: string;
	url: string;
	/** The base URL of the Hero that has it. */
	hero: string;
	practiceGroupId: string;
	/** Version 0.1.0 did not store this. */
	workflowId?: string;
};

/**
 * The static data of the node, from one activation to the next. Workflows that are live have stored
 * it, so its keys must not change.
 */
export interface Activation {
	/** The signing key and the token are 256 random bits each, and new with each activation. */
	signingKey?: string;
	token?: string;
	/** The owner of these keys, since static data can be copied with its workflow. */
	owner?: Owner;
	/** The practice group whose events were subscribed to. */
	practiceGroupId?: string;
	/** The subscriptions of this activation. */
	subscriptions?: Subscription[];
	/** Subscriptions that were not removed, or that may serve a copy. They have other keys than those above. */
	left?: Subscription[];
	/** The accepted deliveries, in the form that storedEntries.ts describes. */
	claims?: string;
}

/** Counts how often an activation began or ended to change in this process. */
const changes = processState(() => ({ count: 0 }));

export const activationChanges = (): number => changes().count;

/** Counts a change when it begins and when it ends, so that a delivery notices either. */
export async function trackChange<Result>(change: Promise<Result>): Promise<Result> {
	changes().count++;
	return await change.finally(() => changes().count++);
}

/** The activation as n8n stored it. n8n stores what is changed in it. */
export const activationOf = (context: IHookFunctions | IWebhookFunctions): Activation =>
	context.getWorkflowStaticData('node');

/** The practice group in Options; undefined where none was entered. */
export function practiceGroupOption(
	context: IHookFunctions | IWebhookFunctions,
): string | undefined {
	const { practiceGroupId } = context.getNodeParameter('options', {}) as IDataObject;
	return String(practiceGroupId ?? '').trim() || undefined;
}
