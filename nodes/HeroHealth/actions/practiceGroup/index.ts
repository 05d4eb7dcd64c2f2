import type { Resource } from '../../form/operation';
import { checkAccess } from './checkAccess.operation';
import { createAccessToken } from './createAccessToken.operation';
import { get } from './get.operation';
import { getCapabilities } from './getCapabilities.operation';
import { getConfiguration } from './getConfiguration.operation';
import { getManyElements } from './getManyElements.operation';
import { update } from './update.operation';

export const practiceGroup: Resource = {
	name: 'Practice Group',
	value: 'practiceGroup',
	description: 'The practice group for which the requests are made',
	operations: [
		checkAccess,
		createAccessToken,
		get,
		getCapabilities,
		getConfiguration,
		getManyElements,
		update,
	],
};
