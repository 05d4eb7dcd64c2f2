import { rejectInput } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { body } from './create.fields';
import { rehearsedInvoice } from './fields';

export const create: Operation = {
	id: 'createInvoice',
	name: 'Create',
	value: 'create',
	action: 'Create an invoice',
	description: 'Create an invoice for a patient or for an appointment, in the name of an admin',
	method: 'POST',
	path: '/v1/invoicing/invoices',
	body,
	prepare(values) {
		if (values.body.patient_id === undefined && values.body.appointment_id === undefined) {
			rejectInput(
				"'Patient' or 'Appointment' is missing",
				'Add one of them under Additional Fields.',
			);
		}
	},
	rehearsal: {
		response: rehearsedInvoice,
	},
};
