import type { IDataObject } from 'n8n-workflow';

import { rejectInput } from '../../form/fields';
import type { Values, WireValue } from '../../form/operation';

type Recipient = Record<string, WireValue>;

/** A removed duplicate and the first recipient that it repeats, both as numbers of items or of list rows. */
interface Duplicate {
	index: number;
	firstIndex: number;
}

/**
 * Removes duplicate recipients, so that nobody gets the message twice, and records them in
 * `formOnly.duplicates`. Throws a UserError for an NHS number with two dates of birth.
 */
export function removeDuplicates({ body, formOnly }: Values): void {
	// Recipients from Additional Body Fields may have another form.
	if (!Array.isArray(body.recipients)) return;
	const recipients = body.recipients as Recipient[];
	const items = formOnly.items as number[] | undefined;
	const rows = formOnly.rows as number[] | undefined;
	// Messages count items from 0 and rows from 1. A safeguard may have left rows out.
	const numberOf = (index: number) => (items ?? rows)?.[index] ?? index + 1;
	const duplicates = findDuplicates(recipients, (indexes) =>
		indexes.map((index) => `${items ? 'item' : 'row'} ${numberOf(index)}`).join(' and '),
	);
	formOnly.duplicates = duplicates.map(({ index, firstIndex }) => ({
		index: numberOf(index),
		firstIndex: numberOf(firstIndex),
	}));
	const removed = new Set(duplicates.map(({ index }) => index));
	body.recipients = recipients.filter((_, index) => !removed.has(index)).map(toWireRecipient);
}

/** Finds duplicates by NHS number. Recipients without one cannot be compared. */
function findDuplicates(
	recipients: Recipient[],
	describe: (indexes: number[]) => string,
): Duplicate[] {
	const firstIndexes = new Map<WireValue, number>();
	return recipients.flatMap(({ nhs_number, dob }, index): Duplicate[] => {
		const firstIndex = firstIndexes.get(nhs_number);
		if (firstIndex === undefined) {
			if (nhs_number !== undefined) firstIndexes.set(nhs_number, index);
			return [];
		}
		if (recipients[firstIndex].dob === dob) return [{ index, firstIndex }];
		return rejectInput(
			'One NHS number is listed with two dates of birth',
			`See ${describe([firstIndex, index])}. Nothing was created. Correct the list of recipients.`,
		);
	});
}

/** Keeps only the identity of the person, without other data such as further columns of the items. */
const toWireRecipient = (recipient: Recipient): Recipient => {
	const { nhs_number, dob } = recipient;
	return nhs_number === undefined ? recipient : { nhs_number, dob };
};

const duplicatesIn = ({ formOnly }: Values) =>
	(formOnly.duplicates ?? []) as unknown as Duplicate[];

/** Output fields with the number of recipients and the duplicates. They have numbers and no patient data. */
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
		...(values.formOnly.held_recipients
			? { held_recipients: values.formOnly.held_recipients }
			: {}),
	};
}

/** The most numbers that a hint lists. The output has all of them. */
const maxListed = 10;

/** Returns the hint about removed duplicates; undefined if there are none. */
export function duplicatesHint(values: Values, _records: IDataObject[], itemIndex: number) {
	const indexes = duplicatesIn(values).map(({ index }) => index);
	if (indexes.length === 0) return undefined;
	const more = indexes.length - maxListed;
	const numbers = [...indexes.slice(0, maxListed), ...(more > 0 ? [`${more} more`] : [])];
	const last = numbers.pop();
	const list = numbers.length > 0 ? `${numbers.join(', ')} and ${last}` : `${last}`;
	const kind = values.formOnly.items ? 'item' : 'row';
	const scope = values.formOnly.items ? '' : ` of item ${itemIndex}`;
	const [subject, positions] =
		indexes.length === 1
			? ['1 recipient is a duplicate', `${kind} ${list}`]
			: [`${indexes.length} recipients are duplicates`, `${kind}s ${list}`];
	const verb = indexes.length === 1 ? 'was' : 'were';
	return `${subject} (${positions}${scope}) and ${verb} left out, so that nobody gets the message twice. 'repeated_recipients' shows whom they repeat.`;
}
