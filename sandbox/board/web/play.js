import { act } from './act.js';
import { badge, byId, element, fillSelect } from './dom.js';
import { listItem, liveList } from './liveList.js';

const patient = byId('patient');
const names = new Map();

/** The links that patients were given, the newest first. */
export const links = liveList(byId('links'), {
	order: ({ id }) => -id,
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

/** Patients to choose from; any other can be named by id. */
export const patients = {
	update({ changed }) {
		for (const { id, name } of changed) names.set(id, name);
		byId('patients').replaceChildren(
			...[...names].map(([id, name]) => element('option', { value: id }, name)),
		);
		nameThePatient();
	},
};

/** Those who have to prove their identity before they can be registered. */
export const identities = (() => {
	const rows = new Map();
	return {
		update({ changed, gone }, isSnapshot) {
			if (isSnapshot) rows.clear();
			for (const id of gone) rows.delete(id);
			for (const row of changed) rows.set(row.id, row);
			const select = byId('confirm-identity').elements.nhs_number;
			fillSelect(
				select,
				[...rows.values()].map(({ id, name }) => [id, `${name}, ${id}`]),
			);
		},
	};
})();

const nameThePatient = () => {
	byId('patient-name').textContent = names.get(patient.value) ?? '';
};

/** What is sent when a form of the panel is. */
const onSubmit = (id, action) =>
	byId(id).addEventListener('submit', (event) => {
		event.preventDefault();
		action(Object.fromEntries(new FormData(event.target)));
	});

patient.addEventListener('input', nameThePatient);
onSubmit('submit-form', ({ form }) =>
	act('POST', `/forms/${form}/submissions`, { patient_id: patient.value }, 'The form is sent in.'),
);
onSubmit('confirm-identity', (body) =>
	act('POST', '/confirm-identity', body, 'Proved. The practice can register this person now.'),
);
onSubmit('announce', (body) => act('POST', '/events', body, 'It has happened.'));
for (const button of document.querySelectorAll('[data-clear]')) {
	button.addEventListener('click', () => act('DELETE', button.dataset.clear));
}
