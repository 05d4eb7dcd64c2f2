import type { Resource } from '../operation';
import { getMany } from './getMany.operation';

export const slot: Resource = {
	name: 'Slot',
	value: 'slot',
	description: 'Free times that can be booked',
	operations: [getMany],
};
