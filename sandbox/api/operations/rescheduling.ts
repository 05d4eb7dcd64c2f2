import { sendAutomatedMessages } from '../../practice/automatedMessages';
import { orNotFound, badRequest } from '../../lib/httpError';
import { readTime } from '../../lib/time';
import { emitEvent } from '../../practice/webhooks/deliveries';
import { requireStatus, requirePolicy, appointmentToApi } from './appointments';
import { positiveNumber, requireKnown, type OperationRequest, type Operations } from './operation';
import { isAvailable, occupySlots, releaseSlots, slotAt } from '../../practice/slots';
import type { Appointment, Practice } from '../../practice/model';

/** Where an appointment goes: start in milliseconds, duration in minutes. */
type Target = Pick<Appointment, 'start' | 'duration' | 'practitioner_id' | 'location_id'>;

export const reschedulingOperations: Operations = {
	// The answer is a guess.
	editAppointment: (practice, { params, body }) => {
		const appointment = orNotFound(practice.appointments.get(params.id));
		requireStatus(practice, appointment, ['reserved']);
		const { location_id } = appointment;
		move(practice, appointment, { ...readTarget(practice, appointment, body), location_id }, body);
		return appointmentToApi(practice, appointment);
	},

	// Body and answer are a guess: the fields of editing, or slot_id for the slot to go to.
	rescheduleAppointment: (practice, { params, body, practiceGroupId }) => {
		const appointment = orNotFound(practice.appointments.get(params.id));
		requireStatus(practice, appointment, ['booked']);
		requirePolicy(practice, appointment, body);
		const target = readTarget(practice, appointment, body);
		// The patient goes to where the practitioner is then.
		const { location_id } =
			slotAt(practice.slots, target.practitioner_id, target.start) ?? appointment;
		move(practice, appointment, { ...target, location_id }, body);
		sendAutomatedMessages(practice, appointment, 'appointment_rescheduled');
		emitEvent(practice, 'appointment.rescheduled', appointment.id, practiceGroupId);
		return appointmentToApi(practice, appointment);
	},
};

/** The time that the body names; what it leaves out stays as it was. */
function readTarget(
	{ slots, practitioners }: Practice,
	appointment: Appointment,
	body: OperationRequest['body'],
): Omit<Target, 'location_id'> {
	const duration = positiveNumber(body, 'duration') ?? appointment.duration;
	if (body.slot_id !== undefined) {
		const slot = slots.find(({ id }) => id === body.slot_id);
		if (!slot) badRequest('unknown_id', 'id of a slot', ['body', 'slot_id']);
		return { start: slot.start, duration, practitioner_id: slot.practitioner_id };
	}
	requireKnown(practitioners, body.practitioner_id, ['body', 'practitioner_id']);
	if (body.start_time === undefined) badRequest('invalid_type', 'string', ['body', 'start_time']);
	return {
		start: readTime(body.start_time, ['body', 'start_time']),
		duration,
		practitioner_id: (body.practitioner_id as string | undefined) ?? appointment.practitioner_id,
	};
}

/** Moves an appointment; throws a Refusal and leaves it where it is when the time is taken. */
function move(
	{ slots, now }: Practice,
	appointment: Appointment,
	target: Target,
	body: OperationRequest['body'],
): void {
	const suppress_mail = body.suppress_mail ?? appointment.suppress_mail;
	releaseSlots(slots, appointment);
	const fits =
		body.suppress_availability_check || isAvailable(slots, { ...appointment, ...target }, now());
	if (fits) Object.assign(appointment, target, { suppress_mail });
	occupySlots(slots, appointment, now());
	if (!fits) badRequest('slot_unavailable', 'time of a free slot', ['body', 'start_time']);
}
