import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

/** What a credential lets through to Hero: everything, messages to the user's own contact, or only reads. */
export type Mode = 'live' | 'ownContact' | 'rehearsal';

/** Where messages of a rehearsal go instead of to patients. */
export interface OwnContact {
	/** The user's own mobile number, as it was entered. */
	sms?: string;
	/** The user's own email address, as it was entered. */
	email?: string;
	/** The ID of a test patient, under whom Hero keeps the messages. */
	patientId?: string;
}

/** What a credential lets through. */
export interface CredentialMode {
	mode: Mode;
	ownContact: OwnContact;
}

/** The modes of a credential, from the most to the least that is let through. */
const modes: Mode[] = ['live', 'ownContact', 'rehearsal'];

/** Reads the mode of a credential. An unknown mode, such as the result of an expression, lets nothing through. */
export function readMode(credentials: ICredentialDataDecryptedObject): CredentialMode {
	const { mode = 'live', ownMobile, ownEmail, ownPatientId } = credentials;
	const [sms, email, patientId] = [ownMobile, ownEmail, ownPatientId].map(
		(value) => String(value ?? '').trim() || undefined,
	);
	return {
		mode: modes.find((known) => known === mode) ?? 'rehearsal',
		ownContact: { sms, email, patientId },
	};
}

/** Returns the mode that lets less through. */
export const stricterMode = (one: Mode, other: Mode): Mode =>
	modes[Math.max(modes.indexOf(one), modes.indexOf(other))];

/** A request as n8n is about to send it. */
interface OutgoingRequest {
	method?: string;
	path: string;
	body?: unknown;
}

/** Fields of a message that change a record at Hero or name a further contact. */
const recordFields = [
	'write_to_record',
	'auto_write_to_record',
	'snomed_code',
	'snomed_term',
	'task_id',
	'fallback_message_type',
	'fallback_contact_detail',
];

/**
 * Throws a UserError for a request that the mode does not let through. In a rehearsal that is everything but a read
 * and a message to the user's own contact.
 */
export function requireAllowed(
	{ mode, ownContact }: CredentialMode,
	request: OutgoingRequest,
): void {
	const isRead = ['GET', 'HEAD'].includes(String(request.method ?? 'GET').toUpperCase());
	if (mode === 'live' || isRead) return;
	if (mode === 'ownContact' && isToOwnContact(ownContact, request)) return;
	throw new UserError('The Hero Health credential is in Rehearsal, so this was not sent', {
		description: 'To send it, choose a credential whose Mode is Live.',
	});
}

/** True for a message to the user's own contact that changes no record. */
function isToOwnContact(contact: OwnContact, { method, path, body }: OutgoingRequest): boolean {
	const message = typeof body === 'object' && body !== null ? (body as IDataObject) : {};
	const { message_type: channel } = message;
	if (channel !== 'sms' && channel !== 'email') return false;
	return (
		method?.toUpperCase() === 'POST' &&
		path.endsWith('/v1/messages/send') &&
		contact[channel] !== undefined &&
		message.recipient_contact_detail === contact[channel] &&
		recordFields.every((name) => message[name] === undefined)
	);
}

/** Returns a message without the fields that change a record or name a further contact. */
export const withoutRecordFields = (message: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(message).filter(([name]) => !recordFields.includes(name)));
