import type { DateTime } from 'luxon';
import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { jsonParse, tryToParseDateTime, UserError } from 'n8n-workflow';

import type { Field, Fields, WireValue } from '../operation';
import { parameterName, sentences, toProperty } from '../operation';

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
	const description = sentences(field.property.description, note);
	return { ...field, property: { ...field.property, description } };
};

/** Stops an item: `reason` follows the name of the parameter, `advice` says what to do. */
export function refuse(reason: string, advice?: string): never {
	throw new UserError(reason, { description: advice });
}

type Look = Partial<Omit<INodeProperties, 'displayName' | 'name' | 'type'>>;

/** A text, sent as it stands. */
export function text(label: string, description?: string, look: Look = {}): Field {
	return {
		label,
		property: { type: 'string', default: '', description, ...look },
		toWire: readText,
	};
}

/** A text of several lines. */
export const longText = (label: string, description?: string, look: Look = {}): Field =>
	text(label, description, { ...look, typeOptions: { rows: 4 } });

/** The description begins with "Whether". */
export function toggle(label: string, description: string): Field {
	return { label, property: { type: 'boolean', default: false, description }, toWire: readToggle };
}

/** `minimum` is the smallest number allowed. */
export function wholeNumber(label: string, description: string, minimum = 1): Field {
	return {
		label,
		property: { type: 'number', default: minimum, typeOptions: { minValue: minimum }, description },
		toWire: (value) => readWholeNumber(value, minimum),
	};
}

export function readWholeNumber(value: unknown, minimum: number): number {
	const read = readNumber(value);
	if (Number.isSafeInteger(read) && read >= minimum) return read;
	return refuse(`needs a whole number of ${minimum} or more`);
}

/** Any number, such as an amount or a year. */
export function number(label: string, description: string): Field {
	return {
		label,
		property: { type: 'number', default: 0, description },
		toWire(value) {
			const read = readNumber(value);
			return Number.isFinite(read) ? read : refuse('needs a number');
		},
	};
}

/** A value of Hero's, or a value with the name and the description that the screen shows for it. */
export type Option = string | readonly [value: string, name: string, description?: string];

const toOption = (option: Option): INodePropertyOptions => {
	const [value, name, description] = typeof option === 'string' ? [option, option] : option;
	return { name, value, ...(description ? { description: sentences(description) } : {}) };
};

/** One of a closed list of values. The first one is the default. */
export function choice(label: string, description: string, options: readonly Option[]): Field {
	const listed = options.map(toOption);
	return {
		label,
		property: optionsProperty('options', description, listed),
		toWire: (value) => findOption(listed, value) ?? refuseOption(listed),
	};
}

/** One of the values that are known; Hero may have others, which an expression can give. */
export function knownChoice(label: string, description: string, options: readonly Option[]): Field {
	const listed = options.map(toOption);
	return {
		label,
		property: optionsProperty('options', description, listed),
		toWire: (value) => findOption(listed, value) ?? readText(value),
	};
}

/** Any of a closed list of values, sent as a list. */
export function choices(label: string, description: string, options: readonly Option[]): Field {
	const listed = options.map(toOption);
	return {
		label,
		property: { ...optionsProperty('multiOptions', description, listed), default: [] },
		toWire(value) {
			const entered = Array.isArray(value) ? value : readText(value).split(',');
			// Hero would take an empty filter for none.
			if (entered.length === 0) refuse('is empty', 'Choose a value or take the field out.');
			return entered.map((one) => findOption(listed, one) ?? refuseOption(listed));
		},
	};
}

function optionsProperty(
	type: 'options' | 'multiOptions',
	description: string,
	listed: INodePropertyOptions[],
): Field['property'] {
	const options = listed.length < 5 ? listed : inOrder(listed);
	return { type, default: listed[0].value, description, options };
}

