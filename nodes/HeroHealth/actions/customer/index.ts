import type { Resource } from '../../form/operation';
import { create } from './create.operation';
import { getDefault } from './getDefault.operation';
import { getMany } from './getMany.operation';

export const customer: Resource = {
	name: 'Customer',
	value: 'customer',
	description: 'People and companies that pay invoices',
	operations: [create, getDefault, getMany],
};
