import type { Resource } from '../../form/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const practitioner: Resource = {
	name: 'Practitioner',
	value: 'practitioner',
	description: 'People who see patients',
	operations: [get, getMany],
};
