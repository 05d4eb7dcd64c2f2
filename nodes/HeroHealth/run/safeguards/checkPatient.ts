import type { IDataObject } from 'n8n-workflow';

import type { Channel, PatientMessage } from '../../form/operation';
import { isEmpty } from '../../form/values/text';
import type { Reason } from './held';

/** Fields of a patient's record that show a death or a restriction when they hold anything but false. */
const deceasedFields = ['deceased_at', 'deceased', 'is_deceased'];
const restrictedFields = ['restricted', 'is_restricted'];

/** The field of a record that a channel needs, with its name on the screen. */
const contactFields: Record<Channel, [field: string, label: string]> = {
	sms: ['mobile', 'mobile number'],
	email: ['email', 'email address'],
	nhs_app: ['nhs_number', 'NHS number'],
};

/** What decides on a patient besides the record. */
interface PatientFacts {
	minimumAge: number;
	/** Milliseconds since 1970. */
	now: number;
	/** True for a patient whom a rehearsal made up, and of whom little is known. */
	isMadeUp?: boolean;
}

/** Returns why this patient gets nothing; undefined if the message may go. */
export function patientReason(
	record: IDataObject | undefined,
	{ channel, contact }: PatientMessage,
	{ minimumAge, now, isMadeUp = false }: PatientFacts,
): Reason | undefined {
	if (!record) {
		return {
			label: 'could not be looked up',
			text: 'The patient could not be looked up. The ID may be wrong, or Hero did not answer.',
		};
	}
	if (isSet(record, deceasedFields)) {
		return { label: 'deceased', text: 'The patient has died.' };
	}
	if (isSet(record, restrictedFields)) {
		return { label: 'restricted', text: 'The record of this patient is restricted.' };
	}
	if (minimumAge > 0) {
		const age = ageOf(record.dob, now);
		if (age === undefined && !isMadeUp) {
			return {
				label: 'without a date of birth',
				text: 'Hero has no date of birth of this patient.',
			};
		}
		if (age !== undefined && age < minimumAge) {
			return { label: `under ${minimumAge}`, text: `The patient is younger than ${minimumAge}.` };
		}
	}
	// Send To takes the place of a number or an address, and not of the NHS number that the NHS App needs.
	if (!channel || isMadeUp || (contact && channel !== 'nhs_app')) return undefined;
	const [field, label] = contactFields[channel];
	return isEmpty(record[field])
		? { label: `without ${article(label)} ${label}`, text: `Hero has no ${label} of this patient.` }
		: undefined;
}

const article = (label: string): string => (/^[aeN]/.test(label) ? 'an' : 'a');

const isSet = (record: IDataObject, fields: string[]): boolean =>
	fields.some((field) => !isEmpty(record[field]) && record[field] !== false);

/** In years. A date of birth before that is a placeholder. */
const maxAge = 120;

/** The age in years; undefined if the date of birth cannot be meant. */
function ageOf(dob: unknown, now: number): number | undefined {
	const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(String(dob)) ?? [];
	if (!year) return undefined;
	const today = new Date(now);
	const hadBirthday =
		(today.getUTCMonth() + 1) * 100 + today.getUTCDate() >= Number(month) * 100 + Number(day);
	const age = today.getUTCFullYear() - Number(year) - (hadBirthday ? 0 : 1);
	return age <= maxAge ? age : undefined;
}
