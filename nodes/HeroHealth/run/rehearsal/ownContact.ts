import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { OwnContact } from '../../transport/mode';
import { withoutRecordFields } from '../../transport/mode';
import { processState } from '../../transport/processState';
import type { HeroRequest } from '../../transport/request';
import type { ItemCall } from '../records';
import { madeUpIdIn } from './madeUp';

/** The most messages of one execution that go to the user's own contact. The others are only shown. */
export const maxOwnMessages = 25;

/** The number of messages by execution. A loop runs a node again and again within one execution. */
const sentMessages = processState(() => new Map<string, number>());

/** The executions that are counted. The oldest are forgotten first. */
const maxExecutions = 1000;

/** Returns a function that counts one more message of this execution, and returns false when it has sent its share. */
export function ownMessageQuota(context: IExecuteFunctions): () => boolean {
	const execution = context.getExecutionId();
	return () => {
		const counts = sentMessages();
		const count = counts.get(execution) ?? 0;
		if (count >= maxOwnMessages) return false;
		counts.set(execution, count + 1);
		const [oldest] = counts.keys();
		if (counts.size > maxExecutions) counts.delete(oldest);
		return true;
	};
}

/**
 * Returns the request that sends the message of an item to the user's own contact; undefined if the item is no
 * message, or one that cannot be addressed so, such as a message in the NHS App.
 */
export function toOwnContact(call: ItemCall, contact: OwnContact): HeroRequest | undefined {
	const { operation, request } = call;
	const { body = {} } = request;
	const channel = body.message_type;
	if (operation.id !== 'sendMessage' || (channel !== 'sms' && channel !== 'email'))
		return undefined;
	if (!contact[channel]) return undefined;
	const message = messageToOwnContact(body, contact[channel], contact.patientId);
	// Hero knows no record that a rehearsal made up. In the text it may stand: the user reads it.
	return madeUpIdIn({ ...message, message_string: '' }) ? undefined : { ...request, body: message };
}

function messageToOwnContact(
	body: IDataObject,
	recipient: string,
	patientId = body.patient_id,
): IDataObject {
	return {
		...withoutRecordFields(body),
		patient_id: patientId,
		recipient_contact_detail: recipient,
		message_string: `${body.message_string as string}\n\n(Rehearsal, meant for patient ${body.patient_id as string})`,
	};
}
