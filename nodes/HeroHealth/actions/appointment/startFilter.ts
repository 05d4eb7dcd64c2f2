import { anyDateTime, rejectInput } from '../../form/fields';
import type { Field, Fields, RowFilter, Values } from '../../form/operation';

const start = (label: string, which: string): Field => ({
	...anyDateTime(
		label,
		`Only appointments that start ${which}. Hero documents no such filter, so this node reads the list and filters it. Limit counts what is left`,
	),
	notSent: true,
});

export const startFields: Fields = {
	starts_after: start('Starts After', 'at this moment or later'),
	starts_before: start('Starts Before', 'before this moment'),
};

/** A start without an offset could be meant in any timezone. */
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/i;

/** Milliseconds since 1970, or not a number. */
const timeOf = (text: unknown): number =>
	typeof text === 'string' && moment.test(text) ? Date.parse(text) : NaN;

/** The first moment that is wanted, and the first after it that is not. */
const bounds = ({ query }: Values): [after: number, before: number] => [
	query.starts_after === undefined ? -Infinity : timeOf(query.starts_after),
	query.starts_before === undefined ? Infinity : timeOf(query.starts_before),
];

export const startFilter: RowFilter = {
	isUsed: ({ query }) => query.starts_after !== undefined || query.starts_before !== undefined,
	test({ start_time }, values) {
		const time = timeOf(start_time);
		const [after, before] = bounds(values);
		return Number.isNaN(time) ? undefined : after <= time && time < before;
	},
	hint: (count) =>
		`${count === 1 ? '1 appointment has' : `${count} appointments have`} no start that can be read. They are in the output, whatever Starts After and Starts Before say.`,
};

/** Refuses two bounds between which no appointment can start. */
export function requireStartOrder(values: Values): void {
	const [after, before] = bounds(values);
	if (after < before) return;
	rejectInput("'Starts After' is not before 'Starts Before'", 'Correct one of the two.');
}
