import type { Resource } from '../operation';
import { get } from './get.operation';

export const practiceGroup: Resource = {
	name: 'Practice Group',
	value: 'practiceGroup',
	description: 'The practice group of the requests',
	operations: [get],
};
