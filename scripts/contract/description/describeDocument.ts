import type { Evidence } from '../../../api';
import { commonHeaders, securityHeaders } from './connectionFacts';
import { describeEvents } from './describeEvents';
import type { DescribedApi, DescribedCall, FieldSet } from './describedApi';
import { mediaTypeOf, schemaOf } from './media';
import { describeParameters } from './parameters';
import type { SchemaContext } from './schemaContext';
import { isObject, markUnreadable, resolveReference } from './schemaContext';
import { schemaFields } from './schemaFields';
import { basePaths, serverAddresses } from './servers';

type Part = Record<string, unknown>;

export const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];

/** Describes an OpenAPI document whose references lead only to other parts of it: Hero's own, or the contract. */
export function describeDocument(document: Part): DescribedApi {
	const context: SchemaContext = { document, unreadable: [] };
	const keyHeaders = securityHeaders(context);
	const calls = Object.entries(pathsOf(document)).flatMap(([path, item]) =>
		pathCalls(context, path, item, keyHeaders),
	);
	const events = describeEvents(context);
	const { headers, others } = commonHeaders(calls);
	return {
		calls: others,
		...(events.length > 0 ? { events } : {}),
		headers: [...new Set([...keyHeaders, ...headers])].sort(),
		servers: serverAddresses(context),
		basePaths: basePaths(context),
		...unusedCalls(document),
		unreadable: context.unreadable,
	};
}

const pathsOf = ({ paths }: Part): Part => (isObject(paths) ? paths : {});

/** The calls of a document by their addresses alone, and the paths before which they may stand. */
export function documentAddresses(document: Part): Pick<DescribedApi, 'calls' | 'basePaths'> {
	const context: SchemaContext = { document, unreadable: [] };
	const calls = Object.entries(pathsOf(document)).flatMap(([path, item]) => {
		const methodsOfPath = resolveReference(context, item, path) ?? {};
		return methods.flatMap((method) => {
			const operation = methodsOfPath[method];
			const operationId = isObject(operation) ? operation.operationId : undefined;
			const name = typeof operationId === 'string' ? { operationId } : {};
			return operation === undefined ? [] : [{ ...name, method: method.toUpperCase(), path }];
		});
	});
	return { calls, basePaths: basePaths(context) };
}

function unusedCalls({ 'x-unused-calls': listed }: Part): Pick<DescribedApi, 'unusedCalls'> {
	if (!Array.isArray(listed)) return {};
	return { unusedCalls: listed.filter(isObject).map(({ call }) => String(call)) };
}

function pathCalls(
	context: SchemaContext,
	path: string,
	item: unknown,
	keyHeaders: string[],
): DescribedCall[] {
	if (path.startsWith('x-')) return [];
	const methodsOfPath = resolveReference(context, item, path) ?? {};
	return methods.flatMap((method) => {
		if (methodsOfPath[method] === undefined) return [];
		const place = `${method.toUpperCase()} ${path}`;
		const operation = resolveReference(context, methodsOfPath[method], place);
		if (!operation) return [];
		const shared = methodsOfPath.parameters;
		return [
			describeCall({ context, place, operation, shared, keyHeaders }, method.toUpperCase(), path),
		];
	});
}

interface CallParts {
	context: SchemaContext;
	place: string;
	operation: Part;
	/** The parameters of all methods of the path. */
	shared: unknown;
	keyHeaders: string[];
}

function describeCall(parts: CallParts, method: string, path: string): DescribedCall {
	const { context, place, operation, shared, keyHeaders } = parts;
	const responses = responsesOf(context, operation, place);
	const [successStatus, ...otherSuccess] = successStatuses(Object.keys(responses));
	const evidence = operation['x-evidence'] as Evidence | undefined;
	return {
		...(typeof operation.operationId === 'string' ? { operationId: operation.operationId } : {}),
		method,
		path,
		...(operation.deprecated === true ? { isDeprecated: true } : {}),
		parameters: describeParameters({
			context,
			place,
			path,
			shared,
			own: operation.parameters,
			keyHeaders,
		}),
		requestBody: describeBody(context, operation.requestBody, `${place} requestBody`),
		...(successStatus ? { successStatus } : {}),
		// A call without a response of success tells of no field.
		response: describeResponse(parts, successStatus ? responses[successStatus] : {}),
		...(otherSuccess.length > 0 ? { otherSuccess } : {}),
		errors: errorStatuses(Object.keys(responses)),
		...(evidence ? { evidence } : {}),
		...(isObject(operation['x-error-evidence'])
			? { errorEvidence: operation['x-error-evidence'] as Record<string, string> }
			: {}),
	};
}

function responsesOf(context: SchemaContext, { responses }: Part, place: string): Part {
	if (isObject(responses)) return responses;
	if (responses !== undefined) markUnreadable(context, place, 'responses is no object');
	return {};
}

/** The declared statuses of success, the usual one first. A response for any status may be one. */
function successStatuses(statuses: string[]): string[] {
	const found = statuses.filter((status) => /^2/.test(status)).sort();
	return found.length > 0 ? found : statuses.filter((status) => status === 'default');
}

/** The declared statuses of errors. A response for all other statuses is one if a success is declared. */
function errorStatuses(statuses: string[]): string[] {
	const hasSuccess = statuses.some((status) => /^2/.test(status));
	const isError = (status: string) => /^[45]/.test(status) || (status === 'default' && hasSuccess);
	return statuses.filter(isError).sort();
}

function describeBody(context: SchemaContext, body: unknown, place: string): FieldSet | null {
	if (body === undefined) return null;
	const resolved = resolveReference(context, body, place) ?? {};
	const described = contentFields(context, resolved, place);
	const isUnknown = resolved['x-required-evidence'] === 'unknown';
	const required = isUnknown ? {} : { required: resolved.required === true };
	described.fields.set('', { ...described.fields.get('')!, ...required });
	return described;
}

function describeResponse({ context, place }: CallParts, response: unknown): FieldSet {
	const at = `${place} response`;
	return contentFields(context, resolveReference(context, response, at) ?? {}, at);
}

function contentFields(context: SchemaContext, part: Part, place: string): FieldSet {
	const described = schemaFields(context, schemaOf(part), place);
	const mediaType = mediaTypeOf(part);
	if (mediaType) described.fields.set('', { ...described.fields.get('')!, mediaType });
	return described;
}
