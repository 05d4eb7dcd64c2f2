import type { IHookFunctions, JsonObject } from 'n8n-workflow';
import { NodeApiError, UserError } from 'n8n-workflow';

import { unlistedEvent } from '../actions/webhook/events';

/** Puts the whole account into the message: n8n shows nothing else of what stops an activation. */
export function activationError(context: IHookFunctions, error: unknown, ...more: string[]): Error {
	if (!(error instanceof NodeApiError || error instanceof UserError)) return error as Error;
	const message = [`${error.message}.`, error.description, ...more].filter(Boolean).join(' ');
	const httpCode = error instanceof NodeApiError ? error.httpCode : undefined;
	const whole = new NodeApiError(context.getNode(), { message } as JsonObject, {
		message,
		httpCode: httpCode ?? undefined,
	});
	// Where the code of a network stands in a message, n8n puts words of its own in its place.
	return Object.assign(whole, { message });
}

/** Writes what stops an activation into n8n's log: the editor shows it only while somebody watches. */
export async function loggedIfRefused<Result>(
	context: IHookFunctions,
	activation: Promise<Result>,
): Promise<Result> {
	return await activation.catch((error: Error) => {
		context.logger.warn(`The Hero Health Trigger was not published: ${error.message}`);
		throw error;
	});
}

/** Explains a refusal of the one event that Hero's list of events does not name. */
export const unlistedNote = (error: unknown, event: string): string =>
	event === unlistedEvent && hasStatus(error, '400', '404', '422')
		? "Hero's list of events does not name Form Submitted: take it out of 'Trigger On'."
		: '';

export const hasStatus = (error: unknown, ...statuses: string[]): boolean =>
	error instanceof NodeApiError && statuses.includes(String(error.httpCode));

/** Whether Hero may have made a webhook though its answer did not come, or came without an ID. */
export const mayBeDone = (error: unknown): boolean =>
	error instanceof UserError || (error instanceof NodeApiError && error.context.mayBeDone === true);
