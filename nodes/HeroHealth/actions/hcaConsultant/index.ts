import type { Resource } from '../../form/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const hcaConsultant: Resource = {
	name: 'HCA Consultant',
	value: 'hcaConsultant',
	description: 'Consultants of the hospital group HCA',
	operations: [get, getMany],
};
