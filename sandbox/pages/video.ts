import { html } from '../lib/html';
import type { Page } from './page';
import type { LinkPage } from './linkPage';
import { dayAndTimeOf, appointmentTypeOf, practitionerName } from './appointmentText';
import { statusOf } from '../practice/appointmentStatus';
import type { Link, Practice } from '../practice/model';

/** The page of a video link, which lists who will join. There is no video in a sandbox. */
export const videoPage: LinkPage = {
	open: ({ practice, link }) => ({
		title: link.name ?? 'Video consultation',
		body: html`
			<p>You are in the right place. When the practice is ready, the call begins here.</p>
			${whoJoins(practice, link)}
		`,
	}),
};

/** The page of staff at the room URL. */
export const roomPage = (practice: Practice, link: Link): Page => ({
	title: `Room: ${link.name ?? 'Video consultation'}`,
	body: html`
		<p>The practice's own door to the call.</p>
		${whoJoins(practice, link)}
	`,
});

function whoJoins(practice: Practice, { patient_id = '' }: Link) {
	const now = practice.now();
	const patient = practice.patients.get(patient_id);
	const next = [...practice.appointments.values()]
		.filter((one) => one.patient_id === patient_id && statusOf(one, now) === 'booked')
		.filter((one) => appointmentTypeOf(practice, one)?.video && one.start >= now)
		.sort((one, other) => one.start - other.start)[0];
	return html`
		<h2>Who will join</h2>
		<ul>
			<li>${patient ? `${patient.first_name} ${patient.last_name}` : 'Whoever has this link'}</li>
			<li>${next ? practitionerName(practice, next) : practice.groups[0].name}</li>
		</ul>
		${next && html`<p>${dayAndTimeOf(next.start)}</p>`}
	`;
}
