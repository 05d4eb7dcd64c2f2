import type { IDataObject } from 'n8n-workflow';

import { dateOfBirth, nhsNumber, rejectInput, required } from '../../form/fields';
import type { Field, Fields, Values, WireValue } from '../../form/operation';

/** Here Hero documents the date of birth with a time of day (schema BatchRecipientByNhsNumber). */
const dateOfBirthAtMidnight: Field = {
	...dateOfBirth,
	toWire: (value, context) => `${dateOfBirth.toWire(value, context) as string}T00:00:00Z`,
};

/** One person who gets the batch. */
export const recipient: Fields = {
	nhs_number: required(nhsNumber),
	dob: required(dateOfBirthAtMidnight),
};

type Person = Record<string, WireValue>;

/** A recipient who was left out, and the one whom they repeat: numbers of items, or of rows of a list. */
interface Duplicate {
	index: number;
	firstIndex: number;
}

/** Keeps everyone once, however often listed, so that nobody gets the text twice, and notes who was left out. */
export function removeDuplicates({ body, formOnly }: Values): void {
	// Additional Body Fields may hold recipients in a form that Hero does not document.
	if (!Array.isArray(body.recipients)) return;
	const recipients = body.recipients as Person[];
	const items = formOnly.items as number[] | undefined;
	// Items count from 0 and rows from 1, as messages number them.
	const numberOf = (place: number) => items?.[place] ?? place + 1;
	const repeats = findDuplicates(recipients, (places) =>
		places.map((place) => `${items ? 'item' : 'row'} ${numberOf(place)}`).join(' and '),
	);
	formOnly.repeats = repeats.map((one) => ({
		index: numberOf(one.index),
		firstIndex: numberOf(one.firstIndex),
	}));
	const leftOut = new Set(repeats.map(({ index }) => index));
	body.recipients = recipients.filter((_, place) => !leftOut.has(place)).map(toRecipient);
}

/** Without an NHS number nothing tells whether two recipients are the same person. */
function findDuplicates(recipients: Person[], namesOf: (places: number[]) => string): Duplicate[] {
	const firstPlaces = new Map<WireValue, number>();
	return recipients.flatMap(({ nhs_number, dob }, index): Duplicate[] => {
		const first = firstPlaces.get(nhs_number);
		if (first === undefined) {
			if (nhs_number !== undefined) firstPlaces.set(nhs_number, index);
			return [];
		}
		if (recipients[first].dob === dob) return [{ index, firstIndex: first }];
		return rejectInput(
			'One NHS number is listed with two dates of birth',
			`See ${namesOf([first, index])}. Nothing was created. Correct the list of recipients.`,
		);
	});
}

const toRecipient = (person: Person): Person => {
	const { nhs_number, dob } = person;
	return nhs_number === undefined ? person : { nhs_number, dob };
};

const duplicatesIn = ({ formOnly }: Values) => (formOnly.repeats ?? []) as unknown as Duplicate[];

/** How many people the batch has, and who was left out as a repeat. It names places, never a person. */
export function recipientSummary(values: Values): IDataObject {
	const [name, repeated] = values.formOnly.items
		? ['item', 'repeats_item']
		: ['row', 'repeats_row'];
	return {
		recipient_count: [values.body.recipients ?? []].flat().length,
		repeated_recipients: duplicatesIn(values).map(({ index, firstIndex }) => ({
			[name]: index,
			[repeated]: firstIndex,
		})),
	};
}

/** A longer list of numbers helps nobody; the output has all of them. */
const maxListed = 10;

/** The hint about recipients who were left out as repeats. */
export function duplicatesHint(values: Values, _: IDataObject[], itemIndex: number) {
	const places = duplicatesIn(values).map(({ index }) => index);
	if (places.length === 0) return undefined;
	const more = places.length - maxListed;
	const numbers = [...places.slice(0, maxListed), ...(more > 0 ? [`${more} more`] : [])];
	const last = numbers.pop();
	const list = numbers.length > 0 ? `${numbers.join(', ')} and ${last}` : `${last}`;
	const kind = values.formOnly.items ? 'item' : 'row';
	const where = values.formOnly.items ? '' : ` of item ${itemIndex}`;
	const [who, what] =
		places.length === 1
			? ['1 recipient is listed', `${kind} ${list}`]
			: [`${places.length} recipients are listed`, `${kind}s ${list}`];
	return `${who} again (${what}${where}) and left out, so that nobody gets the message twice. 'repeated_recipients' tells whom they repeat.`;
}
