import type { Field, Fields } from '../operation';
import { readContact, readEmail, readMobile, readPhone } from '../values/contacts';
import { readIdentifier } from '../values/identifiers';
import { readAddressLine, readName } from '../values/names';
import { readNhsNumber } from '../values/nhsNumber';
import { refuse } from '../values/refuse';
import { readSnomedCode } from '../values/snomedCode';
import { identifier, required, text, textOf, boolean, wholeNumber } from './builders';
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
	...identifier(
		'Practice Group ID',
		'Act for another practice of the same Hero network instead of the one in the credential',
		{ placeholder: 'e.g. 1042' },
	),
	toWire(value) {
		const id = readIdentifier(value);
		return /^[\w-]+$/.test(id) ? id : refuse('is not an ID', 'Take it from Hero, such as 1042.');
	},
};

/** A kind of text, with an example where it is empty. */
const kindOf =
	(read: Field['toWire'], placeholder?: string) =>
	(label: string, description?: string): Field =>
		textOf(read)(label, description, placeholder ? { placeholder: `e.g. ${placeholder}` } : {});

/** The first or the last name of a person. */
export const personName = kindOf(readName);

/** A line of an address. */
export const addressLine = kindOf(readAddressLine);

export const postcode = kindOf(readAddressLine, 'LS1 4AP')('Postcode');

export const email = kindOf(readEmail, 'sam@example.com')('Email');

/** A number that takes texts. */
export const mobile = kindOf(readMobile, '07700 900123')('Mobile');

/** A number of any kind. */
export const phone = kindOf(readPhone, '07700 900123');

export const snomedCode = kindOf(readSnomedCode, '195967001');

export const nhsNumber = kindOf(readNhsNumber, '999 000 0018')(
	'NHS Number',
	'Ten digits, spaces allowed',
);

const sameContactSwitch: Fields = {
	same_contact_for_many_patients: boolean(
		'Same Contact for Many Patients',
		'Whether several patients of one run may have the same phone number or email address here, such as a family. Each of them then gets the messages of all',
	),
};

/** A contact of a new patient. Families share one, so only a fixed one for several people is refused. */
export const ownContact = (field: Field): Field => ({
	...field,
	belongsTo: { owner: ['first_name', 'last_name', 'dob'], mayRepeat: true },
	switches: sameContactSwitch,
});

/** Where a message goes instead of the patient's own contact; `channel` is the parameter that says how. */
export const contact = (label: string, description: string, channel: string): Field => ({
	...text(label, description),
	toWire: (value, { others }) => readContact(value, others.get(channel)),
	belongsTo: { owner: ['patient_id'] },
	switches: sameContactSwitch,
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
