import type { IDataObject } from 'n8n-workflow';

import type { OwnContact } from '../../transport/mode';
import { withoutRecordFields } from '../../transport/mode';
import type { HeroRequest } from '../../transport/request';
import type { ItemCall } from '../records';
import { isMadeUpId } from './madeUp';

/** The most messages of one run that go to the user's own contact. The others are only shown. */
export const maxOwnMessages = 25;

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
	// Hero knows no record that a rehearsal made up.
	if (!contact[channel] || Object.values(body).some(isMadeUpId)) return undefined;
	return { ...request, body: messageToOwnContact(body, contact[channel], contact.patientId) };
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
