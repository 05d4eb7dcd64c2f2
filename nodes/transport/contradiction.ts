import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import type { HeroRequest } from './client';

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
	{ body }: IN8nHttpFullResponse,
): Contradiction | undefined {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
	const record = body as IDataObject;
	const isRead = method === 'GET';
	const isRecord = hasId(record);
	const statusCode = refusalStatus(record.statusCode);
	if (statusCode !== undefined || isTrue(record.error) || isFalse(record.success, record.ok)) {
		const isDocumentedForm = statusCode !== undefined && isTrue(record.error);
		if (isRead && isRecord && !isDocumentedForm) return undefined;
		// What has an ID now was made, whatever else is said of it.
		return { statusCode, isRefusal: !isRecord && (statusCode ?? 0) < 500 };
	}
	const hasReason = isReason(record.error) || isReason(record.errors) || isBadWord(record.status);
	return !isRead && !isRecord && hasReason ? { isRefusal: false } : undefined;
}

/** A read that was refused in the body of a success, as the answer that was meant. */
export function asMeant(
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
			/(^|_)id$/i.test(name) &&
			!/^(request|trace|correlation|span|error|log)_/i.test(name) &&
			value !== null &&
			value !== undefined,
	);

function refusalStatus(value: unknown): number | undefined {
	const status = Number(value);
	return status >= 400 && status <= 599 ? status : undefined;
}

const isTrue = (value: unknown): boolean => [true, 'true', 1].includes(value as string);

const isFalse = (...values: unknown[]): boolean =>
	values.some((value) => [false, 'false', 0].includes(value as string));

function isReason(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return typeof value === 'object' ? value !== null : typeof value === 'string' && value !== '';
}

const isBadWord = (value: unknown): boolean =>
	['error', 'fail', 'failed', 'failure', 'rejected'].includes(String(value).toLowerCase());