/** By its value or, as a language model or a spreadsheet may give it, by its name, in any capitals. */
function findOption(listed: INodePropertyOptions[], entered: unknown): string | undefined {
	const sought = String(entered ?? '')
		.trim()
		.toLowerCase();
	const found = listed.find(({ value, name }) =>
		[value, name].some((known) => String(known).toLowerCase() === sought),
	);
	return found?.value as string | undefined;
}

const refuseOption = (listed: INodePropertyOptions[]): never =>
	refuse(`takes only: ${listed.map(({ name }) => name).join(', ')}`);

const inOrder = (options: INodePropertyOptions[]): INodePropertyOptions[] =>
	[...options].sort((one, other) => one.name.localeCompare(other.name));

/** A moment: any ISO 8601 text or date object, sent in UTC to the second. */
export function dateTime(label: string, description?: string): Field {
	return {
		label,
		property: { type: 'dateTime', default: '', description },
		toWire(value, timezone) {
			if (typeof value === 'string' && !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(value.trim())) {
				refuse('needs a date with a time of day', 'Use a form such as 2026-03-24T09:30.');
			}
			const moment = parseDate(value, timezone).toUTC().startOf('second');
			return moment.toISO({ suppressMilliseconds: true }) as string;
		},
	};
}

/** A day without a time, sent as YYYY-MM-DD. It is never moved by a timezone. */
export function dateOnly(label: string, description?: string): Field {
	return {
		label,
		property: { type: 'dateTime', typeOptions: { dateOnly: true }, default: '', description },
		toWire(value, timezone) {
			// In some zones a day begins at 01:00, or is left out: a written day is read without one.
			const date = parseDate(value, typeof value === 'string' ? 'utc' : timezone);
			// 23:00Z of the day before is how summer midnight in London looks in UTC: do not guess the day.
			if (date.hour + date.minute + date.second > 0) {
				refuse('has a time of day', 'Give the day alone, in the form YYYY-MM-DD.');
			}
			return date.toISODate() as string;
		},
	};
}

/** Every call takes it in this one form; batches add a time of day to it. */
export const dateOfBirth = dateOnly('Date of Birth', 'In the form YYYY-MM-DD');

/**
 * An NHS number: ten digits, spaces and hyphens allowed. The last digit is checked by modulus 11
 * (NHS Data Dictionary, NHS NUMBER), so a mistyped number does not reach another patient.
 */
export const nhsNumber: Field = {
	...text('NHS Number', 'Ten digits, spaces allowed', { placeholder: 'e.g. 999 000 0018' }),
	toWire(value) {
		const digits = readText(value).replace(/[\s-]/g, '');
		if (!/^\d{10}$/.test(digits)) refuse('needs ten digits', 'Check the number in the record.');
		const sum = [...digits.slice(0, 9)].reduce(
			(total, digit, i) => total + Number(digit) * (10 - i),
			0,
		);
		const check = (11 - (sum % 11)) % 11;
		if (check !== Number(digits[9])) {
			refuse('is not a valid NHS number', 'Its check digit does not match: a digit is mistyped.');
		}
		return digits;
	},
};

/** Several values, separated by commas, or a list by expression. */
export function valueList(label: string, description: string, example = '31, 32'): Field {
	return {
		...text(label, sentences('Separated by commas', description), {
			placeholder: `e.g. ${example}`,
		}),
		toWire(value) {
			const ids = (Array.isArray(value) ? value : readText(value).split(',')).map((id) =>
				readText(id).trim(),
			);
			return ids.length > 0 && ids.every(Boolean)
				? ids
				: refuse('has an empty value between its commas');
		},
	};
}

/** An object, as JSON text or by expression. */
export function json(label: string, description: string): Field {
	return {
		label,
		property: { type: 'json', default: '{}', description },
		toWire(value) {
			const parsed: unknown =
				typeof value === 'string' ? jsonParse(value, { fallbackValue: null }) : value;
			if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
				return parsed as WireValue;
			}
			return refuse('needs a JSON object', 'Use a form such as {"name": "value"}.');
		},
	};
}

