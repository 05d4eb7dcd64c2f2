import { select, requireAssignee, requireChange } from '../../form/fields';
import { assigneeLocator, taskLocator } from '../../form/locators';
import { priorities, statuses } from '../episode/options';
import type { Operation } from '../../form/operation';

export const update: Operation = {
	id: 'updateTask',
	name: 'Update',
	value: 'update',
	action: 'Update a task',
	description: 'Change status, priority or assignee of a task',
	method: 'PATCH',
	path: '/v1/tasks/{id}',
	onRepeat: 'again',
	pathFields: { id: taskLocator },
	body: {
		status: select('Status', 'State of the task', statuses),
		priority: select('Priority', 'Priority of the task', priorities),
		assignee_type: select('Assignee Type', 'What the assignee ID names', [
			['admin', 'Admin'],
			['admin_team', 'Admin Team'],
		]),
		assignee_id: assigneeLocator,
	},
	prepare(values) {
		requireChange(values);
		requireAssignee(values);
	},
	// Hero wraps the ID in data here, unlike elsewhere.
	transformResponse: ({ data, ...rest }) => ({ ...(data as object), ...rest }),
};
