import type { IN8nHttpFullResponse, NodeApiError } from 'n8n-workflow';

import type { FailedRequest } from './apiErrors';
import { connectionError } from './apiErrors';
import { exchange } from './client';
import { errorReason } from './errorReason';
import { redactorFor } from './redact/redactor';
import type { HeroRequest, RequestContext, SendOptions } from './request';
import { responseBody } from './responseBody';
import { isFromHero } from './statusTexts';

/** What came back for a request whose refusal is a result, too. */
export interface Answer {
	/** The HTTP status; undefined without a response. */
	status?: number;
	/** The body of a successful response; undefined for an empty one. */
	body?: unknown;
	/** The reason that Hero gave for a status from 400 to 499, without personal data. */
	heroSays?: string;
	/** True if Hero itself, and no proxy, refused the key with 401 or 403. */
	isKeyRefused: boolean;
	/** The error that `send` would have thrown. */
	error?: NodeApiError;
}

/**
 * Sends a request and returns what came back, whatever it is. Throws a UserError for a request that cannot be sent,
 * or a NotSentError if the run ended first.
 */
export async function answerTo(
	context: RequestContext,
	request: HeroRequest,
	options: SendOptions,
): Promise<Answer> {
	const { sent, host, outcome } = await exchange(context, request, options);
	const { response } = outcome;
	if (!response) return { isKeyRefused: false, error: connectionError(sent, host, outcome.thrown) };
	const { statusCode: status } = response;
	const isKeyRefused = (status === 401 || status === 403) && isFromHero(response);
	try {
		return { status, isKeyRefused, body: responseBody(sent, response) };
	} catch (error) {
		const heroSays = reasonOf(sent, response);
		return { status, isKeyRefused, heroSays, error: error as NodeApiError };
	}
}

/** Hero's reason alone, without the words that an error message puts around it. */
function reasonOf(
	{ request, errorContext, apiKey }: FailedRequest,
	response: IN8nHttpFullResponse,
): string | undefined {
	// The text of a 5xx is about Hero's own programs.
	if (response.statusCode >= 500 || !isFromHero(response)) return undefined;
	const labels = errorContext?.labels;
	const reason = errorReason(response, redactorFor(request, { labels, apiKey }), labels);
	return reason?.replace(/^Hero says: "(.*)"\.$/, '$1');
}
