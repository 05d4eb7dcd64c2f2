import type { IDataObject, IN8nHttpFullResponse, INode } from 'n8n-workflow';
import { NodeApiError, UserError } from 'n8n-workflow';

import type { HeroRequest } from './client';
import type { Fault } from './network';
import { faultOf, isUntrusted, neverLeft } from './network';
import type { Tried } from './retry';
import { askedQuiet, refusalHere } from './retry';

interface Account {
	message: string;
	/** Sentences on what happened and what to do, most telling first. */
	description: Array<string | undefined>;
	/** Said where Hero surely has not carried it out; else the user is told to check. */
	otherwise?: string;
	/** Said last. */
	note?: string;
	httpCode?: number;
}

/** What is known of the tries that were made. */
export type Trying = Pick<Tried, 'mayBeDone'> & Partial<Tried>;

/** Said to a person. */
export const mayBeDone =
	'Hero may have carried it out all the same: check there before you send it again.';

/** Thrown in place of a request that its run no longer wants. */
export const notSent = new UserError('Not sent, since the run ended before');

/** Hero answered with a status other than success. */
export function refusedByHero(
	node: INode,
	request: HeroRequest,
	answer: IN8nHttpFullResponse,
	trying: Trying,
	apiKey: string,
): NodeApiError {
	const account = accountOf(request, answer, apiKey);
	return build(node, request, trying, { ...account, httpCode: answer.statusCode });
}

/** Hero answered with success, but not with data. */
export function answerNotUnderstood(node: INode, request: HeroRequest): NodeApiError {
	return build(
		node,
		request,
		{ mayBeDone: request.method !== 'GET' },
		{
			message: 'Hero answered with something other than data',
			description: [
				'Check the Environment and Base URL in the credential, and whether a proxy stands between.',
			],
		},
	);
}

/** No answer came. `cause` is what n8n's request helper threw; only its code is passed on. */
export function connectionLost(
	node: INode,
	request: HeroRequest,
	host: string,
	trying: Trying,
	cause: unknown,
): NodeApiError {
	const fault = faultOf(cause);
	const account = fault
		? { ...lossOf(fault, host), note: `The network said ${fault.code}.` }
		: refusalOf(cause, cleanerFor(request));
	return build(node, request, trying, account);
}

/** The words of who kept it from leaving, such as an n8n that calls no inner addresses. */
function refusalOf(cause: unknown, clean: Clean): Account {
	const refusal = refusalHere(cause);
	if (!refusal) return { message: clean(textOf(cause)), description: [] };
	const { message, description } = refusal;
	return {
		message: clean(message),
		description: [description ? clean(description) : undefined],
		otherwise: 'Nothing was sent.',
	};
}

function lossOf(fault: Fault, host: string): Account {
	if (neverLeft(fault)) {
		return {
			message: `Hero could not be reached at ${host}`,
			description: [],
			otherwise:
				'Nothing was sent. Check the Environment in the credential and the network of this n8n.',
		};
	}
	if (isUntrusted(fault)) {
		return {
			message: `The certificate of ${host} could not be trusted`,
			description: [],
			otherwise: 'Nothing was sent. Check the address and whether a proxy stands between.',
		};
	}
	if (fault.code === 'ERR_CANCELED') {
		return { message: 'The run was canceled before an answer came', description: [] };
	}
	const message =
		fault.code === 'ECONNABORTED'
			? `No answer came from ${host} in time`
			: `The connection to ${host} ended before an answer came`;
	return { message, description: [], otherwise: 'Run it again.' };
}

function accountOf(request: HeroRequest, answer: IN8nHttpFullResponse, apiKey: string): Account {
	const { statusCode: status } = answer;
	if (status === 400) {
		const told = fieldErrors(request, answer.body, apiKey);
		return {
			message: 'Hero did not accept the values',
			description: [told ?? 'Hero gave no list of fields: check the values of this item.'],
		};
	}
	if (status === 401 || status === 403) {
		return {
			message: 'Hero refused the API key for this practice group',
			description: [
				request.practiceGroupId
					? 'Check that the Practice Group ID in Options is in the same Hero network as the key.'
					: 'Check API Key, Practice Group ID and Environment in the credential.',
				'The key must also have the scope for this: messaging, booking or booking links.',
			],
		};
	}
	if (status === 404 || status === 405) {
		return {
			message:
				status === 404 ? `Hero did not find ${sought(request)}` : 'Hero does not take this call',
			description: [
				status === 404
					? 'Check the ID, the practice group and the Environment in the credential.'
					: 'Check the Environment in the credential.',
				request.evidenceNote &&
					`${request.evidenceNote}, so it may differ. Ask Hero, then use Custom API Call.`,
			],
		};
	}
	if (status === 429) {
		const asked = askedQuiet(answer, Date.now());
		return {
			message: "Hero's rate limit is reached",
			description: [asked ? `Hero asks to wait ${Math.ceil(asked / 1000)} s.` : undefined],
			otherwise: 'Nothing was done. Wait a while, then run it again.',
		};
	}
	if (status >= 500) {
		return {
			message: `Hero could not process the request (status ${status})`,
			description: [],
			otherwise: 'Run it again in a while.',
		};
	}
	if (status >= 400) {
		return {
			message: `Hero refused the request (status ${status})`,
			description: [fieldErrors(request, answer.body, apiKey), 'Check the values of this item.'],
		};
	}
	return {
		message: `Hero answered with status ${status}`,
		description: ['Check the Environment and Base URL in the credential.'],
	};
}

