import { formFields } from '../practice/catalogue';
import { submitForm } from '../practice/forms';
import type { Patient } from '../practice/create';
import { html } from '../lib/html';
import { patientAt, whoFields } from './identity';
import { problem, type Page } from './page';
import type { Place, Visit } from './visit';

/** Behind a form link: the questions, and thanks for the answers. */
export const formPlace: Place = {
	open: (visit) => askQuestions(visit),

	send: (visit) => {
		const { practice, link, form } = visit;
		const patient = personOf(visit);
		if (!patient) return askQuestions(visit, 'That does not match our records. Please check it.');
		const questions = questionsOf(visit);
		submitForm(practice, String(link.form_id), {
			patient_id: patient.id,
			short_link_id: link.id,
			answers: Object.fromEntries(
				questions.map(({ form_question_id: id }) => [id, form.get(`answer-${id}`) ?? '']),
			),
		});
		return { to: `${new URL(link.url).pathname}/thanks` };
	},
};

/** What a patient sees who has sent in a form. */
export const thanksPage: Page = {
	title: 'Thank you',
	body: html`<p>The practice has your answers. You can close this page.</p>`,
};

function askQuestions(visit: Visit, wrong?: string): Page {
	const { practice, link } = visit;
	const form = practice.forms.find(({ id }) => id === link.form_id);
	return {
		title: form?.patient_title ?? form?.title ?? 'A form',
		body: html`
			${problem(wrong)}
			<p>${form?.patient_description ?? form?.description}</p>
			<form method="post">
				${!link.patient_id && whoFields(visit)}
				${questionsOf(visit).map(({ form_question_id: id, name }) => question(visit, id, name))}
				<button>Send</button>
			</form>
		`,
	};
}

const question = ({ form }: Visit, id: string, name: string) => html`
	<label for="answer-${id}">${name}</label>
	<textarea id="answer-${id}" name="answer-${id}" rows="3" required>
${form.get(`answer-${id}`)}</textarea
	>
`;

const questionsOf = ({ link }: Visit) => formFields[String(link.form_id)] ?? [];

/** A link made for one patient needs no further word. */
const personOf = (visit: Visit): Patient | undefined =>
	visit.link.patient_id === undefined
		? patientAt(visit)
		: visit.practice.patients.get(visit.link.patient_id);
