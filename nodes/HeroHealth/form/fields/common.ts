import type { Field, Fields } from '../operation';
import { readContact, readEmail, readMobile, readPhone } from '../values/contacts';
import { readIdentifier } from '../values/identifiers';
import { readAddressLine, readName } from '../values/names';
import { readNhsNumber } from '../values/nhsNumber';
import { rejectInput } from '../values/rejectInput';
import { readSnomedCode } from '../values/snomedCode';
import { identifier, required, text, textField, boolean, wholeNumber } from './builders';
import { select } from './options';

/** Which form of a call, where Hero keeps older ones; the newest comes first. */
export const version = (...newestFirst: string[]): Field =>
	required(
		select(
			'Version',
			'Leave the first one, unless you need the older form of the answer',
			newestFirst.map((name) => [name, name.toUpperCase()]),
		),
	);

/** For changing a record: at least one change. */
export function requireChange({ body }: { body: object }): void {
	if (Object.values(body).every((value) => value === undefined))
		rejectInput('Nothing to change', 'Add a field under Update Fields.');
}

/** Of whom nothing is known but the kind. */
export function requireAssignee({ body }: { body: Record<string, unknown> }): void {
	if (body.assignee_type !== undefined && body.assignee_id === undefined) {
		rejectInput("'Assignee' is missing", 'Add it beside Assignee Type, or remove Assignee Type.');
	}
}

/** Stands in the Options of every operation. */
export const practiceGroupId: Field = {
	...identifier(
		'Practice Group ID',
		'Act for another practice of the same Hero network instead of the one in the credential',
		{ placeholder: 'e.g. 1042' },
	),
	toWire(value) {
		const id = readIdentifier(value);
		return /^[\w-]+$/.test(id)
			? id
			: rejectInput('is not an ID', 'Take it from Hero, such as 1042.');
	},
};

/** A kind of text, with an example where it is empty. */
const validatedText =
	(read: Field['toWire'], placeholder?: string) =>
	(label: string, description?: string): Field =>
		textField(read)(label, description, placeholder ? { placeholder: `e.g. ${placeholder}` } : {});

/** The first or the last name of a person. */
export const personName = validatedText(readName);

/** A line of an address. */
export const addressLine = validatedText(readAddressLine);

export const postcode = validatedText(readAddressLine, 'LS1 4AP')('Postcode');

export const email = validatedText(readEmail, 'sam@example.com')('Email');

/** A number that takes texts. */
export const mobile = validatedText(readMobile, '07700 900123')('Mobile');

/** A number of any kind. */
export const phone = validatedText(readPhone, '07700 900123');

export const snomedCode = validatedText(readSnomedCode, '195967001');

export const nhsNumber = validatedText(readNhsNumber, '999 000 0018')(
	'NHS Number',
	'Ten digits, spaces allowed',
);

const sameContactOptIn: Fields = {
	same_contact_for_many_patients: boolean(
		'Same Contact for Many Patients',
		'Whether several patients of one run may have the same phone number or email address here, such as a family. Each of them then gets the messages of all',
	),
};

/** A contact of a new patient. Families share one, so only a fixed one for several people is refused. */
export const patientContact = (field: Field): Field => ({
	...field,
	contactOwner: { identifiedBy: ['first_name', 'last_name', 'dob'], mayBeShared: true },
	optIns: sameContactOptIn,
});

/** Where a message goes instead of the patient's own contact; `channel` is the parameter that says how. */
export const recipientContact = (label: string, description: string, channel: string): Field => ({
	...text(label, description),
	toWire: (value, { earlierValues }) => readContact(value, earlierValues.get(channel)),
	contactOwner: { identifiedBy: ['patient_id'] },
	optIns: sameContactOptIn,
});

export const duration = wholeNumber(
	'Duration',
	'Length, probably in minutes. Hero does not document the unit',
);

export const suppressEmail = boolean(
	'Suppress Email',
	'Whether to keep Hero from emailing the patient',
);

export const skipAvailabilityCheck = boolean(
	'Skip Availability Check',
	'Whether to take the time without checking that it is free. Two patients may then have the same time',
);

export const ignoreCancellationPolicy = boolean(
	'Ignore Cancellation Policy',
	"Whether to go ahead even inside the practice's cancellation window",
);
