import type { Field } from './operation';
import { readIdentifier } from './values/identifiers';
import { rejectInput } from './values/rejectInput';
import { isEmpty } from './values/text';

/**
 * `search` is the method in listSearch.ts that fills the list; without it, the id is typed or mapped.
 * Where Hero lists nothing unasked, a search text is needed first.
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
	'The member of staff, an admin in Hero',
	'searchAdmins',
);

/** An admin, or by ID a team of them. */
export const assigneeLocator = locator(
	'Assignee',
	'The admin from the list, or the ID of a team',
	'searchAdmins',
);

export const appointmentLocator = locator(
	'Appointment',
	'The appointment, by the ID that creating it gave',
);

export const appointmentTypeLocator = locator(
	'Appointment Type',
	'The kind of appointment',
	'searchAppointmentTypes',
);

export const batchMessageLocator = locator('Batch Message', 'The batch', 'searchBatchMessages');

export const bookingLinkLocator = locator('Booking Link', 'The link', 'searchBookingLinks');

export const episodeLocator = locator('Episode', 'The clinical work item', 'searchEpisodes');

export const formLocator = locator('Form', 'The form to fill in or to read', 'searchForms');

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

/** Beside a first patient. */
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
	'The prescriber, by ID. Ask Hero for it: no call that gives one is documented',
);

export const slotLocator = locator('Slot', 'The free slot', 'searchSlots');

export const taskLocator = locator('Task', 'The task, by the ID that its episode names');

export const webhookLocator = locator('Webhook', 'The webhook at Hero', 'searchWebhooks');

/** What was chosen in a resource locator; an expression may give the bare id. */
export function locatorValue(value: unknown): unknown {
	const located = value as { __rl?: boolean; value?: unknown } | null;
	return located?.__rl ? located.value : value;
}
