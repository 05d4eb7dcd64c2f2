import { clearable, email, object, reference, requireChange, text } from '../../form/fields';
import { adminLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { sent } from '../../form/rehearsal';

const prescriberDetails = object('Prescriber Details', 'Details of the admin as a prescriber', {
	name: text('Name', '', { placeholder: 'e.g. Dr Jo Example' }),
	email,
	registration_code: reference('Registration Code'),
});

export const update: Operation = {
	id: 'updateAdmin',
	name: 'Update',
	value: 'update',
	action: 'Update an admin',
	description: 'Change the prescriber details of an admin. Name and email cannot be changed here.',
	method: 'PATCH',
	path: '/v1/admins/{id}',
	onRepeat: 'again',
	pathFields: { id: adminLocator },
	body: {
		external_prescriber_id: clearable(
			reference(
				'External Prescriber ID',
				'ID in an external prescribing system. Leave it empty to clear it',
			),
		),
		prescriber_details: prescriberDetails,
	},
	prepare: requireChange,
	rehearsal: {
		response: {
			admin_id: sent('id'),
		},
	},
};
