import type { Resource } from '../../form/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const form: Resource = {
	name: 'Form',
	value: 'form',
	description: 'Forms and their questions',
	operations: [get, getMany],
};
