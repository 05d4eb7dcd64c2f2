import type { Operation } from '../../form/operation';
import { madeUpId, onlyHeroKnows } from '../../form/rehearsal';
import { body, formOnly } from './registerPds.fields';

export const registerPds: Operation = {
	id: 'registerPatientPds',
	name: 'Register via PDS',
	value: 'registerPds',
	action: 'Register a patient via PDS',
	description:
		'Trace a person on the NHS Spine (Personal Demographics Service) and get their patient ID at Hero. The field "registered" is false if the person must first prove their identity at "login_url".',
	method: 'POST',
	path: '/v1/patients/register_pds',
	requiresResponseBody: true,
	notFoundMeans: 'Hero found nobody on the NHS Spine with these details',
	formOnly,
	body,
	// Hero returns success in both cases, but only one response names a patient.
	transformResponse: (response) => ({ registered: Boolean(response.patient_id), ...response }),
	rehearsal: {
		response: {
			patient_id: madeUpId('patient'),
			message: onlyHeroKnows,
			login_url: onlyHeroKnows,
		},
		assumes: 'The NHS Spine knows this person, and Hero asks for no proof of identity.',
	},
};
