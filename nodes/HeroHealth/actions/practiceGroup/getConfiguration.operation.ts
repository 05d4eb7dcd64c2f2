import type { Operation } from '../../form/operation';

export const getConfiguration: Operation = {
	id: 'getConfiguration',
	name: 'Get Configuration',
	value: 'getConfiguration',
	action: 'Get the configuration of the practice group',
	description: 'Get the settings of the practice group',
	method: 'GET',
	path: '/v1/me/configuration',
};
