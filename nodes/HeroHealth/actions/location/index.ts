import type { Resource } from '../../form/operation';
import { getMany } from './getMany.operation';

export const location: Resource = {
	name: 'Location',
	value: 'location',
	description: 'Places where patients are seen',
	operations: [getMany],
};