/** An object with members of its own. */
export function group(label: string, description: string, members: Fields): Field {
	return {
		label,
		property: {
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			description,
			options: memberProperties(members),
		},
		toWire(value, timezone) {
			if (typeof value !== 'object') refuse('needs fields of its own');
			const object = readMembers(members, value, timezone);
			return Object.keys(object).length > 0 ? object : refuse('is empty', 'Add a field to it.');
		},
	};
}

/** A list of objects: filled row by row, or a list of objects under Hero's names by expression. */
export function rows(label: string, singular: string, description: string, members: Fields): Field {
	const optional = Object.entries(members).filter(([, member]) => !member.required);
	const firstLevel = Object.entries(members).filter(([, member]) => member.required);
	const more: INodeProperties = {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: memberProperties(Object.fromEntries(optional)),
	};
	const values = firstLevel.map(([wireName, member]) => toProperty(wireName, member));
	return {
		label,
		property: {
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: `Add ${singular}`,
			default: {},
			description,
			options: [
				{
					displayName: singular,
					name: 'rows',
					values: optional.length > 0 ? [...values, more] : values,
				},
				// n8n drops an expression in place of all rows, so it has a place of its own.
				{ displayName: `${label} (JSON)`, name: 'list', values: [listProperty(label)] },
			],
		},
		toWire(value, timezone) {
			const entered = enteredRows(value);
			if (entered.length === 0) return refuse('is empty', 'Add a row to it.');
			return entered.map((row, index) => {
				const given = { ...row, ...(row.additionalFields as IDataObject) };
				const object = readMembers(members, given, timezone, index + 1);
				return Object.keys(object).length > 0
					? object
					: refuse(`row ${index + 1} is empty`, 'Add a field to it or take it out.');
			});
		},
	};
}

const listProperty = (label: string): INodeProperties => ({
	displayName: `${label} (JSON)`,
	name: 'json',
	type: 'json',
	default: '[]',
	description: "A list of objects under Hero's own names",
});

/** Rows that were filled in, then those of lists. */
function enteredRows(value: unknown): IDataObject[] {
	const { rows: filled = [], list = [] } = (Array.isArray(value) ? { rows: value } : value) as {
		rows?: unknown[];
		list?: Array<{ json?: unknown }>;
	};
	const listed = list.flatMap(({ json: given = [] }) =>
		typeof given === 'string' ? jsonParse<unknown>(given, { fallbackValue: null }) : (given ?? []),
	);
	return [...filled, ...listed].map((row) =>
		typeof row === 'object' && row !== null && !Array.isArray(row)
			? (row as IDataObject)
			: refuse('needs a list of objects'),
	);
}

const memberProperties = (members: Fields): INodeProperties[] =>
	Object.entries(members)
		.map(([wireName, member]) => toProperty(wireName, member))
		.sort((one, other) => one.displayName.localeCompare(other.displayName));

function readMembers(members: Fields, entered: unknown, timezone: string, row?: number) {
	const given = (entered ?? {}) as IDataObject;
	const read = Object.entries(members).flatMap(([wireName, member]): Array<[string, WireValue]> => {
		const name = [parameterName(wireName), wireName].find((key) => key in given);
		if (name === undefined && !member.required) return [];
		try {
			return [[wireName, wireValue(member, name && given[name], timezone)]];
		} catch (refusal) {
			const { message, description } = refusal as UserError;
			const place = row === undefined ? '' : `row ${row} `;
			return refuse(`${place}› '${member.label}' ${message}`, description ?? undefined);
		}
	});
	return Object.fromEntries(read);
}

/**
 * The value of a field that was filled in or added. Unset is not empty is not null: an added field
 * without a value clears where Hero can, and is refused elsewhere.
 */
