import { adminTeams } from './catalogue';
import { DAY, startOfDay } from '../lib/time';
import type {
	Assignee,
	Episode,
	Note,
	Patient,
	Practice,
	Priority,
	Task,
	WorkStatus,
} from './model';

/** The content of a task that is not part of an episode yet. */
export type TaskDetails = Pick<Task, 'type_label' | 'category' | 'details'>;

/** Priorities from the least to the most urgent. */
export const priorities: Priority[] = ['lowest', 'low', 'medium', 'high', 'highest'];

const statuses: WorkStatus[] = ['open', 'in_progress', 'closed'];

const sampleTasks: TaskDetails[] = [
	{ type_label: 'Document', category: 'administration', details: 'Letter from the hospital' },
	{ type_label: 'Prescription request', category: 'prescription', details: null },
	{ type_label: 'Form response', category: 'administration', details: 'Asthma review' },
	{ type_label: 'Patient message', category: 'clinical', details: 'Asks for a call back' },
];

/** Creates an episode with its tasks for a patient. */
export function addEpisode(
	{ episodes, tasks }: Practice,
	patient: Patient,
	taskDetails: TaskDetails[],
	createdAt: number,
): Episode {
	const episode: Episode = {
		id: String(3301 + episodes.size),
		patient_id: patient.id,
		status: 'open',
		priority: 'medium',
		assignees: [],
		tasks: [],
		notes: [],
		createdAt,
		updatedAt: createdAt,
	};
	for (const details of taskDetails) {
		const task: Task = {
			...details,
			id: String(61_200 + tasks.size),
			patient_id: patient.id,
			status: 'open',
			priority: 'medium',
			assignee: null,
			createdAt,
		};
		tasks.set(task.id, task);
		episode.tasks.push(task);
	}
	episodes.set(episode.id, episode);
	return episode;
}

/** Adds a note to an episode, which counts as an update of the episode. */
export function addNote(practice: Practice, episode: Episode, description: string): Note {
	const createdAt = practice.now();
	const note: Note = { id: 9120 + practice.noteCount++, description, createdAt };
	episode.notes.push(note);
	episode.updatedAt = createdAt;
	return note;
}

/** Gives every twentieth patient an episode of the last weeks, with various statuses and priorities. */
export function seedEpisodes(practice: Practice): void {
	const today = startOfDay(practice.now());
	const patients = [...practice.patients.values()].filter((_, index) => index % 20 === 0);
	patients.forEach((patient, index) => {
		const pick = <Value>(values: Value[]) => values[index % values.length];
		const work = index % 2 ? [pick(sampleTasks)] : [pick(sampleTasks), sampleTasks[3]];
		const createdAt = today - (1 + (index % 28)) * DAY;
		const assignees = pick([[], [frontDesk(practice)], [reception], [frontDesk(practice)]]);
		const change = { status: pick(statuses), priority: pick(priorities), assignees };
		Object.assign(addEpisode(practice, patient, work, createdAt), change);
	});
}

const reception: Assignee = { type: 'AdminTeam', ...adminTeams[0] };

const frontDesk = ({ admins: [{ id, first_name, last_name }] }: Practice): Assignee => ({
	type: 'Admin',
	id,
	name: `${first_name} ${last_name}`,
});
