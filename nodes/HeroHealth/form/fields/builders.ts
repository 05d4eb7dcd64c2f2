import type { INodeProperties } from 'n8n-workflow';

import type { Field, Fields } from '../operation';
import { joinSentences } from '../operation';
import { readBoolean } from '../values/booleans';
import { hasFailedExpression } from '../values/failedExpressions';
import { readIdentifier, readReference } from '../values/identifiers';
import { maxPence, readPounds, readWholeNumber } from '../values/numbers';
import { readPatientText } from '../values/patientText';
import { rejectFailedExpression, rejectInput } from '../values/rejectInput';
import { readText, singleLine } from '../values/text';

/** The field must be filled in; it stands on the first level of the form. */
export const required = (field: Field): Field => ({ ...field, required: true });

/** The field shows, and is sent, only when other parameters have one of these values. */
export const shownWhen = (conditions: Record<string, string[]>, field: Field): Field => ({
	...field,
	shownWhen: conditions,
});

/** For a field whose meaning at Hero is concluded, not documented. */
export const undocumented = (field: Field): Field => {
	const note = 'Hero does not document whether it is read here';
	const description = joinSentences(field.property.description, note);
	return { ...field, property: { ...field.property, description } };
};

/** The field may be added without a value, to clear what Hero has. */
export const clearable = (field: Field): Field => ({ ...field, clearsWith: null });

export type PropertyOverrides = Partial<Omit<INodeProperties, 'displayName' | 'name' | 'type'>>;

/** A kind of text: `read` is its gate, used wherever the kind occurs. */
export const textField =
	(read: Field['toWire']) =>
	(label: string, description?: string, look: PropertyOverrides = {}): Field => ({
		label,
		property: { type: 'string', default: '', description, ...look },
		toWire: read,
	});

/** A text of one line, with plain blanks and without unseen characters around it. */
export const text = textField(readLine);

/** A text that is read letter by letter. */
export const exactText = textField(readText);

/** A text that must arrive letter by letter, such as a password. */
export const secret = (label: string, description: string): Field => ({
	...text(label, description, { typeOptions: { password: true } }),
	toWire(value) {
		const entered = readText(value);
		return /^(?:undefined|null|NaN)$/.test(entered) ? rejectFailedExpression() : entered;
	},
});

/** A reference of another system. One word; some have no digit. */
export const reference = textField(readReference);

/** An ID of Hero that is not chosen from a list. */
export const identifier = textField(readIdentifier);

const allowUnfilledText: Fields = {
	allow_unfilled_text: boolean(
		'Allow Unfilled Text',
		'Whether to send a text with words such as "undefined", which stand where an expression found no value',
	),
};

/** The field refuses a text with such words until the user switches this on. */
export const allowsUnfilledText = (field: Field): Field => ({
	...field,
	optIns: allowUnfilledText,
});

/** The switches of several fields, each once. */
export const optInsOf = (fields: Field[]): Fields =>
	Object.assign({}, ...fields.map(({ optIns }) => optIns)) as Fields;

/** A line that patients read. */
export const patientText = (
	label: string,
	description?: string,
	look: PropertyOverrides = {},
): Field =>
	allowsUnfilledText({
		...text(label, description, look),
		toWire: (value, context) => singleLine(readPatientText(value, context)),
	});

/** A text of several lines that patients read, sent as it was entered. */
export const longText = (label: string, description?: string): Field =>
	allowsUnfilledText({
		...text(label, description, { typeOptions: { rows: 4 } }),
		toWire: readPatientText,
	});

/** The description begins with "Whether". */
export function boolean(label: string, description: string): Field {
	return {
		label,
		property: { type: 'boolean', default: false, description },
		toWire: readBoolean,
	};
}

/** A whole number within these bounds. */
export function wholeNumber(
	label: string,
	description: string,
	minimum = 1,
	maximum?: number,
): Field {
	const bounds = { minValue: minimum, ...(maximum === undefined ? {} : { maxValue: maximum }) };
	return {
		label,
		property: { type: 'number', default: minimum, typeOptions: bounds, description },
		toWire: (value) => readWholeNumber(value, minimum, maximum),
	};
}

/** An amount in pounds, with at most two places. */
export function pounds(label: string, description: string): Field {
	return {
		label,
		property: {
			type: 'number',
			default: 0,
			typeOptions: { minValue: 0, numberPrecision: 2 },
			description,
		},
		toWire: readPounds,
	};
}

/** An amount in pence. */
export const pence = (label: string, description: string): Field =>
	wholeNumber(label, description, 0, maxPence);

/** Several values, separated by commas, or a list by expression. */
export function stringList(label: string, description: string, example: string): Field {
	return listOf(label, description, example, (value) =>
		typeof value === 'boolean' ? String(value) : readLine(value),
	);
}

/** Several IDs, separated by commas, or a list by expression. */
export const idList = (label: string, description: string): Field =>
	listOf(label, description, '31, 32', readIdentifier);

function listOf(
	label: string,
	description: string,
	example: string,
	readOne: (value: unknown) => string,
): Field {
	return {
		...text(label, joinSentences('Separated by commas', description), {
			placeholder: `e.g. ${example}`,
		}),
		toWire(value) {
			const entered = Array.isArray(value) ? value : readText(value).split(',');
			const isWhole = entered.every((one) => typeof one !== 'string' || singleLine(one) !== '');
			if (entered.length > 0 && isWhole) return entered.map(readOne);
			return rejectInput('has an empty value between its commas');
		},
	};
}

/** A text of one line; what a failed expression leaves is refused. */
export function readLine(value: unknown): string {
	const line = singleLine(readText(value));
	return hasFailedExpression(line) ? rejectFailedExpression() : line;
}
