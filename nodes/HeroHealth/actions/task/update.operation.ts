import { requireAssignee, requireChange, select } from '../../form/fields';
import { assigneeLocator, taskLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { sent } from '../../form/rehearsal';
import { priorities, statuses } from '../episode/options';

export const update: Operation = {
	id: 'updateTask',
	name: 'Update',
	value: 'update',
	action: 'Update a task',
	description: 'Change the status, priority or assignee of a task',
	method: 'PATCH',
	path: '/v1/tasks/{id}',
	onRepeat: 'again',
	pathFields: { id: taskLocator },
	body: {
		status: select('Status', 'New status of the task', statuses),
		priority: select('Priority', 'New priority of the task', priorities),
		assignee_type: select('Assignee Type', 'Kind of assignee that the ID belongs to', [
			['admin', 'Admin'],
			['admin_team', 'Admin Team'],
		]),
		assignee_id: assigneeLocator,
	},
	prepare(values) {
		requireChange(values);
		requireAssignee(values);
	},
	// Unlike other calls, this one has the ID in `data`.
	transformResponse: ({ data, ...rest }) => ({ ...(data as object), ...rest }),
	rehearsal: {
		response: {
			id: sent('id'),
		},
	},
};
