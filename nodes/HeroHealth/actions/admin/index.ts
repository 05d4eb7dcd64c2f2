import type { Resource } from '../../form/operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';

export const admin: Resource = {
	name: 'Admin',
	value: 'admin',
	description: 'Staff of the practice group',
	operations: [getMany, update],
};
