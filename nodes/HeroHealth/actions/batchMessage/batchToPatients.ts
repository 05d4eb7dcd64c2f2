import type { Channel, PatientMessage, Values } from '../../form/operation';

/** Returns what the batch sends to each of its recipients. */
export function batchToPatients({ body }: Values): PatientMessage {
	const channel = String(body.channel).toLowerCase() as Channel;
	return { channel, smsText: channel === 'sms' ? String(body.content) : undefined };
}
