/** The events that the trigger offers, and the operations that read their records. */
import type { INodePropertyOptions } from 'n8n-workflow';

import { get as appointment } from '../actions/appointment/get.operation';
import { get as formResponse } from '../actions/formResponse/get.operation';
import { get as patient } from '../actions/patient/get.operation';
import { allEvents } from '../actions/webhook/events';
import type { Operation } from '../form/operation';

/** What an event tells that its name does not (fact write-to-record-asynchronous in the contract). */
const meanings: Record<string, string> = {
	'write-to-record.succeeded':
		': the proof that an entry is in the health record, since Hero writes it after sending',
	'write-to-record.failed':
		': an entry did not get into the health record, even if its message was sent',
};

/** The nine events as options of the form, in alphabetical order. */
export const eventOptions: INodePropertyOptions[] = allEvents
	.map(([value, name]) => ({ name, value, description: [value, meanings[value]].join('') }))
	.sort((a, b) => a.name.localeCompare(b.name));

const readers: Record<string, Operation> = {
	appointment,
	patient,
	// Hero does not document that the ID of this event is that of a form response.
	'form-submission': formResponse,
};

/** True if an event can happen to a record twice without another event of that record in between. */
export const canFollowItself = (event: string): boolean =>
	/\.(rescheduled|medical-record-updated|added-to-sequence)$/.test(event);

/** Returns the operation that reads the record of an event; undefined if Hero documents none. */
export const readerOf = (event: string): Operation | undefined => readers[event.split('.')[0]];
