import { CannotCompareError } from '../errors';
import type { Answer, Ask, ProbeRequest } from './answer';
import { doubtOf, generalText, isAccepted, isAlike, isRefused } from './answer';

/** What an answer says of the method and the path of its request. */
export type AddressState = 'exists' | 'unknown path' | 'unknown method' | 'in doubt';

/** How this mock answers to what it does not know. It is learned from requests whose answer is certain. */
export interface Manner {
	addressState(request: ProbeRequest, answer: Answer): AddressState;
	/** True for the answer to a forced status that Hero's document does not declare. Undefined if that does not show. */
	isCanned?(request: ProbeRequest, answer: Answer): boolean;
}

interface Sample {
	request: ProbeRequest;
	answer: Answer;
}

/**
 * Learns how the mock answers. Throws CannotCompareError if it answers everything alike, or not as a mock of this API.
 *
 * @param anchors requests that surely exist, on paths that surely have no DELETE
 * @param phrases the reason phrases of HTTP by status
 */
export async function learnManner(
	ask: Ask,
	anchors: ProbeRequest[],
	phrases: Record<number, string | undefined>,
): Promise<Manner> {
	const unknownPaths = await askAll(
		ask,
		['/v1/no-such-path-a/no-such-name', '/v9/no-such-path-b'].map((path) => get(path)),
	);
	requireNotFound(unknownPaths);
	const known = await askAll(ask, anchors);
	requireKnown(known, unknownPaths[0].answer.status);
	const unknownMethods = await askAll(
		ask,
		anchors.map((anchor) => ({ ...anchor, method: 'DELETE' })),
	);
	const canned = await learnCanned(
		ask,
		known.find(({ answer }) => isAccepted(answer)),
		phrases,
	);
	return {
		addressState: addressReader(unknownPaths, onlyRefusals(unknownMethods, unknownPaths[0])),
		...(canned ? { isCanned: canned } : {}),
	};
}

const get = (path: string): ProbeRequest => ({ method: 'GET', path, query: [] });

async function askAll(ask: Ask, requests: ProbeRequest[]): Promise<Sample[]> {
	const samples: Sample[] = [];
	for (const request of requests) samples.push({ request, answer: await ask(request) });
	return samples;
}

function requireNotFound(samples: Sample[]): void {
	for (const { answer } of samples) {
		if (answer.failure) throw new CannotCompareError(`It cannot be reached: ${answer.failure}.`);
		const doubt = doubtOf(answer);
		const isNotFound = answer.status >= 400 && answer.status < 500;
		if (doubt || !isNotFound) {
			throw new CannotCompareError(
				`A path that surely does not exist should be answered with a 404, but ${doubt ?? `the status is ${answer.status}`}. This is no mock of Hero's documentation.`,
			);
		}
	}
	if (samples[0].answer.status !== samples[1].answer.status) {
		throw new CannotCompareError(
			'Two paths that surely do not exist are answered with different statuses, so nothing can be concluded.',
		);
	}
}

function requireKnown(known: Sample[], notFound: number): void {
	if (known.some(({ answer }) => isAccepted(answer) && !doubtOf(answer))) return;
	const reasons = known.map(
		({ answer }) =>
			doubtOf(answer) ??
			(answer.status === notFound ? 'the mock does not know it' : `status ${answer.status}`),
	);
	throw new CannotCompareError(
		`None of the calls that the documentation prints answers (${[...new Set(reasons)].join(', ')}). The mock is of another API, or does not work.`,
	);
}

/** The answers to a wrong method on a known path. A path that has moved answers as an unknown one does. */
function onlyRefusals(samples: Sample[], unknownPath: Sample): Sample[] {
	const refused = samples.filter(
		({ answer }) => answer.status >= 400 && answer.status < 500 && !doubtOf(answer),
	);
	const others = refused.filter((sample) => !isSameManner([unknownPath], sample));
	if (others.length > 0 || refused.length > 0) return others;
	throw new CannotCompareError(
		'A method that surely does not exist is answered as if it did, so nothing can be concluded.',
	);
}

/** True if an answer is of the same kind as known ones: by status, and by text where the known ones agree in it. */
function isSameManner(known: Sample[], { request, answer }: Sample): boolean {
	const texts = new Set(known.map((one) => generalText(one.answer, one.request)));
	return (
		known.some((one) => one.answer.status === answer.status) &&
		(texts.size > 1 || texts.has(generalText(answer, request)))
	);
}

function addressReader(unknownPaths: Sample[], unknownMethods: Sample[]): Manner['addressState'] {
	const statuses = [...unknownPaths, ...unknownMethods].map(({ answer }) => answer.status);
	return (request, answer) => {
		if (isSameManner(unknownPaths, { request, answer })) return 'unknown path';
		if (isUnknownMethod(unknownMethods, { request, answer })) return 'unknown method';
		if (doubtOf(answer) || statuses.includes(answer.status)) return 'in doubt';
		return isAccepted(answer) || isRefused(answer) ? 'exists' : 'in doubt';
	};
}

/** A 405 has no other meaning. Its text may name the methods of the path, so it is not compared. */
const isUnknownMethod = (known: Sample[], sample: Sample): boolean =>
	known.length > 0 &&
	(isSameManner(known, sample) ||
		(sample.answer.status === 405 && known.some(({ answer }) => answer.status === 405)));

/** Two statuses that no API of this kind declares. */
const undeclared = [418, 508];

/** Learns the answer to a forced status that is not declared. */
async function learnCanned(
	ask: Ask,
	known: Sample | undefined,
	phrases: Record<number, string | undefined>,
): Promise<Manner['isCanned'] | undefined> {
	if (!known) return undefined;
	const samples = await askAll(
		ask,
		undeclared.map((forcedStatus) => ({ ...known.request, forcedStatus })),
	);
	const form = ({ request, answer }: Sample) => cannedForm(request, answer, phrases);
	const isIgnored = samples.some(({ answer }) => isAlike(answer, known.answer));
	if (isIgnored || form(samples[0]) !== form(samples[1])) return undefined;
	return (request, answer) => form({ request, answer }) === form(samples[0]);
}

/** A canned answer without its status, reason phrase and address. */
function cannedForm(
	request: ProbeRequest,
	answer: Answer,
	phrases: Record<number, string | undefined>,
): string {
	const asked = request.forcedStatus ?? answer.status;
	const phrase = phrases[asked];
	const text = generalText(answer, request).replaceAll(String(asked), '{status}');
	const status = answer.status === asked ? 'as asked' : answer.status;
	return `${status} ${phrase ? text.replaceAll(phrase, '{phrase}') : text}`;
}
