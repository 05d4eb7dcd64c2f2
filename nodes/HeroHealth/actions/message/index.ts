import type { Resource } from '../../form/operation';
import { get } from './get.operation';
import { getManyTemplates } from './getManyTemplates.operation';
import { send } from './send.operation';
import { validateSnomed } from './validateSnomed.operation';

export const message: Resource = {
	name: 'Message',
	value: 'message',
	description: 'Text patients and follow what became of it',
	operations: [get, getManyTemplates, send, validateSnomed],
};
