import type { Resource } from '../../form/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const automatedMessage: Resource = {
	name: 'Automated Message',
	value: 'automatedMessage',
	description: 'Messages that Hero sends automatically',
	operations: [get, getMany],
};
