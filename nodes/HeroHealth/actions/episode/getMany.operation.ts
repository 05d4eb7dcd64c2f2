import type { Operation } from '../../form/operation';
import { formOnly, query } from './getMany.fields';

export const getMany: Operation = {
	id: 'listEpisodesV2',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many episodes',
	description: 'List episodes, the clinical work items that bundle the tasks for a patient',
	method: 'GET',
	path: '/v2/episodes',
	undocumented: ['method', 'path', 'query'],
	formOnly,
	query,
	list: 'paged',
	variants: { formField: 'version', byValue: { v1: { id: 'listEpisodes', path: '/v1/episodes' } } },
};
