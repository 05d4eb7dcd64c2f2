import { act } from './act.js';
import { badge, byId, element, fillSelect, formById, inputById, selectOf } from './dom.js';
import { listItem, liveList } from './liveList.js';

/** @typedef {import('./rows.d.ts').PersonRow} PersonRow */

const patient = inputById('patient');
/** @type {Map<string, string>} */
const names = new Map();

/** Shows the links that patients received, newest first. */
export const links = liveList(byId('links'), {
	order: (/** @type {import('./rows.d.ts').LinkRow} */ { id }) => -id,
	draw: ({ url, type, patient: name, status }) =>
		listItem(
			element(
				'span',
				{ className: 'main' },
				element('a', { href: url, target: '_blank', rel: 'noopener' }, `${type} link`),
				element('small', {}, name ? `for ${name}` : 'for anyone'),
			),
			badge(status === 'expired' ? 'off' : 'good', status),
		),
});

/**
 * Suggests patients; any other can be entered by id.
 *
 * @type {import('./rows.d.ts').Part<PersonRow>}
 */
export const patients = {
	update({ changed }) {
		for (const { id, name } of changed) names.set(id, name);
		byId('patients').replaceChildren(
			...[...names].map(([id, name]) => element('option', { value: id }, name)),
		);
		showPatientName();
	},
};

/** @type {Map<string, PersonRow>} */
const unconfirmed = new Map();

/**
 * Lists the people who have to prove their identity before they can be registered.
 *
 * @type {import('./rows.d.ts').Part<PersonRow>}
 */
export const identities = {
	update({ changed, gone }, isSnapshot) {
		if (isSnapshot) unconfirmed.clear();
		for (const id of gone) unconfirmed.delete(id);
		for (const row of changed) unconfirmed.set(row.id, row);
		fillSelect(
			selectOf(formById('confirm-identity'), 'nhs_number'),
			[...unconfirmed.values()].map(({ id, name }) => [id, `${name}, ${id}`]),
		);
	},
};

function showPatientName() {
	byId('patient-name').textContent = names.get(patient.value) ?? '';
}

/**
 * Calls the action with the fields of a form when the user submits it.
 *
 * @param {string} id
 * @param {(fields: Record<string, unknown>) => Promise<boolean>} action
 */
function onSubmit(id, action) {
	const form = formById(id);
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		void action(Object.fromEntries(new FormData(form)));
	});
}

patient.addEventListener('input', showPatientName);
onSubmit('submit-form', ({ form }) =>
	act(
		'POST',
		`/forms/${form}/submissions`,
		{ patient_id: patient.value },
		'The form is submitted.',
	),
);
onSubmit('confirm-identity', (body) =>
	act('POST', '/confirm-identity', body, 'Confirmed. The practice can register this person now.'),
);
onSubmit('announce', (body) => act('POST', '/events', body, 'It has happened.'));
/** @type {NodeListOf<HTMLElement>} */
const clearButtons = document.querySelectorAll('[data-clear]');
for (const button of clearButtons) {
	button.addEventListener('click', () => void act('DELETE', String(button.dataset.clear)));
}
