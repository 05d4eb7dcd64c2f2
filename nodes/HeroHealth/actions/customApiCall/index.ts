import type { Resource } from '../../form/operation';
import { send } from './send.operation';

export const customApiCall: Resource = {
	name: 'Custom API Call',
	value: 'customApiCall',
	description: 'A call to Hero that this node does not offer',
	operations: [send],
};
