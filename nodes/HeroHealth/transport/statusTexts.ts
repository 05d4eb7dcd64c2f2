import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { errorReason } from './errorReason';
import type { Redact } from './redact/redactor';
import type { ErrorContext, HeroRequest } from './request';
import { retryAfterMs } from './retryAfter';

/** The text of an error. */
export interface ErrorText {
	message: string;
	/** Sentences on what happened and what to do, the most useful one first. */
	description: Array<string | undefined>;
	/** Advice if Hero certainly has not carried out the request. Otherwise the advice is to check at Hero. */
	adviceIfNotDone?: string;
	/** The last sentence. */
	note?: string;
	httpCode?: number;
	/** True if Hero received or processed nothing, so that the request can be sent again as it is. */
	neverSent?: true;
}

/** An error response, with the facts that its text names. */
export interface ErrorResponse {
	request: HeroRequest;
	errorContext: ErrorContext;
	response: IN8nHttpFullResponse;
	redact: Redact;
	/** Milliseconds since 1970. */
	now: number;
}

type Describe = (error: ErrorResponse) => ErrorText;

const checkValues = 'Check the values of this item.';

/** Describes a response with a status other than 2xx. */
export function describeStatus(error: ErrorResponse): ErrorText {
	const { statusCode } = error.response;
	const describe = textsByStatus[statusCode] ?? textForOther(statusCode);
	return { ...describe(error), httpCode: statusCode };
}

const textForOther = (status: number): Describe =>
	status >= 500 ? serverError : status >= 400 ? clientError : unexpectedStatus;

const reasonOf = ({ response, redact, errorContext }: ErrorResponse): string | undefined =>
	errorReason(response, redact, errorContext.labels);

const clientError: Describe = (error) => ({
	message: `Hero refused the request (status ${error.response.statusCode})`,
	description: [reasonOf(error), checkValues],
});

const serverError: Describe = ({ response: { statusCode } }) => ({
	message: `Hero could not process the request (status ${statusCode})`,
	description: [],
	adviceIfNotDone: 'Run it again in a while.',
});

const unexpectedStatus: Describe = ({ response: { statusCode } }) => ({
	message: `Hero answered with status ${statusCode}`,
	description: ['Check the Environment and Base URL in the credential.'],
});

const unauthorized: Describe = (error) => ({
	message: 'Hero refused the API key for this practice group',
	description: [
		error.request.practiceGroupId
			? 'Check that the Practice Group ID in Options is in the same Hero network as the key.'
			: 'Check API Key, Practice Group ID and Environment in the credential.',
		'The key must also have the scope for this: messaging, booking or booking links. Practice Group → Check Access shows which areas it may use.',
		reasonOf(error),
	],
});

const blockedByProxy: Describe = ({ response: { statusCode } }) => ({
	message: `The request was refused on the way to Hero (status ${statusCode})`,
	description: [
		'The answer is not in the form of Hero: a proxy or a firewall may stand between. Ask who runs the network of this n8n, and check the Environment in the credential.',
	],
});

const unauthorizedOrBlocked: Describe = (error) =>
	isFromHero(error.response) ? unauthorized(error) : blockedByProxy(error);

const textsByStatus: Record<number, Describe> = {
	400: (error) => ({
		message: 'Hero did not accept the values',
		description: reasonWithAdvice(reasonOf(error)),
	}),
	401: unauthorizedOrBlocked,
	403: unauthorizedOrBlocked,
	404: ({ request, errorContext: { notFoundMeans, evidenceNote, labels } }) => ({
		message: notFoundMeans ?? `Hero did not find ${recordNames(request, labels)}`,
		description: [
			notFoundMeans
				? 'If the values are right, check the practice group and the Environment in the credential.'
				: `Check ${idPlace(request)}, the practice group and the Environment in the credential.`,
			evidenceNote && `If they are right: ${adviceOnEvidence(evidenceNote)}`,
		],
	}),
	405: ({ errorContext: { evidenceNote } }) => ({
		message: 'Hero does not take this call',
		description: [
			'Check the Environment in the credential.',
			evidenceNote && adviceOnEvidence(evidenceNote),
		],
	}),
	407: () => ({
		message: 'The proxy between n8n and Hero wants a login of its own',
		description: ['Check the proxy settings of this n8n (HTTPS_PROXY).'],
		adviceIfNotDone: 'Nothing was sent to Hero.',
		neverSent: true,
	}),
	409: (error) => {
		const { conflictMeans } = error.errorContext;
		if (!conflictMeans) return clientError(error);
		const description = [reasonOf(error), 'Hero answered with status 409.'];
		return { message: conflictMeans, description };
	},
	429: ({ response, now }) => ({
		message: "Hero's rate limit is reached",
		description: [waitNote(retryAfterMs(response, now))],
		adviceIfNotDone: 'Nothing was done. Wait a while, then run it again.',
		neverSent: true,
	}),
};

/** Describes a 2xx response with an error but no status in its body. */
export function describeBodyError(error: ErrorResponse, isRejected: boolean): ErrorText {
	return {
		message: isRejected
			? 'Hero refused the request, although its status says success'
			: 'Hero answered with a status of success, but its answer says otherwise',
		description: [reasonOf(error), isRejected ? checkValues : undefined],
		httpCode: error.response.statusCode,
	};
}

function reasonWithAdvice(reason: string | undefined): Array<string | undefined> {
	if (!reason) return ['Hero gave no list of fields: check the values of this item.'];
	// Field errors already say which values to check.
	return [reason, reason.startsWith('Hero says') ? checkValues : undefined];
}

const waitNote = (waitMs: number | undefined): string | undefined =>
	waitMs ? `Hero asks to wait ${Math.ceil(waitMs / 1000)} s.` : undefined;

const adviceOnEvidence = (evidenceNote: string): string =>
	`${evidenceNote}, so it may differ. Ask Hero, then use Custom API Call.`;

/** Hero responds with JSON or nothing. A proxy or a firewall sends a page, or adds its own header. */
export const isFromHero = ({ body, headers }: IN8nHttpFullResponse): boolean =>
	!(typeof body === 'string' && body.trim() !== '') &&
	!['proxy-authenticate', 'x-squid-error', 'proxy-status'].some((name) => name in headers);

/** Names the place where the user entered the ID of the record. */
function idPlace({ path, isCustomPath }: HeroRequest): string {
	if (isCustomPath) return 'the ID in the path';
	return path.includes('{') ? 'the ID' : 'the values';
}

/** Names the missing record by the form's labels of its IDs. */
function recordNames({ path }: HeroRequest, labels: Record<string, string> = {}): string {
	const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `'${labels[name] ?? name}'`);
	return names.length > 0 ? `what ${names.join(' and ')} names` : 'what was asked for';
}
