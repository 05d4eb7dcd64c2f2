import { orNotFound, badRequest } from '../../lib/httpError';
import { toIso } from '../../lib/time';
import { findAssignee } from './assignees';
import type { Operations } from './operation';
import { patientInTask } from './patientShapes';
import type { Assignee, Practice, Task } from '../../practice/model';

interface TaskUpdate extends Partial<Pick<Task, 'status' | 'priority'>> {
	assignee_type?: 'admin' | 'admin_team';
	assignee_id?: string;
}

/** Operations of tasks. */
export const taskOperations: Operations = {
	getTask: (practice, { params }) => taskToApi(practice, orNotFound(practice.tasks.get(params.id))),

	updateTask: (practice, { params, body }) => {
		const task = orNotFound(practice.tasks.get(params.id));
		const update = body as unknown as TaskUpdate;
		const assignee = readAssignee(practice, update) ?? task.assignee;
		const { status = task.status, priority = task.priority } = update;
		Object.assign(task, { status, priority, assignee });
		return { data: { id: task.id } };
	},
};

/** A task in Hero's format; the fields after the patient are a guess. */
export const taskToApi = (practice: Practice, task: Task) => ({
	id: task.id,
	type_label: task.type_label,
	status: task.status,
	details: task.details,
	category: task.category,
	patient: patientInTask(practice, orNotFound(practice.patients.get(task.patient_id))),
	priority: task.priority,
	assignee: task.assignee,
	created_at: toIso(task.createdAt),
});

/** An assignee needs both type and id. */
function readAssignee(practice: Practice, update: TaskUpdate): Assignee | undefined {
	const { assignee_type, assignee_id } = update;
	if (assignee_type === undefined && assignee_id === undefined) return undefined;
	if (assignee_type === undefined) {
		badRequest('invalid_type', 'admin or admin_team', ['body', 'assignee_type']);
	}
	const type = assignee_type === 'admin' ? 'Admin' : 'AdminTeam';
	return findAssignee(practice, type, assignee_id, ['body', 'assignee_id']);
}
