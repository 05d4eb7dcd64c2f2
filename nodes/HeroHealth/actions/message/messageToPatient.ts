import type { PatientMessage, Values } from '../../form/operation';

/** Returns what reaches the patient; undefined for a message that only Hero keeps. */
export function messageToPatient({ body }: Values): PatientMessage | undefined {
	const channel = body.message_type as PatientMessage['channel'] | 'hero';
	if (channel === 'hero') return undefined;
	// Hero sends an NHS App message that stays unopened by the fallback channel.
	const fallback = body.fallback_message_type as PatientMessage['fallback'];
	const isSms = channel === 'sms' || fallback === 'sms';
	return {
		channel,
		fallback,
		smsText: isSms ? String(body.message_string) : undefined,
		contact: (body.recipient_contact_detail ?? body.fallback_contact_detail) as string | undefined,
		sendAt: body.send_at as string | undefined,
	};
}
