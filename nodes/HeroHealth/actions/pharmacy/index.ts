import type { Resource } from '../../form/operation';
import { create } from './create.operation';
import { getMany } from './getMany.operation';

export const pharmacy: Resource = {
	name: 'Pharmacy',
	value: 'pharmacy',
	description: 'Pharmacies of prescribers',
	operations: [create, getMany],
};
