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

/** Makes a field required, which puts it on the first level of the form. */
export const required = (field: Field): Field => ({ ...field, required: true });

/** Shows and sends a field only while other parameters have one of these values. */
export const shownWhen = (conditions: Record<string, string[]>, field: Field): Field => ({
	...field,
	shownWhen: conditions,
});

/** Marks a field that Hero does not document for this call; its meaning is inferred from other calls. */
export const undocumented = (field: Field): Field => {
	const note = 'Hero does not document whether it reads this field here';
	const description = joinSentences(field.property.description, note);
	return { ...field, property: { ...field.property, description } };
};

/** Lets an added but empty field clear the value at Hero. */
export const clearable = (field: Field): Field => ({ ...field, clearsWith: null });

/** Parts of an n8n property that replace the defaults of a builder. */
export type PropertyOverrides = Partial<Omit<INodeProperties, 'displayName' | 'name' | 'type'>>;

/** Makes a builder for text fields. `toWire` validates and converts their values, and throws a UserError. */
export const textField =
	(toWire: Field['toWire']) =>
	(label: string, description?: string, overrides: PropertyOverrides = {}): Field => ({
		label,
		property: { type: 'string', default: '', description, ...overrides },
		toWire,
	});

/** A single-line text. Blanks become plain ones, and invisible characters around it are removed. */
export const text = textField(readLine);

/** A text that is sent exactly as it was entered. */
export const exactText = textField(readText);

/**
 * A secret, such as a password, that is hidden on the screen and sent exactly as it was entered. Throws a
 * UserError for the remains of a failed expression.
 */
export const secret = (label: string, description: string): Field => ({
	...text(label, description, { typeOptions: { password: true } }),
	toWire(value) {
		const entered = readText(value);
		return /^(?:undefined|null|NaN)$/.test(entered) ? rejectFailedExpression() : entered;
	},
});

/** An ID from another system: one word, possibly without a digit. */
export const reference = textField(readReference);

/** An ID from Hero that is typed or mapped, not chosen from a list. */
export const identifier = textField(readIdentifier);

const allowUnfilledText: Fields = {
	allow_unfilled_text: boolean(
		'Allow Unfilled Text',
		'Whether to send a text that contains words such as "undefined", which an expression leaves where it finds no value',
	),
};

/** Gives a field the option Allow Unfilled Text. Without it, a text with such words is refused. */
export const allowsUnfilledText = (field: Field): Field => ({
	...field,
	optIns: allowUnfilledText,
});

/** Collects the opt-ins of several fields, each once. */
export const optInsOf = (fields: Field[]): Fields =>
	Object.assign({}, ...fields.map(({ optIns }) => optIns)) as Fields;

/** A single-line text for patients to read. */
export const patientText = (
	label: string,
	description?: string,
	overrides: PropertyOverrides = {},
): Field =>
	allowsUnfilledText({
		...text(label, description, overrides),
		toWire: (value, context) => singleLine(readPatientText(value, context)),
	});

/** A multi-line text for patients to read, sent as it was entered. */
export const longText = (label: string, description?: string): Field =>
	allowsUnfilledText({
		...text(label, description, { typeOptions: { rows: 4 } }),
		toWire: readPatientText,
	});

/** A boolean. n8n wants its description to begin with "Whether". */
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

/** A list of texts: separated by commas, or a list from an expression. */
export function stringList(label: string, description: string, example: string): Field {
	return listOf(label, description, example, (value) =>
		typeof value === 'boolean' ? String(value) : readLine(value),
	);
}

/** A list of IDs: separated by commas, or a list from an expression. */
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
			const isComplete = entered.every(
				(item) => typeof item !== 'string' || singleLine(item) !== '',
			);
			if (entered.length > 0 && isComplete) return entered.map(readOne);
			return rejectInput('has an empty value in its list', 'Remove the extra comma.');
		},
	};
}

/** Reads a single-line text. Throws a UserError for the remains of a failed expression. */
export function readLine(value: unknown): string {
	const line = singleLine(readText(value));
	return hasFailedExpression(line) ? rejectFailedExpression() : line;
}
