/** The identity of this trigger, which distinguishes its subscriptions at Hero from those of others. */
import type {
	ICredentialDataDecryptedObject,
	IHookFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { baseUrlOf } from '../transport/environments';
import { practiceGroupOption, type Owner } from './activation';
import { activationError } from './activationError';
import { reachableUrl } from './webhookUrl';

/** The workflow of this trigger, its address and its Hero. */
export interface TriggerIdentity extends Owner {
	/** The base URL of Hero. */
	baseUrl: string;
	practiceGroupId: string;
	/**
	 * True if no other workflow has this address, which is certain once n8n has published this one. It is not
	 * certain when n8n unpublishes it: n8n also unpublishes a workflow whose address was already taken.
	 */
	holdsAddress: boolean;
}

/**
 * Reads the identity of this trigger. Throws if the credential has no valid base URL, or if n8n publishes
 * the workflow (`holdsAddress`) and Hero cannot reach its address.
 */
export async function identityOf(
	context: IHookFunctions,
	holdsAddress: boolean,
): Promise<TriggerIdentity> {
	const credentials = await context.getCredentials('heroHealthApi');
	const baseUrl = readBaseUrl(context, credentials);
	return {
		baseUrl,
		// A workflow can be unpublished from an address that Hero cannot reach.
		url: holdsAddress
			? reachableUrl(context, baseUrl)
			: (context.getNodeWebhookUrl('default') ?? ''),
		workflowId: context.getWorkflow().id ?? '',
		practiceGroupId: practiceGroupOf(context, credentials),
		holdsAddress,
	};
}

/** Returns the practice group in Options, or else that of the credential. */
export const practiceGroupOf = (
	context: IHookFunctions | IWebhookFunctions,
	{ practiceGroupId }: ICredentialDataDecryptedObject,
): string =>
	// Blanks around the ID are lost in the header, so Hero's events have it without them.
	practiceGroupOption(context) ?? String(practiceGroupId).trim();

function readBaseUrl(context: IHookFunctions, credentials: ICredentialDataDecryptedObject): string {
	try {
		return baseUrlOf(credentials);
	} catch (error) {
		throw activationError(context, error);
	}
}
