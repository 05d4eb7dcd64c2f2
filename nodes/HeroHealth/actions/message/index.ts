import type { Resource } from '../../form/operation';
import { get } from './get.operation';
import { getManyTemplates } from './getManyTemplates.operation';
import { send } from './send.operation';
import { validateSnomed } from './validateSnomed.operation';

export const message: Resource = {
	name: 'Message',
	value: 'message',
	description: 'Send messages to patients and follow their delivery',
	operations: [get, getManyTemplates, send, validateSnomed],
};
