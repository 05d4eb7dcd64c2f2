import { rejectInput } from '../../form/fields';

/**
 * Throws a UserError for values that JSON would change: it has no functions and no classes, and a member with
 * the name `__proto__` would be lost.
 */
export function requirePlainData(label: string, entered: unknown): void {
	const seen = new Set<unknown>();
	const pending = [entered];
	while (pending.length > 0) {
		const value = pending.pop();
		const kind = typeof value;
		if (['function', 'symbol', 'bigint'].includes(kind)) {
			rejectInput(
				`'${label}' has a value that JSON cannot contain`,
				'Use text, numbers, lists and objects.',
			);
		}
		if (kind !== 'object' || value === null) continue;
		// A circular reference: the transport refuses it.
		if (seen.has(value)) continue;
		seen.add(value);
		if (!Array.isArray(value)) requirePlainObject(label, value as object);
		for (const inner of Object.values(value as object)) pending.push(inner);
	}
}

/**
 * Throws a UserError for values that a query cannot have. An empty list or object would be dropped, and with
 * it a filter, so that a DELETE would affect more than was intended.
 */
export function requireQueryValues(label: string, query: object): void {
	for (const value of Object.values(query) as unknown[]) {
		const values = Array.isArray(value) ? value : [value];
		const isNested = values.some((one) => typeof one === 'object' && one !== null);
		if (values.length > 0 && !isNested) continue;
		rejectInput(
			`'${label}' has an empty list, or an object in a value`,
			'Give each parameter a text, a number or a list of them, or remove it.',
		);
	}
}

function requirePlainObject(label: string, value: object): void {
	if (Object.keys(value).includes('__proto__')) {
		rejectInput(`'${label}' has a field that cannot be sent`, 'Rename __proto__.');
	}
	const prototype: unknown = Object.getPrototypeOf(value);
	// An object from an expression has the plain prototype of another realm.
	const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
	if (isPlain && Object.prototype.toString.call(value) === '[object Object]') return;
	rejectInput(
		`'${label}' has a value that is not plain data`,
		'Convert it to text first, such as a date with .toISO().',
	);
}
