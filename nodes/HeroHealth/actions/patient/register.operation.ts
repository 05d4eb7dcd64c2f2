import { rejectInput } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { madeUpId } from '../../form/rehearsal';
import { body, formOnly } from './register.fields';

export const register: Operation = {
	id: 'registerPatient',
	name: 'Register',
	value: 'register',
	action: 'Register a patient',
	description:
		'Create a patient from the given details, without a trace on the NHS Spine. A patient with the same NHS number and date of birth is updated instead.',
	method: 'POST',
	path: '/v1/patients/register',
	undocumented: ['body'],
	requiresResponseBody: true,
	formOnly,
	body,
	prepare(values) {
		if (values.formOnly.reach_by !== 'email' || values.body.email) return;
		rejectInput("'Email' is missing", 'Add it under Additional Fields, or set Reach By to Mobile.');
	},
	rehearsal: {
		response: {
			patient_id: madeUpId('patient'),
		},
		assumes: 'Nobody is registered with these details yet.',
	},
};
