import type { Resource } from '../../form/operation';
import { getMany } from './getMany.operation';

export const subscription: Resource = {
	name: 'Subscription',
	value: 'subscription',
	description: 'Memberships of patients',
	operations: [getMany],
};
