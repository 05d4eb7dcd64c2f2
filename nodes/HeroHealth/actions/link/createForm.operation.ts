import { lastDay, required, undocumented, wholeNumber } from '../../form/fields';
import { formLocator, patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { madeUpId, madeUpLink } from '../../form/rehearsal';
import { linkSafeguards } from '../../form/safeguards';
import { linkToPatient } from './linkToPatient';

export const createForm: Operation = {
	id: 'createFormLink',
	name: 'Create Form Link',
	value: 'createForm',
	action: 'Create a form link',
	description: "Create a link with which a patient fills in one of the practice's forms",
	method: 'POST',
	path: '/v1/form_links',
	undocumented: ['method', 'path', 'body'],
	notFoundMeans: 'Hero did not find the patient or another record in this item',
	toPatient: linkToPatient,
	safeguards: linkSafeguards,
	body: {
		form_id: required(undocumented(formLocator)),
		patient_id: undocumented(patientLocator),
		expiry_date: undocumented(lastDay('Expiry Date', 'Last day on which the link works')),
		maximum_use_count: undocumented(
			wholeNumber('Maximum Uses', 'Number of times that the form can be filled in'),
		),
	},
	rehearsal: {
		response: {
			id: madeUpId('link'),
			form_link: madeUpLink,
			short_link: madeUpLink,
			short_link_id: madeUpId('link'),
		},
		assumes: 'Hero gives the link and its ID under these names, which it does not publish.',
	},
};
