import type { Resource } from '../operation';
import { getMany } from './getMany.operation';

export const practitioner: Resource = {
	name: 'Practitioner',
	value: 'practitioner',
	description: 'People who see patients',
	operations: [getMany],
};
