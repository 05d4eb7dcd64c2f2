import type { SchemaContext } from '../../description/schemaContext';
import type { SchemaForm } from '../../description/schemaForms';
import { schemaForms } from '../../description/schemaForms';
import { placeInside, valueAt } from './places';

/** What the made-up value has to hold. */
export interface ExampleOptions {
	context: SchemaContext;
	/** Values that the contract prints for the whole. */
	printed: unknown[];
	/** Values by place that the value must hold, besides its required members. */
	wanted: Map<string, unknown>;
	/** Places of optional members that it holds as well. */
	included?: string[];
}

/** Makes a value of a schema with its required members and the wanted ones only. */
export function exampleValue(
	options: ExampleOptions,
	schema: unknown,
	place = '',
	depth = 0,
): unknown {
	if (options.wanted.has(place)) return options.wanted.get(place);
	const forms = schemaForms(options.context, schema, place);
	const form = forms.find((one) => admitsWanted(options, one, place)) ?? forms[0];
	const isPlain = !form.types.includes('object') && !form.types.includes('array');
	if (isPlain) return plainExample(options, form, schema, place);
	if (depth > 8) return {};
	if (form.types.includes('array')) {
		return [exampleValue(options, form.items ?? {}, placeInside(place, '[]'), depth + 1)];
	}
	const members = Object.keys(form.properties).filter(
		(name) =>
			form.requiredMembers.includes(name) || isWantedInside(options, placeInside(place, name)),
	);
	return Object.fromEntries(
		members.map((name) => [
			name,
			exampleValue(options, form.properties[name], placeInside(place, name), depth + 1),
		]),
	);
}

const isWantedInside = ({ wanted, included = [] }: ExampleOptions, place: string): boolean =>
	[...wanted.keys(), ...included].some(
		(name) => name === place || name.startsWith(`${place}.`) || name.startsWith(`${place}[`),
	);

/** True if a form can hold each wanted value directly in it: of several variants of a body only one may. */
function admitsWanted(
	{ context, wanted }: ExampleOptions,
	form: SchemaForm,
	place: string,
): boolean {
	return [...wanted].every(([name, value]) => {
		const member = place === '' ? name : name.slice(place.length + 1);
		const isDirect = placeInside(place, member) === name && !/[.[]/.test(member);
		if (!isDirect) return true;
		if (!(member in form.properties)) return false;
		const forms = schemaForms(context, form.properties[member], name);
		return forms.some(({ values }) => !values || values.includes(String(value)));
	});
}

function plainExample(
	{ printed }: ExampleOptions,
	form: SchemaForm,
	schema: unknown,
	place: string,
): unknown {
	const own = (schema as { example?: unknown } | undefined)?.example;
	const shown = printed.map((value) => valueAt(value, place));
	const fitting = [own, ...shown].find(
		(value) => value !== undefined && value !== null && fits(form, value),
	);
	return fitting ?? firstListed(form) ?? madeUp(form);
}

const fits = ({ values, types }: SchemaForm, value: unknown): boolean =>
	(!values || values.includes(String(value))) &&
	(types.length === 0 ||
		types.includes(typeof value) ||
		(types.includes('integer') && Number.isInteger(value)));

const firstListed = ({ values, knownValues, types }: SchemaForm): unknown => {
	const [first] = values ?? knownValues ?? [];
	return first !== undefined && !types.includes('string') && types.length > 0
		? (JSON.parse(first) as unknown)
		: first;
};

const texts: Record<string, string> = {
	'date-time': '2030-01-15T09:30:00Z',
	date: '2030-01-15',
	time: '09:30:00',
	uuid: '00000000-0000-4000-8000-000000000000',
	email: 'probe@example.com',
	uri: 'https://example.com/',
};

/** Digits first: nearly every text of this API that has a pattern is an ID. */
const candidates = ['1', '9990000018', 'probe', '2030-01-15', 'A probe of the documentation'];

function madeUp({ types, format, limits = {} }: SchemaForm): unknown {
	if (types.includes('boolean') && !types.includes('string')) return true;
	if (types.includes('integer') || types.includes('number')) return Number(limits.minimum ?? 1);
	if (format && texts[format]) return texts[format];
	const { pattern, minLength = 0 } = limits;
	const form = new RegExp(String(pattern ?? ''), 'u');
	return (
		candidates.find((text) => form.test(text) && text.length >= Number(minLength)) ?? candidates[0]
	);
}
