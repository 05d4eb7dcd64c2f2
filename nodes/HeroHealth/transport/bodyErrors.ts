import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { isUnknownOutcomeStatus } from './outcome';
import type { HeroRequest } from './request';

/** An error in the body of a response with a 2xx status. */
export interface BodyError {
	/** The status in the body, if there is one. */
	statusCode?: number;
	/** True if Hero certainly has not carried out the request. */
	isRejected: boolean;
}

/**
 * Finds an error in the body of a 2xx response: in Hero's form (schema Error400), or in one that other
 * services use. A record that merely has such a field is no error.
 */
export function bodyErrorIn(
	method: HeroRequest['method'],
	{ body }: { body?: unknown },
): BodyError | undefined {
	if (Array.isArray(body)) {
		// An error in a list may concern one record. A single row with a status concerns the request.
		const [row, ...furtherRows] = body as unknown[];
		const found =
			method !== 'GET' && furtherRows.length === 0 && bodyErrorIn(method, { body: row });
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
			isRejected: isErrorOnly(record) && !isUnknownOutcomeStatus(statusCode ?? 400),
		};
	}
	const hasReason =
		isReason(record.error) || isReason(record.errors) || isFailureStatus(record.status);
	return !isRead && !isRecord && hasReason ? { isRejected: false } : undefined;
}

/** Gives the response to a read the status that its body names, so that it is retried like one. */
export function withBodyStatus(
	method: HeroRequest['method'],
	response: IN8nHttpFullResponse,
): IN8nHttpFullResponse {
	if (method !== 'GET' || response.statusCode > 299) return response;
	const statusCode = bodyErrorIn(method, response)?.statusCode;
	return statusCode === undefined ? response : { ...response, statusCode };
}

/** True if the body names a record. The ID of a request or of a trace belongs to the error itself. */
const hasId = (record: IDataObject): boolean =>
	Object.entries(record).some(
		([name, value]) =>
			/(^|_)(ids?|uuid)$|[a-z](Id|Ids|ID)$/.test(name) &&
			!/^(request|trace|correlation|span|error|log)_/i.test(name) &&
			value !== null &&
			value !== undefined,
	);

/** Names of the fields that an error body may have, in any case. */
const errorFields =
	/^(error|errors|success|ok|status|status_?code|code|message|messages|detail|details|reason|title|type|path|instance|timestamp|(request|trace|correlation|span|error|log)_?id)$/i;

/**
 * True if the body holds an error and nothing else. Another field, such as an ID, can mean that Hero created
 * a record despite the error.
 */
const isErrorOnly = (record: IDataObject): boolean =>
	Object.entries(record).every(
		([name, value]) => isEmpty(value) || (errorFields.test(name) && !holdsRecord(value)),
	);

const isEmpty = (value: unknown): boolean =>
	value === null ||
	value === undefined ||
	(typeof value === 'object' && Object.keys(value).length === 0);

const holdsRecord = (value: unknown): boolean =>
	typeof value === 'object' &&
	value !== null &&
	!Array.isArray(value) &&
	hasId(value as IDataObject);

/** The error status in a body, under the names that services use. */
function statusIn(record: IDataObject): number | undefined {
	const statuses = [record.statusCode, record.status_code, record.status].map((value) =>
		typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN,
	);
	return statuses.find((status) => status >= 400 && status <= 599);
}

const lowerCase = (value: unknown): unknown =>
	typeof value === 'string' ? value.toLowerCase() : value;

const isTrue = (value: unknown): boolean => [true, 'true', 1].includes(lowerCase(value) as string);

const isFalse = (...values: unknown[]): boolean =>
	values.some((value) => [false, 'false', 0].includes(lowerCase(value) as string));

function isReason(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return typeof value === 'object' ? value !== null : typeof value === 'string' && value !== '';
}

const isFailureStatus = (value: unknown): boolean =>
	['error', 'fail', 'failed', 'failure', 'rejected'].includes(lowerCase(value) as string);
