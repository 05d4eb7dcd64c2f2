import { required, snomedCode } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const validateSnomed: Operation = {
	id: 'validateSnomedCode',
	name: 'Validate SNOMED Code',
	value: 'validateSnomed',
	action: 'Validate a SNOMED code',
	description: 'Check a SNOMED code before it goes on a record with a message',
	method: 'POST',
	path: '/v1/snomed/validate',
	needsFreshResponse: true,
	body: { code: required(snomedCode('SNOMED Code')) },
	rehearsal: {
		refusal: 'Only Hero can check the code, and it does not promise that asking changes nothing.',
	},
};
