import { isNhsNumber, withoutSpaces } from '../practice/people';
import { html, type Markup } from '../lib/html';
import type { Visit } from './linkPage';
import { registeredAs } from '../practice/register';
import type { Patient } from '../practice/model';

const FIELDS = ['nhs_number', 'day', 'month', 'year'] as const;

/** Fields that identify a patient. A link for one patient asks for the date of birth only. */
export const identityFields = (visit: Visit): Markup => html`
	${!visit.link.patient_id && nhsNumberField(visit)} ${dateOfBirthFields(visit)}
`;

const nhsNumberField = ({ form }: Visit) => html`
	<label for="nhs_number">NHS number</label>
	<p class="hint" id="nhs_number-hint">Ten digits, such as 999 000 0018</p>
	<input
		id="nhs_number"
		name="nhs_number"
		inputmode="numeric"
		autocomplete="off"
		aria-describedby="nhs_number-hint"
		value="${form.get('nhs_number')}"
		required
	/>
`;

/** Three fields for the date of birth. */
export const dateOfBirthFields = ({ form }: Visit): Markup => html`
	<fieldset>
		<legend>Date of birth</legend>
		<p class="hint" id="birth-hint">For example, 31 12 1990</p>
		<div class="date">
			${partOfDate(form, 'day', 'Day')} ${partOfDate(form, 'month', 'Month')}
			${partOfDate(form, 'year', 'Year')}
		</div>
	</fieldset>
`;

const partOfDate = (form: URLSearchParams, name: string, label: string) => html`
	<div>
		<label for="${name}">${label}</label>
		<input
			id="${name}"
			name="${name}"
			class="${name}"
			inputmode="numeric"
			autocomplete="bday-${name}"
			aria-describedby="birth-hint"
			value="${form.get(name)}"
			required
		/>
	</div>
`;

/** Hidden fields that carry the identity to the next page. */
export const carriedFields = ({ form }: Visit): Markup[] =>
	FIELDS.filter((name) => form.has(name)).map(
		(name) => html`<input type="hidden" name="${name}" value="${form.get(name)}" />`,
	);

/** The submitted date of birth, YYYY-MM-DD. */
export function dateOfBirth({ form }: Visit): string {
	const digits = (name: string, length: number) =>
		(form.get(name) ?? '').trim().padStart(length, '0');
	return `${digits('year', 4)}-${digits('month', 2)}-${digits('day', 2)}`;
}

/** The patient who matches the submitted fields; a link for one patient matches nobody else. */
export function identifiedPatient(visit: Visit): Patient | undefined {
	const { practice, link, form } = visit;
	const born = dateOfBirth(visit);
	if (link.patient_id === undefined) {
		const number = withoutSpaces(form.get('nhs_number') ?? '');
		return isNhsNumber(number) ? registeredAs(practice, number, born) : undefined;
	}
	const patient = practice.patients.get(link.patient_id);
	return patient?.dob === born ? patient : undefined;
}
