import { undefinedOnHttpError } from '../lib/httpError';
import { html } from '../lib/html';
import type { Page } from './page';
import { dayAndTimeOf, locationText, appointmentTypeOf, practitionerName } from './appointmentText';
import { cancelAppointment } from '../practice/appointments';
import { isChangeable, statusOf } from '../practice/appointmentStatus';
import type { Appointment, Link, Practice } from '../practice/model';

/** The path of an appointment that was booked with a link. */
export const appointmentPath = ({ url }: Link, id: string) =>
	`${new URL(url).pathname}/appointments/${id}`;

/** The appointment with this id, if it was booked with this link. */
export function bookedBy({ appointments }: Practice, link: Link, id: string) {
	const appointment = appointments.get(id);
	return appointment?.link_id === link.id ? appointment : undefined;
}

/** Shows a patient the state of an appointment, with a button to cancel it in time. */
export function appointmentPage(practice: Practice, appointment: Appointment): Page {
	const isBooked = statusOf(appointment, practice.now()) === 'booked';
	return {
		title: isBooked ? 'Your appointment is booked' : 'Your appointment is cancelled',
		body: html`
			<dl>
				<dt>When</dt>
				<dd>${dayAndTimeOf(appointment.start)}</dd>
				<dt>What</dt>
				<dd>
					${appointmentTypeOf(practice, appointment)?.name}, ${locationText(practice, appointment)}
				</dd>
				<dt>Who</dt>
				<dd>${practitionerName(practice, appointment)}</dd>
			</dl>
			${isBooked && cancelForm(practice, appointment)}
		`,
	};
}

function cancelForm({ now }: Practice, appointment: Appointment) {
	return isChangeable(appointment, now())
		? html`<form method="post">
				<button class="second">Cancel this appointment</button>
			</form>`
		: html`<p>It is less than a day away. To cancel it, please call the practice.</p>`;
}

/** Cancels an appointment for the patient. It changes nothing when it is too late, as the page says. */
export function cancel(practice: Practice, { id }: Appointment): void {
	undefinedOnHttpError(() => cancelAppointment(practice, practice.groups[0].id, id));
}
