import { dateOfBirth, nhsNumber, required } from '../../form/fields';
import type { Field, Fields, Values } from '../../form/operation';

/** For batch messages, Hero documents the date of birth with a time (schema BatchRecipientByNhsNumber). */
const dateOfBirthAtMidnight: Field = {
	...dateOfBirth,
	toWire: (value, context) => `${dateOfBirth.toWire(value, context) as string}T00:00:00Z`,
};

/** The fields of one recipient. */
export const recipient: Fields = {
	nhs_number: required(nhsNumber),
	dob: required(dateOfBirthAtMidnight),
};

/** Combines all items into one batch message; `formOnly.items` keeps the item numbers for messages. */
export const combineRecipients = (items: Values[], itemIndexes: number[]): Values => ({
	...items[0],
	formOnly: { ...items[0].formOnly, items: itemIndexes },
	body: { ...items[0].body, recipients: items.map(({ formOnly }) => formOnly) },
});
