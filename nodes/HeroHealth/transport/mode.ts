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
	/** The path after the base URL; undefined for one that is not below it. */
	path?: string;
	query?: object;
	headers?: object;
	body?: unknown;
}

/** The fields of a message that say no more than what it is and who receives it. Others may change a record. */
const messageFields = [
	...['message_type', 'patient_id', 'message_string', 'recipient_contact_detail'],
	...['send_at', 'encrypted', 'attachment_uuid', 'short_link_id'],
];

/**
 * Throws a UserError for a request that the mode does not let through. In a rehearsal that is everything but a read
 * and a message to the user's own contact.
 */
export function requireAllowed(
	{ mode, ownContact }: CredentialMode,
	request: OutgoingRequest,
): void {
	if (mode === 'live') return;
	const isRead = ['GET', 'HEAD'].includes(String(request.method ?? 'GET').toUpperCase());
	const isOwn = mode === 'ownContact' && isToOwnContact(ownContact, request);
	if ((isRead || isOwn) && !asksForOtherMethod(request)) return;
	throw new UserError('The Hero Health credential is in Rehearsal, so this was not sent', {
		description: 'To send it, choose a credential whose Mode is Live.',
	});
}

/** True for a request that asks the server to take it for one with another method. */
const asksForOtherMethod = ({
	headers = {},
	query = {},
}: Pick<OutgoingRequest, 'headers' | 'query'>): boolean =>
	Object.keys(headers).some((name) => /^x-(http-)?method(-override)?$/i.test(name.trim())) ||
	'_method' in query;

/** True for a message to the user's own contact that changes no record. */
function isToOwnContact(contact: OwnContact, request: OutgoingRequest): boolean {
	const { method, path, query = {}, body } = request;
	const message = typeof body === 'object' && body !== null ? (body as IDataObject) : {};
	const { message_type: channel } = message;
	if (channel !== 'sms' && channel !== 'email') return false;
	return (
		method?.toUpperCase() === 'POST' &&
		path === '/v1/messages/send' &&
		Object.keys(query).length === 0 &&
		contact[channel] !== undefined &&
		message.recipient_contact_detail === contact[channel] &&
		Object.keys(message).every((name) => messageFields.includes(name))
	);
}

/** Returns a message without the fields that could change a record or name a further contact. */
export const withoutRecordFields = (message: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(message).filter(([name]) => messageFields.includes(name)));
