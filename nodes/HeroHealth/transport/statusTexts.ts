import type { IN8nHttpFullResponse } from 'n8n-workflow';

import type { ErrorContext, HeroRequest } from './request';
import { heroReason } from './heroWords';
import type { Redact } from './redact';
import { retryAfterMs } from './retryAfter';

/** The words of an error: what happened, and what to do. */
export interface ErrorText {
	message: string;
	/** Sentences on what happened and what to do, most telling first. */
	description: Array<string | undefined>;
	/** Said where Hero surely has not carried it out; else the user is told to check. */
	otherwise?: string;
	/** Said last. */
	note?: string;
	httpCode?: number;
	/** Nothing has reached Hero, or nothing was done with it: it can be sent as if for the first time. */
	neverSent?: true;
}

/** A response other than a success, with what its text names. */
export interface Rejection {
	request: HeroRequest;
	errorContext: ErrorContext;
	response: IN8nHttpFullResponse;
	redact: Redact;
}

type Describe = (rejection: Rejection) => ErrorText;

const reasonOf = ({ response, redact, errorContext }: Rejection): string | undefined =>
	heroReason(response, redact, errorContext.labels);

const checkValues = 'Check the values of this item.';

/** What an answer other than a success tells the user. */
export const describeStatus: Describe = (rejection) => {
	const { statusCode: status } = rejection.response;
	const describe =
		byStatus[status] ?? (status >= 500 ? unavailable : status >= 400 ? refused : odd);
	return { ...describe(rejection), httpCode: status };
};

const notAccepted: Describe = (rejection) => {
	const reason = reasonOf(rejection);
	return {
		message: 'Hero did not accept the values',
		description: reason
			? [reason, reason.startsWith('Hero says') ? checkValues : undefined]
			: ['Hero gave no list of fields: check the values of this item.'],
	};
};

const notAllowed: Describe = (rejection) => {
	const { request, response } = rejection;
	if (!isOfHero(response)) return stoppedOnTheWay(response);
	return {
		message: 'Hero refused the API key for this practice group',
		description: [
			request.practiceGroupId
				? 'Check that the Practice Group ID in Options is in the same Hero network as the key.'
				: 'Check API Key, Practice Group ID and Environment in the credential.',
			'The key must also have the scope for this: messaging, booking or booking links.',
			reasonOf(rejection),
		],
	};
};

/** Hero answers in JSON, or nothing; a proxy or a firewall answers with a page, or leaves its mark. */
const isOfHero = ({ body, headers }: IN8nHttpFullResponse): boolean =>
	!(typeof body === 'string' && body.trim() !== '') &&
	!['proxy-authenticate', 'x-squid-error', 'proxy-status'].some((name) => name in headers);

const stoppedOnTheWay = ({ statusCode }: IN8nHttpFullResponse): ErrorText => ({
	message: `The request was refused on the way to Hero (status ${statusCode})`,
	description: [
		'The answer is not in the form of Hero: a proxy or a firewall may stand between. Ask who runs the network of this n8n, and check the Environment in the credential.',
	],
});

const proxyLogin: Describe = () => ({
	message: 'The proxy between n8n and Hero wants a login of its own',
	description: ['Check the proxy settings of this n8n (HTTPS_PROXY).'],
	otherwise: 'Nothing was sent to Hero.',
	neverSent: true,
});

const notFound: Describe = ({ request, errorContext }) => ({
	message: errorContext.notFoundMeans ?? `Hero did not find ${sought(request, errorContext)}`,
	description: [
		errorContext.notFoundMeans
			? 'If the values are right, check the practice group and the Environment in the credential.'
			: `Check ${whereIdStands(request)}, the practice group and the Environment in the credential.`,
		errorContext.evidenceNote && `If they are right: ${openQuestion(errorContext)}`,
	],
});

const notTaken: Describe = ({ errorContext }) => ({
	message: 'Hero does not take this call',
	description: ['Check the Environment in the credential.', openQuestion(errorContext)],
});

const openQuestion = ({ evidenceNote }: ErrorContext) =>
	evidenceNote && `${evidenceNote}, so it may differ. Ask Hero, then use Custom API Call.`;

const inConflict: Describe = (rejection) => {
	const { conflictMeans } = rejection.errorContext;
	if (!conflictMeans) return refused(rejection);
	return {
		message: conflictMeans,
		description: [reasonOf(rejection), 'Hero answered with status 409.'],
	};
};

const rateLimited: Describe = ({ response }) => {
	const wait = retryAfterMs(response, Date.now());
	return {
		message: "Hero's rate limit is reached",
		description: [wait ? `Hero asks to wait ${Math.ceil(wait / 1000)} s.` : undefined],
		otherwise: 'Nothing was done. Wait a while, then run it again.',
		neverSent: true,
	};
};

const refused: Describe = (rejection) => ({
	message: `Hero refused the request (status ${rejection.response.statusCode})`,
	description: [reasonOf(rejection), checkValues],
});

const unavailable: Describe = ({ response: { statusCode } }) => ({
	message: `Hero could not process the request (status ${statusCode})`,
	description: [],
	otherwise: 'Run it again in a while.',
});

const odd: Describe = ({ response: { statusCode } }) => ({
	message: `Hero answered with status ${statusCode}`,
	description: ['Check the Environment and Base URL in the credential.'],
});

const byStatus: Record<number, Describe> = {
	400: notAccepted,
	401: notAllowed,
	403: notAllowed,
	404: notFound,
	405: notTaken,
	407: proxyLogin,
	409: inConflict,
	429: rateLimited,
};

/** A success whose body speaks against it: surely a refusal, or nobody knows. */
export function describeContradiction(rejection: Rejection, isRefusal: boolean): ErrorText {
	return {
		message: isRefusal
			? 'Hero refused the request in an answer of success'
			: 'Hero answered with success, and spoke against it',
		description: [reasonOf(rejection), isRefusal ? checkValues : undefined],
		httpCode: rejection.response.statusCode,
	};
}

function whereIdStands({ path, isCustomPath }: HeroRequest): string {
	if (isCustomPath) return 'the ID in the path';
	return path.includes('{') ? 'the ID' : 'the values';
}

function sought({ path }: HeroRequest, { labels = {} }: ErrorContext): string {
	const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `'${labels[name] ?? name}'`);
	return names.length > 0 ? `what ${names.join(' and ')} names` : 'what was asked for';
}
