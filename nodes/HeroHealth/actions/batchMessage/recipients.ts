import { dateOfBirth, nhsNumber, refuse, required } from '../../form/fields';
import type { Field, Fields, WireValue } from '../../form/operation';

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

/** Everyone once, however often listed, so that nobody gets the text twice. */
export function everyoneOnce(recipients: Array<Record<string, WireValue>>): WireValue[] {
	const byNumber = new Map(recipients.map((person) => [person.nhs_number, person]));
	if (recipients.some(({ nhs_number, dob }) => byNumber.get(nhs_number)?.dob !== dob)) {
		refuse(
			'One NHS number is listed with two dates of birth',
			'Nothing was created. Correct the list of recipients.',
		);
	}
	return [...byNumber.values()].map(({ nhs_number, dob }) => ({ nhs_number, dob }));
}