function sought({ path, labels = {} }: HeroRequest): string {
	const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `'${labels[name] ?? name}'`);
	return names.length > 0 ? `what ${names.join(' and ')} names` : 'what was asked for';
}

/** The field errors of a 400 answer (schema Error400), under the names that the screen shows. */
function fieldErrors(request: HeroRequest, body: unknown, apiKey: string): string | undefined {
	const found = (body as { message?: unknown } | null)?.message;
	if (!Array.isArray(found)) return undefined;
	const { labels = {} } = request;
	const clean = cleanerFor(request, apiKey);
	const lines = found.slice(0, 10).map((issue: IDataObject | null) => {
		const path = Array.isArray(issue?.path) ? issue.path : [];
		const names = path.filter(
			(part) => !['body', 'query', 'params', 'path'].includes(String(part)),
		);
		const field = names.map((name) => labels[String(name)] ?? clean(String(name))).join(' › ');
		const expected = issue?.expected ? `Hero expects ${clean(String(issue.expected))}` : '';
		const code = issue?.code ? `(${clean(String(issue.code))})` : '';
		return [field && `'${field}':`, expected, code].filter(Boolean).join(' ');
	});
	return (
		lines
			.filter(Boolean)
			.map((line) => `${line}.`)
			.join(' ') || undefined
	);
}

function build(node: INode, request: HeroRequest, trying: Trying, account: Account): NodeApiError {
	const { message, httpCode } = account;
	const { itemIndex } = request;
	const description = [
		...account.description,
		trying.mayBeDone ? mayBeDone : account.otherwise,
		account.note,
		triesNote(trying),
	];
	const error = new NodeApiError(
		node,
		// n8n keeps this object with the execution: nothing of the request or the answer goes in.
		{ message },
		{
			message: itemIndex === undefined ? message : `${message} [item ${itemIndex}]`,
			description: description.filter(Boolean).join(' ').slice(0, 1000) || undefined,
			httpCode: httpCode === undefined ? undefined : String(httpCode),
			itemIndex,
		},
	);
	if (trying.mayBeDone) error.context.mayBeDone = true;
	return error;
}

const triesNote = ({ tries = 0, took = 0 }: Trying): string | undefined =>
	tries > 1 ? `Tried ${tries} times in ${Math.round(took / 1000)} s.` : undefined;

type Clean = (words: string) => string;

/**
 * Words of Hero's or of the network can repeat what was sent. Every value of the request, the key, and
 * whatever looks like a number of a person or an email address is taken out, in any capitals.
 */
function cleanerFor(request: HeroRequest, apiKey?: string): Clean {
	const { pathValues, query, body, headers, ownPath } = request;
	const sent = leaves([pathValues, query, body, headers, ownPath?.split('/'), apiKey])
		// A file is no part of a sentence, and too long for a pattern: longRun takes its pieces out.
		.filter((value) => value.trim() !== '' && value.length < 10_000)
		.sort((one, other) => other.length - one.length)
		.map((value) => {
			const literal = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
			// Short values, such as the name Ng, only as words of their own.
			return new RegExp(value.length > 2 ? literal : `(?<!\\w)${literal}(?!\\w)`, 'gi');
		});
	return (words) =>
		sent
			.reduce((kept, value) => kept.replace(value, '…'), words)
			.replace(longRun, '…')
			.replace(/\S+@\S+/g, '…')
			.replace(/\+?\d(?:[\s./-]?\d){5,}/g, '…');
}

/** A piece of a file or a token; no word of a sentence is as long. */
const longRun = /\S{60,}/g;

function leaves(value: unknown): string[] {
	if (value === null || value === undefined || typeof value === 'boolean') return [];
	if (typeof value === 'object') return Object.values(value).flatMap(leaves);
	return [String(value)];
}

const textOf = (thrown: unknown): string =>
	thrown instanceof Error ? thrown.message : 'The request could not be made';
