import { isObject } from '../../description/schemaContext';

/** The steps of a place such as `recipients[].nhs_number`; `[]` stands for the items of a list. */
export function stepsOf(place: string): string[] {
	return place
		.replace(/\[\]/g, '.[]')
		.split('.')
		.filter((step) => step !== '');
}

/** The place of a member or, for `[]`, of the items. */
export const placeInside = (place: string, step: string): string =>
	step === '[]' ? `${place}[]` : place ? `${place}.${step}` : step;

/** Returns the value at a place; in a list that of its first item. */
export function valueAt(value: unknown, place: string): unknown {
	return stepsOf(place).reduce<unknown>((at, step) => {
		if (step === '[]') return Array.isArray(at) ? (at as unknown[])[0] : undefined;
		return isObject(at) ? at[step] : undefined;
	}, value);
}

/** Returns a copy with a value at a place, in every item of a list. Objects and lists around it are made. */
export function withValueAt(value: unknown, place: string | string[], inserted: unknown): unknown {
	const [step, ...rest] = typeof place === 'string' ? stepsOf(place) : place;
	if (step === undefined) return inserted;
	if (step === '[]') {
		const items = Array.isArray(value) && value.length > 0 ? (value as unknown[]) : [undefined];
		return items.map((item) => withValueAt(item, rest, inserted));
	}
	const object = isObject(value) ? value : {};
	return { ...object, [step]: withValueAt(object[step], rest, inserted) };
}

/** Returns a copy without the value at a place, in every item of a list. */
export function withoutValueAt(value: unknown, place: string | string[]): unknown {
	const [step, ...rest] = typeof place === 'string' ? stepsOf(place) : place;
	if (step === '[]') {
		return Array.isArray(value) ? value.map((item) => withoutValueAt(item, rest)) : value;
	}
	if (!isObject(value) || !(step in value)) return value;
	if (rest.length > 0) return { ...value, [step]: withoutValueAt(value[step], rest) };
	return Object.fromEntries(Object.entries(value).filter(([name]) => name !== step));
}
