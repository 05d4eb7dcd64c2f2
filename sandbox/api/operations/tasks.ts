import type { Practice } from '../../practice/create';
import { found, refuse } from '../../lib/httpError';
import { toIso } from '../../lib/time';
import type { Assignee, Task } from '../../practice/episodes';
import { assigneeNamed } from './assignees';
import type { Operations } from './operation';
import { taskShape } from './patientShapes';

interface TaskUpdate extends Partial<Pick<Task, 'status' | 'priority'>> {
	assignee_type?: 'admin' | 'admin_team';
	assignee_id?: string;
}

export const taskOperations: Operations = {
	getTask: (practice, { params }) => taskOnTheWire(practice, found(practice.tasks.get(params.id))),

	updateTask: (practice, { params, body }) => {
		const task = found(practice.tasks.get(params.id));
		const update = body as unknown as TaskUpdate;
		const assignee = readAssignee(practice, update) ?? task.assignee;
		const { status = task.status, priority = task.priority } = update;
		Object.assign(task, { status, priority, assignee });
		return { data: { id: task.id } };
	},
};

/** A task in Hero's form; what follows the patient is a guess. */
export const taskOnTheWire = (practice: Practice, task: Task) => ({
	id: task.id,
	type_label: task.type_label,
	status: task.status,
	details: task.details,
	category: task.category,
	patient: taskShape(practice, found(practice.patients.get(task.patient_id))),
	priority: task.priority,
	assignee: task.assignee,
	created_at: toIso(task.createdAt),
});

/** Kind and id only mean somebody together. */
function readAssignee(practice: Practice, update: TaskUpdate): Assignee | undefined {
	const { assignee_type, assignee_id } = update;
	if (assignee_type === undefined && assignee_id === undefined) return undefined;
	if (assignee_type === undefined) {
		refuse('invalid_type', 'admin or admin_team', ['body', 'assignee_type']);
	}
	const type = assignee_type === 'admin' ? 'Admin' : 'AdminTeam';
	return assigneeNamed(practice, type, assignee_id, ['body', 'assignee_id']);
}
