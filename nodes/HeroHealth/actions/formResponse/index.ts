import type { Resource } from '../../form/operation';
import { get } from './get.operation';

export const formResponse: Resource = {
	name: 'Form Response',
	value: 'formResponse',
	description: 'Forms that patients have submitted',
	operations: [get],
};
