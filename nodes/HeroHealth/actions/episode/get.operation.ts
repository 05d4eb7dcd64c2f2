import { version } from '../../form/fields';
import { episodeLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getEpisodeV2',
	name: 'Get',
	value: 'get',
	action: 'Get an episode',
	description: 'Get one episode with its tasks',
	method: 'GET',
	path: '/v2/episodes/{id}',
	undocumented: ['method', 'path'],
	formOnly: { version: version('v2', 'v1') },
	pathFields: { id: episodeLocator },
	variants: {
		formField: 'version',
		byValue: { v1: { id: 'getEpisode', path: '/v1/episodes/{id}' } },
	},
};
