import type { Resource } from '../../form/operation';
import { get } from './get.operation';
import { update } from './update.operation';

export const task: Resource = {
	name: 'Task',
	value: 'task',
	description: 'Single tasks of episodes',
	operations: [get, update],
};
