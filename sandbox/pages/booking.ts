import { isFree, type Slot } from '../practice/appointments';
import type { Link } from '../practice/links';
import { operations } from '../api/operations';
import type { Patient, Practice } from '../practice/create';
import { found, unlessRefused } from '../lib/httpError';
import { toIso } from '../lib/time';
import { appointmentPath } from './appointment';
import { html, type Markup } from '../lib/html';
import { carriedFields, patientAt, whoFields } from './identity';
import { problem, type Page } from './page';
import { dayOf, placeOf, timeOf, typeOf, whoOf } from './words';
import type { Place, Visit } from './visit';

/** Behind a booking link: who are you, which time, and it is booked. */
export const bookingPlace: Place = {
	open: (visit) => askWho(visit),

	send: (visit) => {
		const { practice, link, form } = visit;
		const patient = patientAt(visit);
		if (!patient) return askWho(visit, 'That does not match our records. Please check it.');
		const id = form.get('slot');
		const slot = allowedSlots(practice, link).find((one) => one.id === id);
		if (!slot) return offerTimes(visit, id === null ? undefined : TAKEN);
		const booked = book(practice, link, patient, slot);
		return booked ? { to: appointmentPath(link, booked.id) } : offerTimes(visit, TAKEN);
	},
};

const TAKEN = 'Somebody has just taken that time. Please choose another one.';

const askWho = (visit: Visit, wrong?: string): Page => ({
	title: 'Book an appointment',
	body: html`
		${problem(wrong)}
		<p>First, please tell us who you are.</p>
		<form method="post">
			${whoFields(visit)}
			<button>Continue</button>
		</form>
	`,
});

function offerTimes(visit: Visit, wrong?: string): Page {
	const days = byDay(allowedSlots(visit.practice, visit.link));
	return {
		title: 'Choose a time',
		body: html`
			${problem(wrong)}
			${days.size === 0 && html`<p>There is no free time. Please call the practice.</p>`}
			<form method="post">
				${carriedFields(visit)}
				${[...days].map(([day, slots], index) => oneDay(visit.practice, day, slots, index === 0))}
			</form>
		`,
	};
}

const oneDay = (practice: Practice, day: string, slots: Slot[], isOpen: boolean): Markup => html`
	<details ${isOpen && html`open`}>
		<summary>${day} <span class="hint">${slots.length} free</span></summary>
		<ul class="times">
			${slots.map((slot) => oneTime(practice, slot))}
		</ul>
	</details>
`;

const oneTime = (practice: Practice, slot: Slot): Markup => html`
	<li>
		<button name="slot" value="${slot.id}">
			<strong>${timeOf(slot.start)}</strong>
			<span>${typeOf(practice, slot)?.name} with ${whoOf(practice, slot)}</span>
			<span>${placeOf(practice, slot)}</span>
		</button>
	</li>
`;

/** The free times that the link lets a patient book. */
function allowedSlots({ slots, now }: Practice, { meta = {}, from_date, to_date }: Link): Slot[] {
	const time = now();
	return slots.filter((slot) => {
		const day = dayOf(slot.start).toISODate() as string;
		return (
			KEYS.every((key) => !meta[key] || meta[key].includes(slot[key])) &&
			(!from_date || day >= from_date) &&
			(!to_date || day <= to_date) &&
			isFree(slot, time)
		);
	});
}

const KEYS = ['appointment_type_id', 'location_id', 'practitioner_id'] as const;

function byDay(slots: Slot[]): Map<string, Slot[]> {
	const days = new Map<string, Slot[]>();
	for (const slot of slots) {
		const day = dayOf(slot.start).toFormat('cccc d LLLL');
		days.set(day, [...(days.get(day) ?? []), slot]);
	}
	return days;
}

/** Holds and books as calls of the API would. Gives the appointment, or none if the time is taken. */
function book(practice: Practice, link: Link, patient: Patient, slot: Slot) {
	const call = { practiceGroupId: practice.groups[0].id, query: {} };
	const { appointment_type_id, location_id, practitioner_id, start } = slot;
	const body = {
		...{ appointment_type_id, location_id, practitioner_id, patient_id: patient.id },
		start_time: toIso(start),
		duration: typeOf(practice, slot)?.duration,
	};
	return unlessRefused(() => {
		const held = operations.createAppointment(practice, { ...call, params: {}, body });
		const { id } = held as { id: string };
		operations.bookAppointment(practice, { ...call, params: { id }, body: {} });
		link.number_of_uses += 1;
		const appointment = found(practice.appointments.get(id));
		appointment.link_id = link.id;
		return appointment;
	});
}
