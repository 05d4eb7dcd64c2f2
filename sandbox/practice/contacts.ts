import type { Message, Patient, Practice } from './model';
import { simulatedFailures } from './simulatedFailures';

/** The mobile number or email address of a patient for a channel; undefined where there is none. */
export function ownContact(
	{ mobile, email }: Pick<Patient, 'mobile' | 'email'>,
	channel: string,
): string | undefined {
	const contacts: Record<string, string | null> = { sms: mobile, email };
	return contacts[channel.toLowerCase()] ?? undefined;
}

/** True for two ways to write one number or address, such as +44 7700 900123 and 07700 900123. */
export const isSameContact = (one: string, other: string): boolean =>
	plainContact(one) === plainContact(other);

const plainContact = (contact: string) =>
	contact.includes('@')
		? contact.trim().toLowerCase()
		: contact.replace(/\D/g, '').replace(/^(?:00)?440?/, '0');

/**
 * The reason why a message to this contact will not arrive; undefined when it will. A temporary failure
 * ends with the next message.
 */
export function simulatedFailure({ messages }: Practice, contact?: string): string | undefined {
	if (contact === undefined) return undefined;
	const simulated = simulatedFailures.find((one) => isSameContact(one.contact, contact));
	if (!simulated?.isTemporary) return simulated?.reason;
	return lastMessageTo(messages, contact)?.failure === undefined ? simulated.reason : undefined;
}

const lastMessageTo = (messages: Practice['messages'], contact: string): Message | undefined =>
	[...messages.values()]
		.reverse()
		.find(({ sent_to }) => sent_to && isSameContact(sent_to, contact));
