/** The errors that stop an activation, and how n8n shows and logs them. */
import type { IHookFunctions, JsonObject } from 'n8n-workflow';
import { NodeApiError, UserError } from 'n8n-workflow';

import { unlistedEvent } from '../actions/webhook/events';

/**
 * Converts an error of an activation into one with the whole explanation in its message, since n8n shows only
 * the message. `notes` are sentences to add.
 */
export function activationError(
	context: IHookFunctions,
	error: unknown,
	...notes: string[]
): Error {
	if (!(error instanceof NodeApiError || error instanceof UserError)) return error as Error;
	const message = [`${error.message}.`, error.description, ...notes].filter(Boolean).join(' ');
	const httpCode = error instanceof NodeApiError ? error.httpCode : undefined;
	const activationFailure = new NodeApiError(context.getNode(), { message } as JsonObject, {
		message,
		httpCode: httpCode ?? undefined,
	});
	// n8n replaces a message that contains the code of a network error, so it is set again.
	return Object.assign(activationFailure, { message });
}

/** Logs a failed activation and rethrows its error, since the editor shows the reason only at that moment. */
export async function logFailure<Result>(
	context: IHookFunctions,
	activation: Promise<Result>,
): Promise<Result> {
	return await activation.catch((error: Error) => {
		context.logger.warn(`The Hero Health Trigger was not published: ${error.message}`);
		throw error;
	});
}

/** Explains an error for the event that Hero's list of events does not name. Returns '' for others. */
export const unlistedEventNote = (error: unknown, event: string): string =>
	event === unlistedEvent && hasStatus(error, '400', '404', '422')
		? "Hero's list of events does not name Form Submitted: take it out of 'Trigger On'."
		: '';

/** True for a NodeApiError with one of these HTTP statuses. */
export const hasStatus = (error: unknown, ...statuses: string[]): boolean =>
	error instanceof NodeApiError && statuses.includes(String(error.httpCode));

/** True if Hero may have created a webhook, since its response was lost or had no ID. */
export const mayBeDone = (error: unknown): boolean =>
	error instanceof UserError || (error instanceof NodeApiError && error.context.mayBeDone === true);
