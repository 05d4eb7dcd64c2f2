import type { Operation } from '../../form/operation';

export const getCapabilities: Operation = {
	id: 'getCapabilities',
	name: 'Get Capabilities',
	value: 'getCapabilities',
	action: 'Get the capabilities of the practice group',
	description: 'Get the features that are switched on, such as SMS messaging',
	method: 'GET',
	path: '/v1/me/capabilities',
};
