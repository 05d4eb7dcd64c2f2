import type { Resource } from '../../form/operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getManyMessages } from './getManyMessages.operation';
import { getManyRecipients } from './getManyRecipients.operation';
import { send } from './send.operation';

export const batchMessage: Resource = {
	name: 'Batch Message',
	value: 'batchMessage',
	description: 'One message to many patients, which is first created and then sent',
	operations: [create, get, getMany, getManyMessages, getManyRecipients, send],
};
