import { anyDateTime, rejectInput } from '../../form/fields';
import type { Field, Fields, RowFilter, Values } from '../../form/operation';

const startField = (label: string, when: string): Field => ({
	...anyDateTime(
		label,
		`Only appointments that start ${when}. Hero documents no such filter, so this node reads the list and filters it. Limit counts the appointments that match`,
	),
	notSent: true,
});

/** The filters for the start of an appointment, which this node applies. */
export const startFields: Fields = {
	starts_after: startField('Starts After', 'at this time or later'),
	starts_before: startField('Starts Before', 'before this time'),
};

/** A start needs an offset, since without one it could be in any timezone. */
const withOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/i;

/** Milliseconds since 1970; NaN for anything but a date and time with an offset. */
const timeOf = (text: unknown): number =>
	typeof text === 'string' && withOffset.test(text) ? Date.parse(text) : NaN;

/** Returns the range of start times in milliseconds since 1970: its inclusive start and its exclusive end. */
const bounds = ({ query }: Values): [after: number, before: number] => [
	query.starts_after === undefined ? -Infinity : timeOf(query.starts_after),
	query.starts_before === undefined ? Infinity : timeOf(query.starts_before),
];

/** Filters appointments by their start. A row without a readable start is kept, with a hint. */
export const startFilter: RowFilter = {
	isUsed: ({ query }) => query.starts_after !== undefined || query.starts_before !== undefined,
	test({ start_time }, values) {
		const time = timeOf(start_time);
		const [after, before] = bounds(values);
		return Number.isNaN(time) ? undefined : after <= time && time < before;
	},
	hint: (count) =>
		`${count === 1 ? '1 appointment has' : `${count} appointments have`} no readable start. They are in the output, whatever Starts After and Starts Before are.`,
};

/** Throws a UserError for a range in which no appointment can start. */
export function requireStartOrder(values: Values): void {
	const [after, before] = bounds(values);
	if (after < before) return;
	rejectInput("'Starts After' is not before 'Starts Before'", 'Change one of the two.');
}
