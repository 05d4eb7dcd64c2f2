import {
	dateTime,
	duration,
	required,
	select,
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
import type { Field, Fields } from '../../form/operation';

const fromSlot = (field: Field) => shownWhen({ time: ['slot'] }, field);
const byHand = (field: Field) => shownWhen({ time: ['byHand'] }, required(field));

/** A field that only shortens the list of slots on the screen. */
const slotFilter = (label: string, { property, toWire }: Field): Field => ({
	label,
	property: {
		...property,
		description: 'Only shortens the list of slots below. It is not sent to Hero',
	},
	toWire,
});

export const formOnly: Fields = {
	time: required(
		select('Time', 'How to give the time', [
			['slot', 'From a Free Slot', 'Type, place, practitioner, start and duration of the slot'],
			['byHand', 'By Hand'],
		]),
	),
	slot_appointment_type_id: fromSlot(slotFilter('Slots of Type', appointmentTypeLocator)),
	slot_location_id: fromSlot(slotFilter('Slots at Location', locationLocator)),
	slot: fromSlot(required(slotLocator)),
};

export const body: Fields = {
	appointment_type_id: byHand(appointmentTypeLocator),
	location_id: byHand(locationLocator),
	practitioner_id: byHand(practitionerLocator),
	start_time: byHand(dateTime('Start Time')),
	duration: byHand(duration),
	patient_id: patientLocator,
	billpayer_id: locator('Bill Payer', 'The person who pays for the appointment'),
	reason: text('Reason', 'Why the patient comes'),
	suppress_mail: suppressEmail,
	suppress_availability_check: skipAvailabilityCheck,
};
