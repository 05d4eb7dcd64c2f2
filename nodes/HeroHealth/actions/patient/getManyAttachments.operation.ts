import { patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const getManyAttachments: Operation = {
	id: 'listPatientAttachments',
	name: 'Get Many Record Attachments',
	value: 'getManyAttachments',
	action: 'Get many record attachments of a patient',
	description:
		'List the attachments on the health record. The ID of one can go into an attachment link.',
	method: 'GET',
	path: '/v1/patients/{id}/attachments',
	pathFields: { id: patientLocator },
	list: 'whole',
};
