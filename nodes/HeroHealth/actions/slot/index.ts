import type { Resource } from '../../form/operation';
import { checkAvailability } from './checkAvailability.operation';
import { count } from './count.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const slot: Resource = {
	name: 'Slot',
	value: 'slot',
	description: 'Free appointment slots that can be booked',
	operations: [checkAvailability, count, get, getMany],
};
