import type { DescribedField } from '../description/describedApi';

const typeWords: Record<string, string> = {
	array: 'list',
	boolean: 'true or false',
	integer: 'whole number',
	null: 'null',
	number: 'number',
	object: 'object',
	string: 'text',
};

/** The types of a field in words, such as "text or null". */
export const typeText = ({ types }: DescribedField): string =>
	types.length === 0
		? 'anything'
		: nullLast(types)
				.map((type) => typeWords[type])
				.join(' or ');

const nullLast = (types: string[]): string[] => [
	...types.filter((type) => type !== 'null'),
	...types.filter((type) => type === 'null'),
];

export const requiredText = (required: boolean): string => (required ? 'required' : 'optional');

/** A list of values in words. A long one is cut. */
export function valuesText(values: string[]): string {
	const shown = values.slice(0, 30).join(', ');
	return values.length > 30 ? `${shown} and ${values.length - 30} more` : shown;
}

/** Limits in words, such as "maxLength 160"; undefined if there are none. */
export const limitsText = (limits: DescribedField['limits'] = {}): string | undefined =>
	Object.entries(limits)
		.sort(([a], [b]) => a.localeCompare(b))
		.map(([name, value]) => `${name} ${value}`)
		.join(', ') || undefined;

/** A whole field in words: its types, whether it is required, and its values. */
export function fieldText(field: DescribedField): string {
	const { required, values, format } = field;
	return [
		typeText(field),
		format,
		required === undefined ? undefined : requiredText(required),
		values && `one of ${valuesText(values)}`,
	]
		.filter(Boolean)
		.join(', ');
}
