import type { DescribedField, FieldSet } from './describedApi';
import { isObject } from './schemaContext';

/** What a field's name is replaced with if it may be a value, such as the name of a person that is a key of a map. */
export const hiddenName = '(a name that is not shown)';

interface SampleContext {
	/** What the contract says of this body. */
	known: FieldSet | undefined;
	/** True if a key that the contract does not have is surely the name of a field. */
	isFieldName(key: string): boolean;
	fields: Map<string, DescribedField>;
}

/**
 * Describes JSON values that were seen in one place by their form alone: names and types, never a value. A field that no
 * sample has may exist all the same.
 */
export function describeSamples(
	samples: unknown[],
	known: FieldSet | undefined,
	isFieldName: (key: string) => boolean = () => true,
): FieldSet {
	const context: SampleContext = { known, isFieldName, fields: new Map() };
	for (const sample of samples) addSample(context, '', sample);
	return { fields: context.fields, isComplete: false };
}

function addSample(context: SampleContext, name: string, value: unknown): void {
	const own = context.known?.fields.get(name);
	const seen = sampleField(value, own);
	const earlier = context.fields.get(name);
	context.fields.set(name, earlier ? together(earlier, seen) : seen);
	if (Array.isArray(value)) value.forEach((one) => addSample(context, `${name}[]`, one));
	if (!isObject(value)) return;
	for (const [key, member] of Object.entries(value)) {
		const place = name ? `${name}.${key}` : key;
		const isShown = context.known?.fields.has(place) || context.isFieldName(key);
		addSample(context, isShown ? place : place.slice(0, -key.length) + hiddenName, member);
	}
}

function sampleField(value: unknown, own: DescribedField | undefined): DescribedField {
	const format = typeof value === 'string' ? formatOf(value) : undefined;
	const listed = own?.values ?? own?.knownValues;
	const isOutside = typeof value === 'string' && listed !== undefined && !listed.includes(value);
	return {
		types: [typeOf(value, own)],
		...(format ? { format } : {}),
		...(isOutside ? { hasOtherValues: true } : {}),
	};
}

/** The JSON type of a value. A whole number also shows a field that may hold fractions. */
function typeOf(value: unknown, own: DescribedField | undefined): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	if (typeof value !== 'number') return typeof value;
	return Number.isInteger(value) && !own?.types.includes('number') ? 'integer' : 'number';
}

const formats: Array<[name: string, form: RegExp]> = [
	['date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/],
	['date', /^\d{4}-\d{2}-\d{2}$/],
	['uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
];

const formatOf = (text: string): string | undefined =>
	formats.find(([, form]) => form.test(text))?.[0];

function together(one: DescribedField, other: DescribedField): DescribedField {
	const types = [...new Set([...one.types, ...other.types])].sort();
	const format = one.format === other.format ? one.format : undefined;
	return {
		types: types.includes('number') ? types.filter((type) => type !== 'integer') : types,
		...(format ? { format } : {}),
		...(one.hasOtherValues || other.hasOtherValues ? { hasOtherValues: true } : {}),
	};
}
