import { reference, required } from '../../form/fields';
import { patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const connectRecord: Operation = {
	id: 'connectPatientEhr',
	name: 'Connect Health Record',
	value: 'connectRecord',
	action: 'Connect a patient to a health record',
	description: 'Connect a patient to one record in the health record system',
	method: 'POST',
	path: '/v1/patients/{id}/ehr/connect',
	pathFields: { id: patientLocator },
	body: {
		ehr_partner_id: required(
			reference('Health Record ID', 'ID of the record, usually from Get Many Record Candidates'),
		),
	},
	rehearsal: { assumes: 'The health record can be connected.' },
};
