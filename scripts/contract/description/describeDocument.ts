import type { Evidence } from '../../../api';
import { commonHeaders, securityHeaders, serverAddresses } from './connectionFacts';
import { describeEvents } from './describeEvents';
import type { DescribedApi, DescribedCall, DescribedField, FieldSet } from './describedApi';
import { schemaOf } from './media';
import type { SchemaContext } from './schemaContext';
import { isObject, markUnreadable, resolveReference } from './schemaContext';
import { schemaFields } from './schemaFields';

type Part = Record<string, unknown>;

export const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];

/** Describes an OpenAPI document whose references lead only to other parts of it: Hero's own, or the contract. */
export function describeDocument(document: Part): DescribedApi {
	const context: SchemaContext = { document, unreadable: [] };
	const keyHeaders = securityHeaders(context);
	const paths = isObject(document.paths) ? document.paths : {};
	const calls = Object.entries(paths).flatMap(([path, item]) =>
		pathCalls(context, path, item, keyHeaders),
	);
	const events = describeEvents(context);
	const { headers, others } = commonHeaders(calls);
	return {
		calls: others,
		...(events.length > 0 ? { events } : {}),
		headers: [...new Set([...keyHeaders, ...headers])].sort(),
		servers: serverAddresses(document),
		...unusedCalls(document),
		unreadable: context.unreadable,
	};
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
	const { context, place, operation } = parts;
	const responses = isObject(operation.responses) ? operation.responses : {};
	const successStatus = ['200', '201', '202', '204', '2XX', 'default'].find(
		(status) => status in responses,
	);
	const errors = Object.keys(responses).filter((status) => /^[45]/.test(status));
	const evidence = operation['x-evidence'] as Evidence | undefined;
	return {
		...(typeof operation.operationId === 'string' ? { operationId: operation.operationId } : {}),
		method,
		path,
		...(operation.deprecated === true ? { isDeprecated: true } : {}),
		parameters: describeParameters(parts),
		requestBody: describeBody(context, operation.requestBody, `${place} requestBody`),
		...(successStatus
			? { successStatus, response: describeResponse(parts, responses[successStatus]) }
			: {}),
		errors: errors.sort(),
		...(evidence ? { evidence } : {}),
		...(isObject(operation['x-error-evidence'])
			? { errorEvidence: operation['x-error-evidence'] as Record<string, string> }
			: {}),
	};
}

function describeParameters({
	context,
	place,
	operation,
	shared,
	keyHeaders,
}: CallParts): FieldSet {
	const fields = new Map<string, DescribedField>();
	const lists = [shared ?? [], operation.parameters ?? []];
	if (!lists.every(Array.isArray))
		markUnreadable(context, `${place} parameters`, 'parameters is no list');
	let placeholders = 0;
	for (const listed of lists.filter(Array.isArray).flat()) {
		const parameter = resolveReference(context, listed, `${place} parameters`);
		if (!parameter || isKeyHeader(parameter, keyHeaders)) continue;
		// The name of a placeholder is never sent, so it counts by its position.
		const name = parameter.in === 'path' ? String(++placeholders) : String(parameter.name);
		const described = schemaFields(context, schemaOf(parameter), `${place} ${parameter.name}`);
		for (const [inside, field] of described.fields) {
			const separator = inside && !inside.startsWith('[') ? '.' : '';
			fields.set(`${parameter.in} ${name}${separator}${inside}`, {
				...field,
				...(inside ? {} : parameterFacts(parameter)),
			});
		}
	}
	return { fields, isComplete: true };
}

function parameterFacts(parameter: Part): Partial<DescribedField> {
	const evidence = isObject(parameter['x-evidence']) ? parameter['x-evidence'] : {};
	const isUnknown = evidence.required === 'unknown';
	return {
		...(isUnknown ? {} : { required: parameter.required === true }),
		...(Object.keys(evidence).length > 0 ? { isGuess: true } : {}),
	};
}

function isKeyHeader({ in: place, name }: Part, keyHeaders: string[]): boolean {
	return place === 'header' && keyHeaders.includes(String(name).toLowerCase());
}

function describeBody(context: SchemaContext, body: unknown, place: string): FieldSet | null {
	if (body === undefined) return null;
	const resolved = resolveReference(context, body, place) ?? {};
	const described = schemaFields(context, schemaOf(resolved), place);
	const isUnknown = resolved['x-required-evidence'] === 'unknown';
	const required = isUnknown ? {} : { required: resolved.required === true };
	described.fields.set('', { ...described.fields.get('')!, ...required });
	return described;
}

function describeResponse({ context, place }: CallParts, response: unknown): FieldSet {
	const resolved = resolveReference(context, response, `${place} response`) ?? {};
	return schemaFields(context, schemaOf(resolved), `${place} response`);
}
