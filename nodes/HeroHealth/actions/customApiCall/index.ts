import type { Resource } from '../../form/operation';
import { send } from './send.operation';

export const customApiCall: Resource = {
	name: 'Custom API Call',
	value: 'customApiCall',
	description: 'A call that Hero offers and this node does not',
	operations: [send],
};
