import type { DescribedField, FieldSet } from './describedApi';
import { schemaOf } from './media';
import type { SchemaContext } from './schemaContext';
import { isObject, markUnreadable, resolveReference } from './schemaContext';
import { schemaFields } from './schemaFields';

type Part = Record<string, unknown>;

/** Where the parameters of a call stand. */
export interface ParameterLists {
	context: SchemaContext;
	/** Method and path. */
	place: string;
	path: string;
	/** The parameters of all methods of the path. */
	shared: unknown;
	own: unknown;
	/** The headers of the security schemes, in lower case. They belong to the API as a whole. */
	keyHeaders: string[];
}

/** Describes the parameters of a call. Those of the call replace those of its path that have the same name. */
export function describeParameters(lists: ParameterLists): FieldSet {
	const fields = new Map<string, DescribedField>();
	const placeholders = [...lists.path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
	// What stands in a path is text, also where a document does not declare it.
	for (const index of placeholders.keys()) {
		fields.set(`path ${index + 1}`, { types: ['string'], required: true });
	}
	for (const parameter of listedParameters(lists)) {
		const name = String(parameter.name);
		// The name of a placeholder is never sent, so it counts by its position.
		const position = parameter.in === 'path' ? placeholders.indexOf(name) + 1 : undefined;
		if (position === 0) {
			markUnreadable(lists.context, lists.place, 'a parameter is not in the path');
			continue;
		}
		const shown = parameter.in === 'header' ? name.toLowerCase() : name;
		addParameter(lists, fields, parameter, `${String(parameter.in)} ${position ?? shown}`);
	}
	return { fields, isComplete: true };
}

function addParameter(
	{ context, place }: ParameterLists,
	fields: Map<string, DescribedField>,
	parameter: Part,
	name: string,
): void {
	const at = `${place} ${String(parameter.name)}`;
	const described = schemaFields(context, schemaOf(parameter), at);
	for (const [inside, field] of described.fields) {
		const separator = inside && !inside.startsWith('[') ? '.' : '';
		const facts = inside ? {} : { ...parameterFacts(parameter), ...styleOf(parameter, field) };
		fields.set(`${name}${separator}${inside}`, { ...field, ...facts });
	}
}

function listedParameters({ context, place, shared, own, keyHeaders }: ParameterLists): Part[] {
	const found = new Map<string, Part>();
	for (const listed of [shared, own].flatMap((list) => listOf(context, place, list))) {
		const parameter = resolveReference(context, listed, `${place} parameters`);
		if (!parameter || isKeyHeader(parameter, keyHeaders)) continue;
		if (typeof parameter.name === 'string' && isPlace(parameter.in)) {
			found.set(`${parameter.in} ${parameter.name}`, parameter);
		} else {
			markUnreadable(context, `${place} parameters`, 'a parameter has no name, or no known place');
		}
	}
	return [...found.values()];
}

function listOf(context: SchemaContext, place: string, list: unknown): unknown[] {
	if (list === undefined) return [];
	if (Array.isArray(list)) return list;
	markUnreadable(context, `${place} parameters`, 'parameters is no list');
	return [];
}

const isPlace = (place: unknown): place is string =>
	['query', 'header', 'path', 'cookie', 'querystring'].includes(String(place));

const isKeyHeader = ({ in: place, name }: Part, keyHeaders: string[]): boolean =>
	place === 'header' && keyHeaders.includes(String(name).toLowerCase());

function parameterFacts(parameter: Part): Partial<DescribedField> {
	const evidence = isObject(parameter['x-evidence']) ? parameter['x-evidence'] : {};
	const isUnknown = evidence.required === 'unknown';
	return {
		...(isUnknown ? {} : { required: parameter.required === true || parameter.in === 'path' }),
		...(Object.keys(evidence).length > 0 ? { isGuess: true } : {}),
	};
}

/** How a list or an object is written into the request. A plain value has one way only. */
function styleOf(parameter: Part, { types }: DescribedField): Pick<DescribedField, 'style'> {
	if (parameter.content !== undefined) return { style: 'as JSON' };
	if (!types.includes('array') && !types.includes('object')) return {};
	const isForm = parameter.in === 'query' || parameter.in === 'cookie';
	const style = String(parameter.style ?? (isForm ? 'form' : 'simple'));
	const isExploded = typeof parameter.explode === 'boolean' ? parameter.explode : style === 'form';
	if (style === 'form') return { style: isExploded ? 'repeated' : 'separated by commas' };
	return { style: isExploded ? `${style}, repeated` : style };
}

/** The keywords of OpenAPI for a style that `DescribedField` names. JSON is none: it has a media type instead. */
export function styleKeywords(words: string): { style: string; explode: boolean } | undefined {
	if (words === 'as JSON') return undefined;
	if (words === 'repeated') return { style: 'form', explode: true };
	if (words === 'separated by commas') return { style: 'form', explode: false };
	const [style, repeated] = words.split(', ');
	return { style, explode: repeated !== undefined };
}
