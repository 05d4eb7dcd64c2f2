import { describeSamples } from '../description/describeSample';

/** A request to the mock. The two headers of Hero are added when it is sent. */
export interface ProbeRequest {
	method: string;
	/** Filled in and encoded, below the base address. */
	path: string;
	query: Array<[name: string, value: string]>;
	/** Sent as JSON. Undefined for none. */
	body?: unknown;
	/** The status that the mock is told to answer with, whatever the request is. */
	forcedStatus?: number;
}

/** What came back. The status is 0 if nothing did; `failure` then says why. */
export interface Answer {
	status: number;
	contentType: string;
	text: string;
	failure?: string;
}

export type Ask = (request: ProbeRequest) => Promise<Answer>;

export const isAccepted = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** Both say that a value of the request is missing or wrong. */
export const isRefused = ({ status }: Answer): boolean => status === 400 || status === 422;

/** Parses the body. Returns undefined if it is no JSON. */
export function jsonOf({ text }: Answer): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** Says why an answer proves nothing. Returns undefined for one that does. */
export function doubtOf(answer: Answer, forcedStatus?: number): string | undefined {
	const { status, failure } = answer;
	if (failure) return failure;
	if (isWebPage(answer)) return 'the mock answers with a web page';
	if (forcedStatus !== undefined) {
		return status === forcedStatus ? undefined : `the mock answers ${status} instead`;
	}
	if (status >= 300 && status < 400) return `the mock redirects (${status})`;
	if (status >= 500) return `the mock fails (${status})`;
	if (status === 401 || status === 403) return `the mock refuses the made-up key (${status})`;
	if (status === 429) return 'the mock is asked too often (429)';
	return isBrokenJson(answer) ? 'the mock answers with text that is no JSON' : undefined;
}

const isWebPage = ({ contentType, text }: Answer): boolean =>
	contentType.includes('html') || /^\s*<(!doctype|html)/i.test(text);

const isBrokenJson = (answer: Answer): boolean =>
	isAccepted(answer) && answer.text !== '' && jsonOf(answer) === undefined;

/** The text of an answer without what belongs to its request, so that answers to two requests can be compared. */
export function generalText({ text }: Answer, { method, path }: ProbeRequest): string {
	return text
		.replaceAll(decodeURIComponent(path), '{path}')
		.replaceAll(path, '{path}')
		.replace(/\S*\{path\}\S*/g, '{path}')
		.replace(new RegExp(`\\b${method}\\b`, 'gi'), '{method}');
}

/** True if two answers have the same status and the same form, so that they may come from one call. */
export function isAlike(one: Answer, other: Answer): boolean {
	if (one.status !== other.status) return false;
	const [first, second] = [jsonOf(one), jsonOf(other)];
	if (first === undefined || second === undefined) return one.text === other.text;
	return formOf(first) === formOf(second);
}

const formOf = (value: unknown): string =>
	[...describeSamples([value], undefined).fields]
		.map(([name, { types }]) => `${name}: ${types.join()}`)
		.sort()
		.join('\n');
