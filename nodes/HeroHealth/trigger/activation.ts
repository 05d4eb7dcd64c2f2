/** The activation of a trigger: the keys and subscriptions that n8n stores with the workflow. */
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { processState } from '../transport/processState';

/** The header with the token, which Hero sends with every delivery. */
export const tokenHeader = 'x-n8n-token';

/** The owner of a subscription. A copy of a workflow differs in its ID or in its n8n's address. */
export interface Owner {
	workflowId: string;
	/** The address that Hero delivers to. */
	url: string;
}

/**
 * A subscription that was created at Hero. It names the base URL of its Hero, since another Hero may assign
 * the same ID. n8n stores it, so its keys must not change.
 */
export type Subscription = {
	id: string;
	event_type: string;
	url: string;
	/** The base URL of its Hero. */
	hero: string;
	practiceGroupId: string;
	/** Version 0.1.0 did not store this. */
	workflowId?: string;
};

/**
 * The static data of the node, kept from one activation to the next. Live workflows have stored it, so its
 * keys must not change.
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
	/** Subscriptions that were not removed or may serve a copy. Their signing key and token are not those above. */
	left?: Subscription[];
	/** The accepted deliveries, in the form that storedEntries.ts describes. */
	claims?: string;
}

/** Counts the beginnings and ends of changes to an activation in this process. */
const changes = processState(() => ({ count: 0 }));

/** Returns that count. A delivery compares it to notice a change to an activation. */
export const activationChanges = (): number => changes().count;

/** Counts a change when it begins and when it ends, so that a delivery notices either. Throws what it throws. */
export async function trackChange<Result>(change: Promise<Result>): Promise<Result> {
	changes().count++;
	return await change.finally(() => changes().count++);
}

/** Returns the stored activation. n8n also stores each change to this object. */
export const activationOf = (context: IHookFunctions | IWebhookFunctions): Activation =>
	context.getWorkflowStaticData('node');

/** Returns the practice group in Options; undefined if none was entered. */
export function practiceGroupOption(
	context: IHookFunctions | IWebhookFunctions,
): string | undefined {
	const { practiceGroupId } = context.getNodeParameter('options', {}) as IDataObject;
	return String(practiceGroupId ?? '').trim() || undefined;
}
