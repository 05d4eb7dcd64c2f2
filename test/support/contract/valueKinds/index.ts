import { addressLine, dateOfBirth, name, nhsNumber } from './people';
import { contact, email, mobile, phone } from './contacts';
import { line, prose } from './texts';
import { day, lastDay, moment } from './dates';
import { identifier, reference, snomedCode, wholeIdentifier } from './identifiers';
import { boolean, lastFourDigits, pence, pounds, wholeNumber, year } from './numbers';
import type { ValueKind } from './valueKind';

export type { ValueKind };

export const valueKinds = {
	nhsNumber,
	dateOfBirth,
	name,
	addressLine,
	mobile,
	phone,
	email,
	contact,
	line,
	prose,
	moment,
	lastDay,
	day,
	identifier,
	wholeIdentifier,
	reference,
	snomedCode,
	boolean,
	pounds,
	pence,
	wholeNumber,
	lastFourDigits,
	year,
} satisfies Record<string, ValueKind>;

/** The kind of a field by its name on the wire; the same name is of one kind in all operations. */
const byName: Record<string, keyof typeof valueKinds> = {
	nhs_number: 'nhsNumber',
	dob: 'dateOfBirth',
	...of('moment', 'send_at', 'start_time'),
	...of('lastDay', 'expiry_date', 'to_date'),
	...of('day', 'from_date', 'start_date', 'end_date', 'due_date', 'service_date'),
	...of(
		'prose',
		'message_string',
		'content',
		'subject',
		'memo',
		'footer',
		'link_name',
		'file_name',
	),
	...of('name', 'first_name', 'last_name', 'forename', 'surname'),
	...of('addressLine', 'address_line_1', 'address_line_2', 'address_line_3', 'county', 'country'),
	...of('addressLine', 'postcode', 'line_1', 'line_2', 'line_3', 'town'),
	...of('phone', 'landline', 'phone'),
	...of('email', 'email'),
	...of('mobile', 'mobile'),
	...of('snomedCode', 'snomed_code', 'code'),
	...of('identifier', 'attachment_uuid', 'short_link_id', 'gmc_number'),
	...of(
		'reference',
		'ehr_partner_id',
		'external_prescriber_id',
		'registration_code',
		'merge_token',
	),
	...of('reference', 'customer_stripe_id', 'payment_source', 'stripe_invoice_id', 'stripe_id'),
	...of('reference', 'price', 'product', 'fingerprint'),
	...of('wholeNumber', 'duration', 'maximum_use_count', 'quantity', 'exp_month'),
	unit_amount: 'pence',
	unit_amount_in_pounds: 'pounds',
	last4: 'lastFourDigits',
	exp_year: 'year',
};

/** Exceptions by operation and path, for a field name with a different meaning there. */
const byPlace: Record<string, keyof typeof valueKinds> = {
	'sendMessage: assignee_id': 'wholeIdentifier',
	'createEpisodeNote: description': 'prose',
	'createInvoice: invoice_items_attributes.description': 'prose',
	'createPharmacy: mobile': 'phone',
	'createInvoice: coupons.id': 'reference',
	'updateInvoice: coupons.id': 'reference',
	'createCustomer: sources.id': 'reference',
	'getLinkStatus: id': 'identifier',
	'updateEpisode: assignees.id': 'identifier',
};

function of(
	kind: keyof typeof valueKinds,
	...wireNames: string[]
): Record<string, keyof typeof valueKinds> {
	return Object.fromEntries(wireNames.map((name) => [name, kind]));
}

/** Texts of which nothing more is known than that they are one line. */
const singleLineTexts = [
	...['reason', 'snomed_term', 'name', 'search', 'query', 'type', 'brand', 'insurer', 'diagnosis'],
	...[
		'authentication_code',
		'membership_number',
		'data_source',
		'ehr_partner',
		'scheme_name',
		'url',
	],
	...['notification_type', 'description'],
];

/** Sent letter by letter. */
export const secretFields = ['password', 'signing_key'];

/** The kind of the field at this place; undefined where it has none of these. */
export function valueKindOf(
	operationId: string,
	steps: string[],
	type: string,
): keyof typeof valueKinds | undefined {
	const name = steps[steps.length - 1];
	const place = byPlace[`${operationId}: ${steps.filter((step) => !/^\d+$/.test(step)).join('.')}`];
	if (place) return place;
	if (type === 'boolean') return 'boolean';
	if (type === 'resourceLocator') return 'identifier';
	return byName[name] ?? (singleLineTexts.includes(name) ? 'line' : undefined);
}
