import {
	isAvailable,
	leaveTime,
	slotAt,
	takeTime,
	type Appointment,
} from '../../practice/appointments';
import { notify } from '../../practice/automatedMessages';
import type { Practice } from '../../practice/create';
import { found, refuse } from '../../lib/httpError';
import { readTime } from '../../lib/time';
import { announce } from '../../practice/webhooks/deliveries';
import { mustBe, mustKeepPolicy, onTheWire } from './appointments';
import { countingNumber, mustKnow, type Call, type Operations } from './operation';

/** Where an appointment goes: start in milliseconds, duration in minutes. */
type Target = Pick<Appointment, 'start' | 'duration' | 'practitioner_id' | 'location_id'>;

export const reschedulingOperations: Operations = {
	// The answer is a guess.
	editAppointment: (practice, { params, body }) => {
		const appointment = found(practice.appointments.get(params.id));
		mustBe(practice, appointment, ['reserved']);
		const { location_id } = appointment;
		move(practice, appointment, { ...readTarget(practice, appointment, body), location_id }, body);
		return onTheWire(practice, appointment);
	},

	// Body and answer are a guess: the fields of editing, or slot_id for the slot to go to.
	rescheduleAppointment: (practice, { params, body, practiceGroupId }) => {
		const appointment = found(practice.appointments.get(params.id));
		mustBe(practice, appointment, ['booked']);
		mustKeepPolicy(practice, appointment, body);
		const target = readTarget(practice, appointment, body);
		// The patient goes to where the practitioner is then.
		const { location_id } =
			slotAt(practice.slots, target.practitioner_id, target.start) ?? appointment;
		move(practice, appointment, { ...target, location_id }, body);
		notify(practice, appointment, 'appointment_rescheduled');
		announce(practice, 'appointment.rescheduled', appointment.id, practiceGroupId);
		return onTheWire(practice, appointment);
	},
};

/** The time that the body names; what it leaves out stays as it was. */
function readTarget(
	{ slots, practitioners }: Practice,
	appointment: Appointment,
	body: Call['body'],
): Omit<Target, 'location_id'> {
	const duration = countingNumber(body, 'duration') ?? appointment.duration;
	if (body.slot_id !== undefined) {
		const slot = slots.find(({ id }) => id === body.slot_id);
		if (!slot) refuse('unknown_id', 'id of a slot', ['body', 'slot_id']);
		return { start: slot.start, duration, practitioner_id: slot.practitioner_id };
	}
	mustKnow(practitioners, body.practitioner_id, ['body', 'practitioner_id']);
	if (body.start_time === undefined) refuse('invalid_type', 'string', ['body', 'start_time']);
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
	body: Call['body'],
): void {
	const suppress_mail = body.suppress_mail ?? appointment.suppress_mail;
	leaveTime(slots, appointment);
	const fits =
		body.suppress_availability_check || isAvailable(slots, { ...appointment, ...target }, now());
	if (fits) Object.assign(appointment, target, { suppress_mail });
	takeTime(slots, appointment, now());
	if (!fits) refuse('slot_unavailable', 'time of a free slot', ['body', 'start_time']);
}
