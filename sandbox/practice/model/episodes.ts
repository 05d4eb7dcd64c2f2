export type WorkStatus = 'open' | 'in_progress' | 'closed';
export type Priority = 'lowest' | 'low' | 'medium' | 'high' | 'highest';

/** A member of staff, or a team, that an episode or a task is assigned to. */
export interface Assignee {
	type: 'Admin' | 'AdminTeam';
	id: string;
	name: string;
}

/** A clinical work item that bundles the tasks for a patient. */
export interface Episode {
	id: string;
	patient_id: string;
	status: WorkStatus;
	priority: Priority;
	assignees: Assignee[];
	tasks: Task[];
	notes: Note[];
	createdAt: number;
	updatedAt: number;
}

export interface Task {
	id: string;
	patient_id: string;
	type_label: string;
	status: WorkStatus;
	priority: Priority;
	details: string | null;
	category: string;
	assignee: Assignee | null;
	createdAt: number;
}

/** A note on an episode. Its id is a number, unlike other ids. */
export interface Note {
	id: number;
	description: string;
	createdAt: number;
}
