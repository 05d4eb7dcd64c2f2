import { undefinedOnHttpError } from '../lib/httpError';
import { appointmentPath } from './appointment';
import { html, type Markup } from '../lib/html';
import { carriedFields, identifiedPatient, identityFields } from './identity';
import { errorMessage, type Page } from './page';
import {
	dayOf,
	locationText,
	timeOf,
	appointmentTypeOf,
	practitionerName,
} from './appointmentText';
import type { LinkPage, Visit } from './linkPage';
import { bookableSlots, bookSlot } from '../practice/bookingLinks';
import { countWrongDateOfBirth } from '../practice/links';
import type { Practice, Slot } from '../practice/model';

/** The page of a booking link: identify the patient, choose a time, book. */
export const bookingPage: LinkPage = {
	open: (visit) => identityPage(visit),

	submit: (visit) => {
		const { practice, link, form } = visit;
		const patient = identifiedPatient(visit);
		if (!patient) {
			countWrongDateOfBirth(link);
			return identityPage(visit, 'That does not match our records. Please check it.');
		}
		const id = form.get('slot');
		const slot = bookableSlots(practice, link).find((one) => one.id === id);
		if (!slot) return timesPage(visit, id === null ? undefined : TAKEN);
		const booked = undefinedOnHttpError(() => bookSlot(practice, link, patient, slot));
		return booked ? { to: appointmentPath(link, booked.id) } : timesPage(visit, TAKEN);
	},
};

const TAKEN = 'Somebody has just taken that time. Please choose another one.';

const identityPage = (visit: Visit, wrong?: string): Page => ({
	title: 'Book an appointment',
	body: html`
		${errorMessage(wrong)}
		<p>First, please tell us who you are.</p>
		<form method="post">
			${identityFields(visit)}
			<button>Continue</button>
		</form>
	`,
});

function timesPage(visit: Visit, wrong?: string): Page {
	const days = byDay(bookableSlots(visit.practice, visit.link));
	return {
		title: 'Choose a time',
		body: html`
			${errorMessage(wrong)}
			${days.size === 0 && html`<p>There is no free time. Please call the practice.</p>`}
			<form method="post">
				${carriedFields(visit)}
				${[...days].map(([day, slots], index) =>
					dayMarkup(visit.practice, day, slots, index === 0),
				)}
			</form>
		`,
	};
}

const dayMarkup = (practice: Practice, day: string, slots: Slot[], isOpen: boolean): Markup => html`
	<details ${isOpen && html`open`}>
		<summary>${day} <span class="hint">${slots.length} free</span></summary>
		<ul class="times">
			${slots.map((slot) => slotMarkup(practice, slot))}
		</ul>
	</details>
`;

const slotMarkup = (practice: Practice, slot: Slot): Markup => html`
	<li>
		<button name="slot" value="${slot.id}">
			<strong>${timeOf(slot.start)}</strong>
			<span
				>${appointmentTypeOf(practice, slot)?.name} with ${practitionerName(practice, slot)}</span
			>
			<span>${locationText(practice, slot)}</span>
		</button>
	</li>
`;

function byDay(slots: Slot[]): Map<string, Slot[]> {
	const days = new Map<string, Slot[]>();
	for (const slot of slots) {
		const day = dayOf(slot.start).toFormat('cccc d LLLL');
		days.set(day, [...(days.get(day) ?? []), slot]);
	}
	return days;
}
