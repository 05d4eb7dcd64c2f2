import { multiSelect, idList, shownWhen, stringList, version } from '../../form/fields';
import type { Field, Operation } from '../../form/operation';
import { assigneeTypes, priorities, statuses } from './options';

const v1 = (field: Field) => shownWhen({ version: ['v1'] }, field);

export const getMany: Operation = {
	id: 'listEpisodesV2',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many episodes',
	description: 'List clinical work items, which bundle the tasks for a patient',
	method: 'GET',
	path: '/v2/episodes',
	undocumented: ['method', 'path', 'query'],
	formOnly: { version: version('v2', 'v1') },
	query: {
		'assignee_id[]': v1(idList('Assignee IDs', 'Admins or teams')),
		'assignee_type[]': v1(multiSelect('Assignee Types', 'Kinds of assignee', assigneeTypes)),
		'status[]': v1(multiSelect('Statuses', 'States of the episode', statuses)),
		'priority[]': v1(multiSelect('Priorities', 'Priorities of the episode', priorities)),
		'order_by[]': v1(
			multiSelect('Order By', 'What the list is sorted by', [
				['created_at', 'Created At'],
				['priority', 'Priority'],
			]),
		),
		'order_descending[]': v1(
			stringList(
				'Order Descending',
				'For each of Order By, true when the last comes first',
				'true, false',
			),
		),
	},
	list: 'paged',
	variants: { by: 'version', of: { v1: { id: 'listEpisodes', path: '/v1/episodes' } } },
};
