import { refuse } from '../../form/fields';

/**
 * Throws a UserError for what would not arrive as it was entered: JSON has no functions and no classes, and
 * a member that is named `__proto__` disappears on the way.
 */
export function needsPlainData(label: string, entered: unknown): void {
	const seen = new Set<unknown>();
	const open = [entered];
	while (open.length > 0) {
		const value = open.pop();
		const kind = typeof value;
		const isLost = ['function', 'symbol', 'bigint'].includes(kind);
		if (isLost || (kind === 'number' && !Number.isFinite(value))) {
			refuse(
				`'${label}' has a value that JSON cannot hold`,
				'Use text, numbers, lists and objects.',
			);
		}
		if (kind !== 'object' || value === null) continue;
		// What holds itself has no end in JSON; the transport refuses it.
		if (seen.has(value)) continue;
		seen.add(value);
		if (!Array.isArray(value)) needsPlainObject(label, value as object);
		open.push(...Object.values(value as object));
	}
}

function needsPlainObject(label: string, value: object): void {
	if (Object.keys(value).includes('__proto__')) {
		refuse(`'${label}' has a member that cannot be sent`, 'Rename __proto__.');
	}
	const prototype: unknown = Object.getPrototypeOf(value);
	// An object of an expression comes with the plain prototype of another realm.
	const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
	if (isPlain && Object.prototype.toString.call(value) === '[object Object]') return;
	refuse(
		`'${label}' has a value that is no plain data`,
		'Turn it into text first, such as a date by .toISO().',
	);
}
