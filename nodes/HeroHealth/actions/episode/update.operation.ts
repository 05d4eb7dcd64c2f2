import { identifier, objectList, requireChange, required, select, text } from '../../form/fields';
import { episodeLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { assigneeTypes, priorities, statuses } from './options';

export const update: Operation = {
	id: 'updateEpisode',
	name: 'Update',
	value: 'update',
	action: 'Update an episode',
	description: 'Change the status, priority or assignees of an episode',
	method: 'PATCH',
	path: '/v1/episodes/{id}',
	onRepeat: 'again',
	pathFields: { id: episodeLocator },
	body: {
		status: select('Status', 'New status of the episode', statuses),
		priority: select('Priority', 'New priority of the episode', priorities),
		assignees: objectList(
			'Assignees',
			'Assignee',
			'Who works on the episode. Hero does not document whether earlier assignees stay',
			{
				type: required(select('Type', 'Kind of assignee', assigneeTypes)),
				id: identifier('ID', 'ID of the admin or the team'),
				name: text('Name', 'Name of the admin or the team'),
			},
		),
	},
	prepare: requireChange,
};
