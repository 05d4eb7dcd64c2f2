import { isObject } from '../description/schemaContext';

/** What a request sends. */
export interface HeroRequest {
	method: string;
	path: string;
	query?: Record<string, string>;
	body?: unknown;
	/** Another key than that of the client, to see how a wrong one is refused. */
	apiKey?: string;
}

/** What came of one request. Bodies stay in memory. */
export interface Answer {
	/** 0 if there was no response. */
	status: number;
	headers: Record<string, string>;
	/** The parsed body. Undefined if there is none, or if it cannot be read. */
	body?: unknown;
	/** Why the response cannot be read. It never holds a value of the response. */
	failure?: string;
	/** True if the connection failed, or nothing came in time. */
	isBroken?: boolean;
}

export const isSuccess = ({ status, failure }: Answer): boolean =>
	failure === undefined && status >= 200 && status < 300;

/** A list in a response. */
export interface ListAnswer {
	records: unknown[];
	count?: number;
}

/** The list of a response: the body itself, `data`, or the only list in it. */
export function listOf({ body }: Answer): ListAnswer | undefined {
	if (Array.isArray(body)) return { records: body };
	if (!isObject(body)) return undefined;
	const lists = Object.values(body).filter(Array.isArray);
	const records = Array.isArray(body.data) ? body.data : lists.length === 1 ? lists[0] : undefined;
	if (!records) return undefined;
	return { records, ...(typeof body.count === 'number' ? { count: body.count } : {}) };
}

/** The media type of a response, such as `application/json`. Anything else than a media type is hidden. */
export function mediaTypeOf({ headers }: Pick<Answer, 'headers'>): string {
	const [type] = (headers['content-type'] ?? '').split(';');
	if (type.trim() === '') return 'no content type';
	const isKnown = /^(application|text|multipart)\/(json|problem\+json|html|plain|xml|csv|pdf)$/i;
	return isKnown.test(type.trim()) ? type.trim().toLowerCase() : 'another content type';
}
