import { clearable, email, object, requireChange, reference, text } from '../../form/fields';
import { adminLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

const prescriberDetails = object('Prescriber Details', 'The admin as a prescriber', {
	name: text('Name', '', { placeholder: 'e.g. Dr Jo Example' }),
	email,
	registration_code: reference('Registration Code'),
});

export const update: Operation = {
	id: 'updateAdmin',
	name: 'Update',
	value: 'update',
	action: 'Update an admin',
	description: 'Change the prescriber data of an admin; name and email cannot be changed here',
	method: 'PATCH',
	path: '/v1/admins/{id}',
	onRepeat: 'again',
	pathFields: { id: adminLocator },
	body: {
		external_prescriber_id: clearable(
			reference(
				'External Prescriber ID',
				'ID at an external prescribing system; empty to clear it',
			),
		),
		prescriber_details: prescriberDetails,
	},
	prepare: requireChange,
};
