import { formFields } from '../practice/catalogue';
import { submitForm } from '../practice/forms';
import { html } from '../lib/html';
import { identifiedPatient, identityFields } from './identity';
import { errorMessage, type Page } from './page';
import type { LinkPage, Visit } from './linkPage';
import type { Patient } from '../practice/model';

/** The page of a form link: the questions, then thanks for the answers. */
export const formPage: LinkPage = {
	open: (visit) => questionsPage(visit),

	submit: (visit) => {
		const { practice, link, form } = visit;
		const patient = patientOf(visit);
		if (!patient) return questionsPage(visit, 'That does not match our records. Please check it.');
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

/** The page after a form was submitted. */
export const thanksPage: Page = {
	title: 'Thank you',
	body: html`<p>The practice has your answers. You can close this page.</p>`,
};

function questionsPage(visit: Visit, wrong?: string): Page {
	const { practice, link } = visit;
	const form = practice.forms.find(({ id }) => id === link.form_id);
	return {
		title: form?.patient_title ?? form?.title ?? 'A form',
		body: html`
			${errorMessage(wrong)}
			<p>${form?.patient_description ?? form?.description}</p>
			<form method="post">
				${!link.patient_id && identityFields(visit)}
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

/** The patient of the link; a link without one identifies the patient by the form. */
const patientOf = (visit: Visit): Patient | undefined =>
	visit.link.patient_id === undefined
		? identifiedPatient(visit)
		: visit.practice.patients.get(visit.link.patient_id);
