import type { IDataObject } from 'n8n-workflow';

import { dateOfBirth, nhsNumber, refuse, required } from '../../form/fields';
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
interface Repeat {
	place: number;
	repeats: number;
}

/** Keeps everyone once, however often listed, so that nobody gets the text twice, and notes who was left out. */
export function everyoneOnce({ body, formOnly }: Values): void {
	// Additional Body Fields may hold recipients in a form that Hero does not document.
	if (!Array.isArray(body.recipients)) return;
	const recipients = body.recipients as Person[];
	const items = formOnly.items as number[] | undefined;
	// Items count from 0 and rows from 1, as messages number them.
	const numberOf = (place: number) => items?.[place] ?? place + 1;
	const repeats = repeatsAmong(recipients, (places) =>
		places.map((place) => `${items ? 'item' : 'row'} ${numberOf(place)}`).join(' and '),
	);
	formOnly.repeats = repeats.map((one) => ({
		place: numberOf(one.place),
		repeats: numberOf(one.repeats),
	}));
	const leftOut = new Set(repeats.map(({ place }) => place));
	body.recipients = recipients.filter((_, place) => !leftOut.has(place)).map(toBeSent);
}

/** Without an NHS number nothing tells whether two recipients are the same person. */
function repeatsAmong(recipients: Person[], namesOf: (places: number[]) => string): Repeat[] {
	const firstPlaces = new Map<WireValue, number>();
	return recipients.flatMap(({ nhs_number, dob }, place): Repeat[] => {
		const first = firstPlaces.get(nhs_number);
		if (first === undefined) {
			if (nhs_number !== undefined) firstPlaces.set(nhs_number, place);
			return [];
		}
		if (recipients[first].dob === dob) return [{ place, repeats: first }];
		return refuse(
			'One NHS number is listed with two dates of birth',
			`See ${namesOf([first, place])}. Nothing was created. Correct the list of recipients.`,
		);
	});
}

const toBeSent = (person: Person): Person => {
	const { nhs_number, dob } = person;
	return nhs_number === undefined ? person : { nhs_number, dob };
};

const repeatsIn = ({ formOnly }: Values) => (formOnly.repeats ?? []) as unknown as Repeat[];

/** How many people the batch has, and who was left out as a repeat. It names places, never a person. */
export function recipientReport(values: Values): IDataObject {
	const [name, repeated] = values.formOnly.items
		? ['item', 'repeats_item']
		: ['row', 'repeats_row'];
	return {
		recipient_count: [values.body.recipients ?? []].flat().length,
		repeated_recipients: repeatsIn(values).map(({ place, repeats }) => ({
			[name]: place,
			[repeated]: repeats,
		})),
	};
}

/** A longer list of numbers helps nobody; the output has all of them. */
const mostNumbers = 10;

/** The hint about recipients who were left out as repeats. */
export function repeatsHint(values: Values, _: IDataObject[], itemIndex: number) {
	const places = repeatsIn(values).map(({ place }) => place);
	if (places.length === 0) return undefined;
	const more = places.length - mostNumbers;
	const numbers = [...places.slice(0, mostNumbers), ...(more > 0 ? [`${more} more`] : [])];
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
