import type { ProbeRequest } from '../answer';
import type { CallSource, SourceParameter } from './callSource';
import { exampleValue } from './exampleValue';
import { withoutValueAt, withValueAt } from './places';

/** Prefix of a field of the body in a plan: `body recipients[].patient_id`, and `body ` for the whole. */
export const bodyPrefix = 'body ';

/** A request as a change of the smallest valid one. Fields are named `query page_index` or `body patient_id`. */
export interface RequestPlan {
	/** Where the call is, if not where the contract has it. */
	at?: { method: string; path: string };
	/** Values of fields that the contract has. Of several variants of a body the one that can hold them is taken. */
	wanted?: Map<string, unknown>;
	/** Names of optional fields of the body that are sent as well. */
	included?: string[];
	/** Values that are put in afterwards, whatever the contract says. */
	inserted?: Map<string, unknown>;
	/** The name of a field that is left out. */
	leftOut?: string;
	forcedStatus?: number;
}

/** Builds a request from the examples and the schemas of the contract: what is required, and what the plan wants. */
export function buildRequest(source: CallSource, plan: RequestPlan = {}): ProbeRequest {
	const { method, path } = plan.at ?? source.call;
	const body = method === 'GET' ? undefined : bodyOf(source, plan);
	return {
		method,
		path: filledPath(source, path),
		query: queryOf(source, plan),
		...(body === undefined ? {} : { body }),
		...(plan.forcedStatus === undefined ? {} : { forcedStatus: plan.forcedStatus }),
	};
}

/** Fills in placeholders by their position. A path that has moved may have more of them. */
function filledPath(source: CallSource, path: string): string {
	const placeholders = source.parameters.filter((parameter) => parameter.in === 'path');
	let position = 0;
	return path.replace(/\{[^}]*\}/g, () => {
		const parameter = placeholders[position++];
		const value = parameter ? parameterExample(source, parameter) : '1';
		return encodeURIComponent(textOf(value) || '1');
	});
}

const textOf = (value: unknown): string =>
	typeof value === 'object' ? JSON.stringify(value) : String(value);

/** The value that a parameter has in a request. */
export function parameterExample(
	source: CallSource,
	{ schema, example }: SourceParameter,
): unknown {
	if (example !== undefined) return example;
	return exampleValue({ context: source.context, printed: [], wanted: new Map() }, schema);
}

function queryOf(
	source: CallSource,
	{ wanted, inserted, leftOut }: RequestPlan,
): ProbeRequest['query'] {
	const values = new Map<string, unknown>();
	for (const parameter of source.parameters) {
		if (parameter.in !== 'query') continue;
		if (parameter.required) values.set(parameter.wireName, parameterExample(source, parameter));
	}
	for (const [name, value] of [...(wanted ?? []), ...(inserted ?? [])]) {
		if (name.startsWith('query ')) values.set(name.slice('query '.length), value);
	}
	if (leftOut?.startsWith('query ')) values.delete(leftOut.slice('query '.length));
	return [...values].flatMap(([name, value]) =>
		[value].flat().map((one): [string, string] => [name, textOf(one)]),
	);
}

function bodyOf(source: CallSource, plan: RequestPlan): unknown {
	const inserted = bodyFields(plan.inserted);
	const isTaken = source.bodySchema !== undefined || inserted.size > 0;
	if (!isTaken || plan.leftOut === bodyPrefix) return undefined;
	const { context, bodyExamples: printed } = source;
	const wanted = bodyFields(plan.wanted);
	const included = plan.included?.map((name) => name.slice(bodyPrefix.length));
	const smallest = exampleValue({ context, printed, wanted, included }, source.bodySchema ?? {});
	const object = typeof smallest === 'object' && smallest !== null ? smallest : {};
	const filled = [...inserted].reduce<unknown>(
		(body, [place, value]) => withValueAt(body, place, value),
		object,
	);
	return plan.leftOut?.startsWith(bodyPrefix)
		? withoutValueAt(filled, plan.leftOut.slice(bodyPrefix.length))
		: filled;
}

const bodyFields = (
	fields: Map<string, unknown> = new Map<string, unknown>(),
): Map<string, unknown> =>
	new Map(
		[...fields].flatMap(([name, value]) =>
			name.startsWith(bodyPrefix) ? [[name.slice(bodyPrefix.length), value] as const] : [],
		),
	);
