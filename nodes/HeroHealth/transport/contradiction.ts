import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import type { HeroRequest } from './request';
import { isUnknownOutcomeStatus } from './retry';

/** A success of HTTP whose body speaks against it. */
export interface Contradiction {
	/** The status that the body gives, if it gives one. */
	statusCode?: number;
	/** Hero surely has not carried it out. */
	isRefusal: boolean;
}

/**
 * What the body of a success says against it: the form in which Hero refuses (schema Error400), or one in
 * which other services do. A record that merely has such a field is none.
 */
export function contradictionIn(
	method: HeroRequest['method'],
	{ body }: { body?: unknown },
): Contradiction | undefined {
	if (Array.isArray(body)) {
		// A list may tell of one record that failed; with a status, its only row tells of the request.
		const [row, ...others] = body as unknown[];
		const found = method !== 'GET' && others.length === 0 && contradictionIn(method, { body: row });
		return found && found.statusCode !== undefined ? found : undefined;
	}
	if (typeof body !== 'object' || body === null) return undefined;
	const record = body as IDataObject;
	const isRead = method === 'GET';
	const isRecord = hasId(record);
	const statusCode = statusIn(record);
	if (statusCode !== undefined || isTrue(record.error) || isFalse(record.success, record.ok)) {
		const isDocumentedForm = statusCode !== undefined && isTrue(record.error);
		if (isRead && isRecord && !isDocumentedForm) return undefined;
		return {
			statusCode,
			isRefusal: isRefusalAlone(record) && !isUnknownOutcomeStatus(statusCode ?? 400),
		};
	}
	const hasReason = isReason(record.error) || isReason(record.errors) || isBadWord(record.status);
	return !isRead && !isRecord && hasReason ? { isRefusal: false } : undefined;
}

/** A read that was refused in the body of a success, as the answer that was meant. */
export function unwrapStatus(
	method: HeroRequest['method'],
	answer: IN8nHttpFullResponse,
): IN8nHttpFullResponse {
	if (method !== 'GET' || answer.statusCode > 299) return answer;
	const statusCode = contradictionIn(method, answer)?.statusCode;
	return statusCode === undefined ? answer : { ...answer, statusCode };
}

/** Whether it names a record; the ID of a request or of a trace is one of the refusal itself. */
const hasId = (record: IDataObject): boolean =>
	Object.entries(record).some(
		([name, value]) =>
			/(^|_)(ids?|uuid)$|[a-z](Id|Ids|ID)$/.test(name) &&
			!/^(request|trace|correlation|span|error|log)_/i.test(name) &&
			value !== null &&
			value !== undefined,
	);

/** What a refusal is made of. */
const refusalNames =
	/^(error|errors|success|ok|status|status_?code|code|message|messages|detail|details|reason|title|type|path|instance|timestamp|(request|trace|correlation|span|error|log)_?id)$/i;

/**
 * Whether a body holds words of a refusal and nothing else. With anything beside them, such as an ID, something
 * may have been made, whatever is said of it.
 */
const isRefusalAlone = (record: IDataObject): boolean =>
	Object.entries(record).every(
		([name, value]) => isNothing(value) || (refusalNames.test(name) && !holdsRecord(value)),
	);

const isNothing = (value: unknown): boolean =>
	value === null ||
	value === undefined ||
	(typeof value === 'object' && Object.keys(value).length === 0);

const holdsRecord = (value: unknown): boolean =>
	typeof value === 'object' &&
	value !== null &&
	!Array.isArray(value) &&
	hasId(value as IDataObject);

/** The status that a body gives, under the names that services use. */
function statusIn(record: IDataObject): number | undefined {
	const given = [record.statusCode, record.status_code, record.status].map((value) =>
		typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN,
	);
	return given.find((status) => status >= 400 && status <= 599);
}

const lowered = (value: unknown): unknown =>
	typeof value === 'string' ? value.toLowerCase() : value;

const isTrue = (value: unknown): boolean => [true, 'true', 1].includes(lowered(value) as string);

const isFalse = (...values: unknown[]): boolean =>
	values.some((value) => [false, 'false', 0].includes(lowered(value) as string));

function isReason(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return typeof value === 'object' ? value !== null : typeof value === 'string' && value !== '';
}

const isBadWord = (value: unknown): boolean =>
	['error', 'fail', 'failed', 'failure', 'rejected'].includes(lowered(value) as string);
