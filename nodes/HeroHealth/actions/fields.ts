import type { DateTime } from 'luxon';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { jsonParse, tryToParseDateTime, UserError } from 'n8n-workflow';

import type { Field, Fields, WireValue } from './operation';

/** The field must be filled in; it stands on the first level of the form. */
export const required = (field: Field): Field => ({ ...field, required: true });

/** The field shows, and is sent, only when other parameters have one of these values. */
export const shownWhen = (conditions: Record<string, string[]>, field: Field): Field => ({
	...field,
	shownWhen: conditions,
});

/** For a field whose meaning at Hero is concluded, not documented. */
export const undocumented = (field: Field): Field => {
	const { description } = field.property;
	const note = 'Hero does not document whether it is read here';
	return {
		...field,
		property: { ...field.property, description: description ? `${description}. ${note}` : note },
	};
};

/** Stops an item: `reason` follows the name of the parameter, `advice` says what to do. */
export function refuse(reason: string, advice?: string): never {
	throw new UserError(reason, { description: advice });
}

type Look = Partial<Omit<INodeProperties, 'displayName' | 'name' | 'type'>>;

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
		toWire(value) {
			const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
			if (typeof number === 'number' && Number.isInteger(number) && number >= minimum)
				return number;
			return refuse(`needs a whole number of ${minimum} or more`);
		},
	};
}

/** A value of Hero's, or a value with the name and the description that the screen shows for it. */
export type Option = string | readonly [value: string, name: string, description?: string];

const toOption = (option: Option): INodePropertyOptions => {
	const [value, name, description] = typeof option === 'string' ? [option, option] : option;
	return { name, value, ...(description ? { description } : {}) };
};

/** One of a closed list of values. The first one is the default. */
export function choice(label: string, description: string, options: readonly Option[]): Field {
	const listed = options.map(toOption);
	return {
		label,
		property: {
			type: 'options',
			default: listed[0].value,
			description,
			options: listed.length < 5 ? listed : inOrder(listed),
		},
		toWire(value) {
			const entered = String(value ?? '').toLowerCase();
			// A language model or a spreadsheet may give the name on the screen, or other capitals.
			const found = listed.find((option) =>
				[option.value, option.name].some((known) => String(known).toLowerCase() === entered),
			);
			if (found) return found.value as string;
			return refuse(`takes only: ${listed.map(({ name }) => name).join(', ')}`);
		},
	};
}

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
			return parseDate(value, timezone).toUTC().toISO({ suppressMilliseconds: true }) as string;
		},
	};
}

/** A day without a time, sent as YYYY-MM-DD. It is never moved by a timezone. */
export function dateOnly(label: string, description?: string): Field {
	return {
		label,
		property: { type: 'dateTime', typeOptions: { dateOnly: true }, default: '', description },
		toWire(value, timezone) {
			const date = parseDate(value, timezone);
			// 23:00Z of the day before is how summer midnight in London looks in UTC: do not guess the day.
			if (date.hour + date.minute + date.second > 0) {
				refuse('has a time of day', 'Give the day alone, in the form YYYY-MM-DD.');
			}
			return date.toISODate() as string;
		},
	};
}

/** Date of birth, YYYY-MM-DD. */
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

/** `search` is the method in listSearch.ts that fills the list; without it, the id is typed or mapped. */
export function locator(label: string, description: string, search?: string): Field {
	return {
		label,
		property: {
			type: 'resourceLocator',
			default: { mode: search ? 'list' : 'id', value: '' },
			description,
			modes: [
				...(search
					? [
							{
								displayName: 'From List',
								name: 'list',
								type: 'list' as const,
								typeOptions: { searchListMethod: search, searchable: true },
							},
						]
					: []),
				{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 48213' },
			],
		},
		toWire: (value) => readText(locatorValue(value)).trim() || refuse('is empty'),
	};
}

export const patientLocator = locator('Patient', 'The patient in Hero', 'searchPatients');
export const appointmentLocator = locator(
	'Appointment',
	'The appointment, by the ID that creating it gave',
);
export const appointmentTypeLocator = locator(
	'Appointment Type',
	'The kind of appointment',
	'searchAppointmentTypes',
);
export const locationLocator = locator(
	'Location',
	'The place of the appointment',
	'searchLocations',
);
export const practitionerLocator = locator(
	'Practitioner',
	'The practitioner who sees the patient',
	'searchPractitioners',
);
export const slotLocator = locator('Slot', 'The free time to take', 'searchSlots');

/** For several of the same kind: IDs separated by commas, or a list by expression. */
export function idList(label: string, description: string): Field {
	return {
		...text(label, `${description}, separated by commas`, { placeholder: 'e.g. 31, 32' }),
		toWire(value) {
			const ids = (Array.isArray(value) ? value : readText(value).split(',')).map((id) =>
				String(id).trim(),
			);
			return ids.every(Boolean) ? ids : refuse('has an empty ID');
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
				typeof value === 'string' ? jsonParse(value, { fallbackValue: undefined }) : value;
			if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
				return parsed as WireValue;
			}
			return refuse('needs a JSON object', 'Use a form such as {"name": "value"}.');
		},
	};
}

/** Further members for a call whose fields Hero does not document in full. */
export function additionalFields(place: 'query' | 'body'): Fields {
	const [label, name] =
		place === 'body'
			? ['Additional Body Fields (JSON)', 'additional_body_fields']
			: ['Additional Query Parameters (JSON)', 'additional_query_parameters'];
	const description = "Sent as they stand, under Hero's own names, over what the form gives";
	return { [name]: { ...json(label, description), spread: true } };
}

/** Stands in the Options of every operation. */
export const practiceGroupId = text(
	'Practice Group ID',
	'Act for another practice of the same Hero network instead of the one in the credential',
	{ placeholder: 'e.g. 1042' },
);

function readText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return refuse('needs a text', 'A list or an object was given.');
}

function readToggle(value: unknown): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	return refuse('needs true or false');
}

/** What was chosen in a resource locator; an expression may give the bare id. */
function locatorValue(value: unknown): unknown {
	const located = value as { __rl?: boolean; value?: unknown } | null;
	return located?.__rl ? located.value : value;
}

/** Only ISO 8601 and date objects: 03/04/1990 is two different days in two countries. */
function parseDate(value: unknown, timezone: string): DateTime {
	if (typeof value === 'string' && !/^\d{4}-\d{2}-\d{2}($|[T ])/.test(value.trim())) {
		refuse('needs a date in the form YYYY-MM-DD');
	}
	if (typeof value === 'number' || typeof value === 'boolean') refuse('needs a date, not a number');
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
