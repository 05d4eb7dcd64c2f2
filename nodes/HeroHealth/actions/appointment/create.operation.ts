import type { IDataObject } from 'n8n-workflow';

import {
	select,
	dateTime,
	duration,
	rejectInput,
	required,
	shownWhen,
	skipAvailabilityCheck,
	suppressEmail,
	text,
} from '../../form/fields';
import {
	appointmentTypeLocator,
	locationLocator,
	locator,
	patientLocator,
	practitionerLocator,
	slotLocator,
} from '../../form/locators';
import type { Field, Operation, WireValue } from '../../form/operation';

const fromSlot = (field: Field) => shownWhen({ time: ['slot'] }, field);
const narrowing = (label: string, { property, toWire }: Field): Field => ({
	label,
	property: { ...property, description: 'Shortens the list of slots below. It is not sent' },
	toWire,
});
const byHand = (field: Field) => shownWhen({ time: ['byHand'] }, required(field));

export const create: Operation = {
	id: 'createAppointment',
	name: 'Create (Hold)',
	value: 'create',
	action: 'Create an appointment as a hold',
	description:
		'Hold a time until "reserved_until". It is freed again unless the appointment is booked before.',
	method: 'POST',
	path: '/v1/appointments',
	notFoundMeans: 'Hero did not find the patient, or another record that the item names',
	// Hero documents no 409: what it means is a guess.
	conflictMeans: 'The time may not be free any more, or the record was changed meanwhile',
	formOnly: {
		time: required(
			select('Time', 'How the time is given', [
				['slot', 'From a Free Slot', 'Type, place, practitioner, start and duration of the slot'],
				['byHand', 'By Hand'],
			]),
		),
		slot_appointment_type_id: fromSlot(narrowing('Slots of Type', appointmentTypeLocator)),
		slot_location_id: fromSlot(narrowing('Slots at Location', locationLocator)),
		slot: fromSlot(required(slotLocator)),
	},
	body: {
		appointment_type_id: byHand(appointmentTypeLocator),
		location_id: byHand(locationLocator),
		practitioner_id: byHand(practitionerLocator),
		start_time: byHand(dateTime('Start Time')),
		duration: byHand(duration),
		patient_id: patientLocator,
		billpayer_id: locator('Bill Payer', 'Who pays for the appointment'),
		reason: text('Reason', 'Why the patient comes'),
		suppress_mail: suppressEmail,
		suppress_availability_check: skipAvailabilityCheck,
	},
	async prepare({ formOnly, body }, { lookUp, now }) {
		if (formOnly.time !== 'slot') return;
		Object.assign(body, timeOf(await lookUp('/v1/slots/{slot}', { slot: formOnly.slot })));
		if (Date.parse(body.start_time as string) < now) {
			rejectInput("'Slot' has begun", 'Choose a slot to come.');
		}
	},
};

/** A slot ends at finish_time, an appointment has a duration (minutes, as the contract infers). */
function timeOf(slot: IDataObject): Record<string, WireValue> {
	const { appointment_type_id, location_id, practitioner_id, start_time, finish_time } =
		slot as Record<string, string>;
	const minutes = (Date.parse(finish_time) - Date.parse(start_time)) / 60_000;
	if (!appointment_type_id || !location_id || !practitioner_id || !(minutes > 0)) {
		rejectInput(
			"'Slot' lacks its type, place, practitioner or time at Hero",
			'Set Time to By Hand.',
		);
	}
	return { appointment_type_id, location_id, practitioner_id, start_time, duration: minutes };
}
