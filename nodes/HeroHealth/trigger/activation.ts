import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** The header that carries the token; Hero is asked to send it with every delivery. */
export const tokenHeader = 'x-n8n-token';

/** Who made a subscription: a copy of the workflow has another ID, or its n8n another address. */
export interface Owner {
	workflowId: string;
	/** The address that Hero calls. */
	url: string;
}

/** A subscription that was made at Hero. Another Hero gives the same IDs to others. */
export type Subscription = {
	id: string;
	event_type: string;
	url: string;
	/** The base URL of its Hero. */
	hero: string;
	practiceGroupId: string;
	/** Missing in what version 0.1.0 kept. */
	workflowId?: string;
};

/** What one activation keeps in the static data of the node. */
export interface Activation {
	/** Both are 256 random bits, made anew with each activation. */
	signingKey?: string;
	token?: string;
	/** Whose keys these are; static data can be copied with its workflow. */
	owner?: Owner;
	/** The practice group whose events were asked for. */
	practiceGroupId?: string;
	/** The subscriptions of this activation. */
	subscriptions?: Subscription[];
	/** Those that could not be removed, or that may serve a copy; their keys are not those above. */
	left?: Subscription[];
	/** Deliveries that were already taken (repeats.ts). */
	claims?: string;
}

/** How often this process began or ended to change what a trigger keeps. */
let changes = 0;

export const changesOfActivations = (): number => changes;

/** Counts a change at its begin and at its end. */
export async function counted<Result>(change: Promise<Result>): Promise<Result> {
	changes++;
	return await change.finally(() => changes++);
}

/** What this node keeps from one call to the next. */
export const activationOf = (context: IHookFunctions | IWebhookFunctions): Activation =>
	context.getWorkflowStaticData('node');

/** The practice group of the Options, if one was entered. */
export function actingFor(context: IHookFunctions | IWebhookFunctions): string | undefined {
	const { practiceGroupId } = context.getNodeParameter('options', {}) as IDataObject;
	return String(practiceGroupId ?? '').trim() || undefined;
}
