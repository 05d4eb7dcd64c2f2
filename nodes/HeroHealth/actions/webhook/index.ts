import type { Resource } from '../../form/operation';
import { checkSubscriptions } from './checkSubscriptions.operation';
import { create } from './create.operation';
import { deleteWebhook } from './delete.operation';
import { getMany } from './getMany.operation';

export const webhook: Resource = {
	name: 'Webhook',
	value: 'webhook',
	description: 'Addresses that Hero calls when an event happens',
	operations: [checkSubscriptions, create, deleteWebhook, getMany],
};
