import type { Field, Fields } from '../operation';
import { readContact, readEmail, readMobile, readPhone } from '../values/contacts';
import { readIdentifier } from '../values/identifiers';
import { readAddressLine, readName } from '../values/names';
import { readNhsNumber } from '../values/nhsNumber';
import { rejectInput } from '../values/rejectInput';
import { readSnomedCode } from '../values/snomedCode';
import { boolean, identifier, required, text, textField, wholeNumber } from './builders';
import { select } from './options';

/** The version of a call that Hero also keeps in older versions. The newest comes first. */
export const version = (...newestFirst: string[]): Field =>
	required(
		select(
			'Version',
			'Keep the first version, unless you need the older form of the output',
			newestFirst.map((name) => [name, name.toUpperCase()]),
		),
	);

/** The direction of a sorted list. */
export const orderDescending = boolean(
	'Order Descending',
	'Whether to sort in descending order, such as newest first',
);

/** Throws a UserError for an update that changes nothing. */
export function requireChange({ body }: { body: object }): void {
	if (Object.values(body).every((value) => value === undefined)) {
		rejectInput('Nothing to change', 'Add a field under Update Fields.');
	}
}

/** Throws a UserError for the type of an assignee without the assignee. */
export function requireAssignee({ body }: { body: Record<string, unknown> }): void {
	if (body.assignee_type !== undefined && body.assignee_id === undefined) {
		rejectInput("'Assignee' is missing", 'Add it beside Assignee Type, or remove Assignee Type.');
	}
}

/** The practice group to act for, in the Options of every operation. `toWire` throws a UserError for no ID. */
export const practiceGroupId: Field = {
	...identifier(
		'Practice Group ID',
		'Another practice of the same Hero network to act for, instead of the one in the credential',
		{ placeholder: 'e.g. 1042' },
	),
	toWire(value) {
		const id = readIdentifier(value);
		return /^[\w-]+$/.test(id)
			? id
			: rejectInput('is not an ID', 'Give the ID that Hero uses, such as 1042.');
	},
};

/** Like `textField`, with an example that shows while the field is empty. */
const validatedText =
	(toWire: Field['toWire'], example?: string) =>
	(label: string, description?: string): Field =>
		textField(toWire)(label, description, example ? { placeholder: `e.g. ${example}` } : {});

/** A first or last name of a person. */
export const personName = validatedText(readName);

/** A line of an address. */
export const addressLine = validatedText(readAddressLine);

/** A postcode of any country. */
export const postcode = validatedText(readAddressLine, 'LS1 4AP')('Postcode');

/** An email address. */
export const email = validatedText(readEmail, 'sam@example.com')('Email');

/** A phone number that can receive an SMS. */
export const mobile = validatedText(readMobile, '07700 900123')('Mobile');

/** A phone number of any kind. */
export const phone = validatedText(readPhone, '07700 900123');

/** A SNOMED CT code, validated by its check digit. */
export const snomedCode = validatedText(readSnomedCode, '195967001');

/** An NHS number, validated by its check digit. */
export const nhsNumber = validatedText(readNhsNumber, '999 000 0018')(
	'NHS Number',
	'Ten digits. Spaces are allowed',
);

const sameContactOptIn: Fields = {
	same_contact_for_many_patients: boolean(
		'Same Contact for Many Patients',
		'Whether several patients of one run, such as a family, may have the same phone number or email address here. Each of them then gets the messages to all of them',
	),
};

/** A contact detail of a new patient. Families share one, so only a fixed value for several patients is refused. */
export const patientContact = (field: Field): Field => ({
	...field,
	contactOwner: { identifiedBy: ['first_name', 'last_name', 'dob'], mayBeShared: true },
	optIns: sameContactOptIn,
});

/** A contact detail to use instead of the patient's own. `channel` names the parameter with the channel. */
export const recipientContact = (label: string, description: string, channel: string): Field => ({
	...text(label, description),
	toWire: (value, { earlierValues }) => readContact(value, earlierValues.get(channel)),
	contactOwner: { identifiedBy: ['patient_id'] },
	optIns: sameContactOptIn,
});

/** The duration of an appointment, probably in minutes. */
export const duration = wholeNumber(
	'Duration',
	'The length of the appointment, probably in minutes. Hero does not document the unit',
);

/** Keeps Hero from emailing the patient. */
export const suppressEmail = boolean(
	'Suppress Email',
	'Whether to keep Hero from emailing the patient',
);

/** Skips Hero's check that the time is free. */
export const skipAvailabilityCheck = boolean(
	'Skip Availability Check',
	'Whether to use the time without checking that it is free. Two patients may then get the same time',
);

/** Ignores the practice's cancellation window. */
export const ignoreCancellationPolicy = boolean(
	'Ignore Cancellation Policy',
	"Whether to go ahead even within the practice's cancellation window",
);