export function wireValue(field: Field, entered: unknown, timezone: string): WireValue {
	const empty = entered === null || (typeof entered === 'string' && entered.trim() === '');
	if (empty && field.clearsWith !== undefined) return field.clearsWith;
	if (empty || entered === undefined) {
		refuse('is empty', field.required ? 'Fill it in.' : 'Fill it in or take the field out.');
	}
	return field.toWire(entered, timezone);
}

/** Further members for a call whose fields Hero does not document in full. */
export function additionalFields(place: 'query' | 'body'): Fields {
	const [label, name] =
		place === 'body'
			? ['Additional Body Fields (JSON)', 'additional_body_fields']
			: ['Additional Query Parameters (JSON)', 'additional_query_parameters'];
	const description = "Sent under Hero's own names. They replace fields of the same name above";
	return { [name]: { ...json(label, description), spread: true } };
}

/** Which form of a call, where Hero keeps older ones; the newest comes first. */
export const version = (...newestFirst: string[]): Field =>
	required(
		choice(
			'Version',
			'Leave the first one, unless you need the older form of the answer',
			newestFirst.map((name) => [name, name.toUpperCase()]),
		),
	);

/** The field may be added without a value, to clear what Hero has. */
export const clearable = (field: Field): Field => ({ ...field, clearsWith: null });

/** For changing a record: at least one change. */
export function needsChange({ body }: { body: object }): void {
	if (Object.values(body).every((value) => value === undefined))
		refuse('Nothing to change', 'Add a field under Update Fields.');
}

/** Of whom nothing is known but the kind. */
export function needsAssignee({ body }: { body: Record<string, unknown> }): void {
	if (body.assignee_type !== undefined && body.assignee_id === undefined) {
		refuse("'Assignee' is missing", 'Add it beside Assignee Type, or remove Assignee Type.');
	}
}

/** Stands in the Options of every operation. */
export const practiceGroupId: Field = {
	...text(
		'Practice Group ID',
		'Act for another practice of the same Hero network instead of the one in the credential',
		{ placeholder: 'e.g. 1042' },
	),
	toWire(value) {
		const id = readText(value).trim();
		return /^[\w-]+$/.test(id) ? id : refuse('is not an ID', 'Take it from Hero, such as 1042.');
	},
};

/** A text or what can be read as one. */
export function readText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return refuse('needs a text', 'A list or an object was given.');
}

/** Not a number where the value is none. */
function readNumber(value: unknown): number {
	if (typeof value === 'string' && value.trim() !== '') return Number(value);
	return typeof value === 'number' ? value : NaN;
}

function readToggle(value: unknown): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	return refuse('needs true or false');
}

const iso = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$/i;

/** Only ISO 8601 and date objects: 03/04/1990 is two different days in two countries. */
function parseDate(value: unknown, timezone: string): DateTime {
	if (typeof value === 'string' && !iso.test(value.trim())) {
		refuse('needs a date in the form YYYY-MM-DD');
	}
	if (typeof value === 'number' || typeof value === 'boolean') refuse('needs a date, not a number');
	if (Array.isArray(value)) refuse('needs one date, not a list');
	const date = readDate(value, timezone);
	// n8n's reader moves 30 February into March; the written day must come out again.
	const written = typeof value === 'string' ? value.trim().slice(0, 10) : date?.toISODate();
	if (!date || date.toISODate() !== written) refuse('is not a date of the calendar');
	return date;
}

function readDate(value: unknown, timezone: string): DateTime | undefined {
	try {
		return tryToParseDateTime(value, timezone);
	} catch {
		return undefined;
	}
}

export const duration = wholeNumber(
	'Duration',
	'Length, probably in minutes. Hero does not document the unit',
);

export const suppressEmail = toggle(
	'Suppress Email',
	'Whether to keep Hero from emailing the patient',
);

export const skipAvailabilityCheck = toggle(
	'Skip Availability Check',
	'Whether to take the time without checking that it is free. Two patients may then have the same time',
);

export const ignoreCancellationPolicy = toggle(
	'Ignore Cancellation Policy',
	"Whether to go ahead even inside the practice's cancellation window",
);
