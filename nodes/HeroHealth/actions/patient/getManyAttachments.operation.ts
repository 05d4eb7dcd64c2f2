import { patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const getManyAttachments: Operation = {
	id: 'listPatientAttachments',
	name: 'Get Many Record Attachments',
	value: 'getManyAttachments',
	action: 'Get many record attachments of a patient',
	description:
		'List the attachments on the health record of a patient. Create Attachment Link takes the ID of one.',
	method: 'GET',
	path: '/v1/patients/{id}/attachments',
	pathFields: { id: patientLocator },
	list: 'whole',
};
