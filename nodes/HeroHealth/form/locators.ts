import type { Field } from './operation';
import { readIdentifier } from './values/identifiers';
import { rejectInput } from './values/rejectInput';
import { isEmpty } from './values/text';

/**
 * Makes a resource locator, by which a record is chosen from a list or by its ID. `search` names the method in
 * listSearch.ts that fills the list; without it, only the ID can be given. `searchFilterRequired` is for records
 * that Hero lists only for a search text. `toWire` throws a UserError for a value that is no ID.
 */
export function locator(
	label: string,
	description: string,
	search?: string,
	searchFilterRequired = false,
): Field {
	return {
		label,
		property: {
			type: 'resourceLocator',
			default: { mode: search ? 'list' : 'id', value: '' },
			description,
			modes: [
				...(search
					? [
							{
								displayName: 'From List',
								name: 'list',
								type: 'list' as const,
								typeOptions: { searchListMethod: search, searchable: true, searchFilterRequired },
							},
						]
					: []),
				{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 48213' },
			],
		},
		toWire(value) {
			const id = locatorValue(value);
			return isEmpty(id) ? rejectInput('is empty', 'Fill it in.') : readIdentifier(id);
		},
	};
}

export const adminLocator = locator(
	'Admin',
	'The member of staff, whom Hero calls an admin',
	'searchAdmins',
);

/** An admin from the list, or a team of admins by ID. */
export const assigneeLocator = locator(
	'Assignee',
	'The admin who is responsible. A team can be given by its ID',
	'searchAdmins',
);

export const appointmentLocator = locator(
	'Appointment',
	'The appointment, by its ID, such as the one from Create (Hold)',
);

export const appointmentTypeLocator = locator(
	'Appointment Type',
	'The kind of appointment',
	'searchAppointmentTypes',
);

export const batchMessageLocator = locator(
	'Batch Message',
	'One message to many patients',
	'searchBatchMessages',
);

export const bookingLinkLocator = locator(
	'Booking Link',
	'The link with which patients book a slot',
	'searchBookingLinks',
);

export const episodeLocator = locator(
	'Episode',
	'The episode, a clinical work item',
	'searchEpisodes',
);

export const formLocator = locator('Form', 'The form with its questions', 'searchForms');

export const locationLocator = locator(
	'Location',
	'The place where the patient is seen',
	'searchLocations',
);

export const patientLocator = locator(
	'Patient',
	'The patient in Hero. Search by name, date of birth, NHS number or ID',
	'searchPatients',
	true,
);

/** The second patient of an operation on two. */
export const otherPatientLocator = locator(
	'Other Patient',
	'The second of the two patients',
	'searchPatients',
	true,
);

export const practitionerLocator = locator(
	'Practitioner',
	'The person who sees the patient',
	'searchPractitioners',
);

export const prescriberLocator = locator(
	'Prescriber',
	'The prescriber, by ID. Ask Hero for the ID, since no documented call returns one',
);

export const slotLocator = locator('Slot', 'The free slot', 'searchSlots');

export const taskLocator = locator('Task', 'The task, by its ID in the output of its episode');

export const webhookLocator = locator('Webhook', 'The webhook in Hero', 'searchWebhooks');

/** Returns the ID in a resource locator. An expression may give the ID alone. */
export function locatorValue(value: unknown): unknown {
	const locator = value as { __rl?: boolean; value?: unknown } | null;
	return locator?.__rl ? locator.value : value;
}
