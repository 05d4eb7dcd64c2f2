import type { IDataObject } from 'n8n-workflow';

import type { PatientMessage } from '../../form/operation';
import { identifierKey } from '../../form/values/identifiers';
import { rejectInput } from '../../form/values/rejectInput';
import { measureSms } from '../../form/values/sms';
import { allowedFrom, describeTime, type AllowedHours } from './allowedHours';
import { madeUpIdIn } from '../rehearsal/madeUp';
import { patientReason } from './checkPatient';
import type { DoNotContact } from './doNotContact';
import type { Held } from './held';
import { whoCanChange, type SafeguardOptions } from './options';
import { personKey, type FindRecord, type Person } from './patientRecords';

/** What the checks of one patient need. */
export interface PatientChecks {
	options: SafeguardOptions;
	message: PatientMessage;
	findRecord: FindRecord;
	/** Returns the number of patients of this run who have this contact. */
	patientsWith(contact: string): number;
	/** Milliseconds since 1970. */
	now: number;
}

const notLookedUp = 'could not be looked up';

/** Returns why a patient gets nothing; undefined if the message may go. */
export async function holdPatient(
	person: Person,
	checks: PatientChecks,
): Promise<Held | undefined> {
	const { options, message, findRecord, now } = checks;
	const { doNotContact, minimumAge, oneNumber } = options;
	if (doNotContact) {
		const held = await holdObjected(person, doNotContact, findRecord);
		if (held) return held;
	}
	if (minimumAge !== undefined) {
		const isMadeUp = madeUpIdIn(person.id) !== undefined;
		const record = await findRecord(person);
		const reason = patientReason(record, message, { minimumAge, now, isMadeUp });
		if (reason) return { by: 'Check the Patient First', ...reason };
	}
	return oneNumber ? await holdShared(person, checks) : undefined;
}

async function holdObjected(
	person: Person,
	{ ids, nhsNumbers, hasPlainIds }: DoNotContact,
	findRecord: FindRecord,
): Promise<Held | undefined> {
	const by = 'Do Not Contact';
	const objected = { by, label: 'on the Do Not Contact list', text: 'The patient is on the list.' };
	if (person.id !== undefined && ids.has(identifierKey(person.id))) return objected;
	if (person.nhsNumber !== undefined && nhsNumbers.has(person.nhsNumber)) return objected;
	// The item names its patient in one way, and the list perhaps in the other.
	const isCompared = person.id === undefined ? !hasPlainIds : nhsNumbers.size === 0;
	if (isCompared && personKey(person) !== undefined) return undefined;
	const record = await findRecord(person);
	// A patient without an NHS number has null in this field. Without the field, the list cannot be compared.
	if (!record || (record.nhs_number === undefined && madeUpIdIn(person.id) === undefined)) {
		const text = 'The patient could not be looked up, so the list could not be compared.';
		return { by, label: notLookedUp, text };
	}
	const id = String(record.hero_id ?? record.id);
	const isListed =
		ids.has(identifierKey(id)) || nhsNumbers.has(String(record.nhs_number).replace(/\D/g, ''));
	return isListed ? objected : undefined;
}

async function holdShared(
	person: Person,
	{ message, findRecord, patientsWith }: PatientChecks,
): Promise<Held | undefined> {
	const by = 'One Number, Many Patients';
	const record = await findRecord(person);
	if (!record && !person.contact) {
		const text = 'The patient could not be looked up, so the number could not be compared.';
		return { by, label: notLookedUp, text };
	}
	const contacts = contactsOf(person, message, record);
	if (!contacts.some((contact) => patientsWith(contact) > 1)) return undefined;
	return {
		by,
		label: 'with a contact that several patients share',
		text: 'Another patient of this run has the same phone number or email address.',
	};
}

/** Returns the contacts by which a message may reach a patient, in one spelling each. */
export function contactsOf(
	person: Person,
	{ channel, fallback }: PatientMessage,
	record: IDataObject | undefined,
): string[] {
	// Hero may send a message that stays unopened in the NHS App to the mobile number.
	const own = (fallback ?? channel) === 'email' ? record?.email : record?.mobile;
	const contact = comparableContact(String(person.contact ?? own ?? ''));
	return contact === undefined ? [] : [contact];
}

/** In digits. A shorter text, such as "none", is no number. */
const minDigits = 7;

/**
 * Returns a key that is equal for all spellings of one contact; undefined for a text that is none. Records have numbers
 * in any form, such as 447700900123 and +44 (0)7700 900123, so the last ten digits count.
 */
function comparableContact(contact: string): string | undefined {
	if (contact.includes('@')) return contact.trim().toLowerCase();
	const digits = contact.replace(/\D/g, '');
	return digits.length < minDigits ? undefined : digits.slice(-10);
}

/** Throws a UserError for an SMS with more parts than the safeguard allows. */
export function requireShortSms({ smsText }: PatientMessage, most: number): void {
	if (smsText === undefined) return;
	const { parts, otherCharacter } = measureSms(smsText);
	if (parts <= most) return;
	const reason = otherCharacter
		? `It has the character ${describeCharacter(otherCharacter)}, with which a part holds 67 characters instead of 153.`
		: '';
	rejectInput(
		`'Message' has ${parts} parts as an SMS, and the safeguard 'Most SMS Parts' allows ${most}`,
		['Nothing was sent for this item. Shorten the text.', reason, whoCanChange]
			.filter(Boolean)
			.join(' '),
	);
}

/** Describes a character, such as "’ (U+2019)". One that nobody sees is named by its number alone. */
function describeCharacter(character: string): string {
	const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
	return /^[\p{Z}\p{C}]$/u.test(character) ? code : `"${character}" (${code})`;
}

/**
 * Returns why an item is held because of the hour; undefined if it may go. Throws a UserError if it is refused instead:
 * if the safeguard says so, or if Send At was chosen outside the hours.
 */
export function holdForHours(
	hours: AllowedHours,
	{ channel, fallback, sendAt }: PatientMessage,
	now: number,
): Held | undefined {
	// Hero sends at once what was to go in the past.
	const isLater = sendAt !== undefined && Date.parse(sendAt) > now;
	const time = isLater ? Date.parse(sendAt) : now;
	const mayGoFrom = allowedFrom(hours.hoursFor(channel, fallback), time);
	if (mayGoFrom === undefined) return undefined;
	const start = describeTime(mayGoFrom);
	if (isLater) {
		rejectInput(
			"'Send At' is outside the hours of the safeguard 'Allowed Hours'",
			['Nothing was sent for this item.', `The next time inside is ${start}.`, whoCanChange].join(
				' ',
			),
		);
	}
	if (!hours.isHeld) {
		rejectInput(
			"Not sent, since the safeguard 'Allowed Hours' allows nothing at this hour",
			['Nothing was sent for this item.', `It may go from ${start}.`, whoCanChange].join(' '),
		);
	}
	const text = `It is outside the allowed hours. It may go from ${start}.`;
	return { by: 'Allowed Hours', label: `wait until ${start}`, text, mayGoFrom };
}
