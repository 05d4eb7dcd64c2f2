import { badRequest } from '../../lib/httpError';
import { readTime } from '../../lib/time';
import {
	editableAppointment,
	moveAppointment,
	reschedulableAppointment,
	rescheduleAppointment,
	type NewTime,
} from '../../practice/appointments';
import { appointmentToApi } from '../../practice/appointmentView';
import type { Appointment, Practice } from '../../practice/model';
import { slotAt } from '../../practice/slots';
import { positiveNumber, requireKnown, type OperationRequest, type Operations } from './operation';

interface AppointmentMove {
	suppress_mail?: boolean;
	suppress_availability_check?: boolean;
	suppress_cancellation_policy?: boolean;
}

/** Operations that reschedule appointments. */
export const reschedulingOperations: Operations = {
	// The response is a guess.
	editAppointment: (practice, { params, body }) => {
		const appointment = editableAppointment(practice, params.id);
		const { location_id } = appointment;
		moveAppointment(practice, appointment, {
			...readTarget(practice, appointment, body),
			location_id,
			...readOptions(body),
		});
		return appointmentToApi(practice, appointment);
	},

	// Body and response are a guess: the fields of editing, or slot_id for the slot to move to.
	rescheduleAppointment: (practice, { params, body, practiceGroupId }) => {
		const { suppress_cancellation_policy } = body as AppointmentMove;
		const appointment = reschedulableAppointment(practice, params.id, suppress_cancellation_policy);
		const target = readTarget(practice, appointment, body);
		// The new slot decides the location, as the practitioner works there at that time.
		const { location_id } =
			slotAt(practice.slots, target.practitioner_id, target.start) ?? appointment;
		const time = { ...target, location_id, ...readOptions(body) };
		rescheduleAppointment(practice, practiceGroupId, appointment, time);
		return appointmentToApi(practice, appointment);
	},
};

function readOptions(body: OperationRequest['body']) {
	const { suppress_mail, suppress_availability_check } = body as AppointmentMove;
	return { suppress_mail, skipsAvailabilityCheck: suppress_availability_check };
}

/** The new time in the body; fields that are left out keep their values. */
function readTarget(
	{ slots, practitioners }: Practice,
	appointment: Appointment,
	body: OperationRequest['body'],
): Pick<NewTime, 'start' | 'duration' | 'practitioner_id'> {
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
