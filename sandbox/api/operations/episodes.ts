import { orNotFound, badRequest } from '../../lib/httpError';
import { toIso } from '../../lib/time';
import { addNote, priorities } from '../../practice/episodes';
import { findAssignee } from './assignees';
import type { Operations } from './operation';
import { sortBy, parseSortKeys } from './sorting';
import { paginateAs } from './pages';
import { patientV2 } from './patientShapes';
import { taskToApi } from './tasks';
import type { Assignee, Episode, Note, Practice } from '../../practice/model';

interface EpisodeUpdate extends Partial<Pick<Episode, 'status' | 'priority'>> {
	assignees?: AssigneeUpdate[];
}

interface AssigneeUpdate {
	type?: Assignee['type'] | 'Unassigned';
	id?: string;
}

/** Operations of episodes and their notes. */
export const episodeOperations: Operations = {
	listEpisodes: (practice, { query }) =>
		paginateAs(matching(practice, query), query, (episode) => summary(practice, episode)),

	getEpisode: (practice, { params }) =>
		detail(practice, orNotFound(practice.episodes.get(params.id))),

	// The response is a guess, and so is that new assignees replace the earlier ones.
	updateEpisode: (practice, { params, body }) => {
		const episode = orNotFound(practice.episodes.get(params.id));
		const { status, priority, assignees } = body as unknown as EpisodeUpdate;
		const change = {
			status: status ?? episode.status,
			priority: priority ?? episode.priority,
			assignees: assignees ? readAssignees(practice, assignees) : episode.assignees,
		};
		Object.assign(episode, change, { updatedAt: practice.now() });
		return detail(practice, episode);
	},

	// Parameters and response of version 2 are a guess: as in version 1.
	listEpisodesV2: (practice, { query }) =>
		paginateAs(matching(practice, query), query, (episode) => summary(practice, episode)),

	getEpisodeV2: (practice, { params, practiceGroupId }) => {
		const episode = orNotFound(practice.episodes.get(params.id));
		const { patient } = summary(practice, episode);
		const notes = episode.notes.map((note) => noteToApi(practice, note, practiceGroupId));
		return { ...detail(practice, episode), patient, notes };
	},

	createEpisodeNote: (practice, { body, practiceGroupId }) => {
		const episode = practice.episodes.get(String(body.episode_id));
		if (!episode) badRequest('unknown_id', 'id of an episode', ['body', 'episode_id']);
		const note = addNote(practice, episode, String(body.description));
		return noteToApi(practice, note, practiceGroupId);
	},
};

/** The episodes that match the query, sorted. Filter names have brackets and take many values. */
function matching({ episodes }: Practice, query: Record<string, unknown>): Episode[] {
	const valuesOf = (name: string) => {
		const values = query[`${name}[]`] ?? query[name];
		return values === undefined ? undefined : [values].flat().map(String);
	};
	const passes = (values: string[] | undefined, own: string[]) =>
		!values || values.some((value) => own.includes(value));
	const [status, priority] = [valuesOf('status'), valuesOf('priority')];
	const [ids, types] = [valuesOf('assignee_id'), valuesOf('assignee_type')];
	const found = [...episodes.values()].filter(
		(episode) =>
			passes(status, [episode.status]) &&
			passes(priority, [episode.priority]) &&
			passes(
				ids,
				episode.assignees.map(({ id }) => id),
			) &&
			passes(types, typesOf(episode.assignees)),
	);
	return sortBy(found, parseSortKeys(query, sortKeys, ['order_by[]', 'order_descending[]']));
}

const sortKeys = {
	created_at: ({ createdAt }: Episode) => createdAt,
	priority: ({ priority }: Episode) => priorities.indexOf(priority),
};

const typesOf = (assignees: Assignee[]) =>
	assignees.length ? assignees.map(({ type }) => type as string) : ['Unassigned'];

const readAssignees = (practice: Practice, updates: AssigneeUpdate[]): Assignee[] =>
	updates.flatMap(({ type, id }, index) => {
		const path = ['body', 'assignees', String(index)];
		if (type === undefined) badRequest('invalid_type', 'string', [...path, 'type']);
		return type === 'Unassigned' ? [] : findAssignee(practice, type, id, [...path, 'id']);
	});

const stateOf = ({ id, status, priority, assignees, createdAt, updatedAt }: Episode) => ({
	id,
	status,
	priority,
	assignees,
	created_at: toIso(createdAt),
	updated_at: toIso(updatedAt),
});

const summary = ({ patients }: Practice, episode: Episode) => ({
	...stateOf(episode),
	tasks: episode.tasks.map(({ id, type_label, status, category }) => ({
		...{ id, type_label, status, category },
	})),
	patient: patientV2(orNotFound(patients.get(episode.patient_id))),
});

const detail = (practice: Practice, episode: Episode) => ({
	...stateOf(episode),
	tasks: episode.tasks.map((task) => taskToApi(practice, task)),
});

/** The writer is a guess: an API key belongs to nobody, so it is the first member of staff. */
function noteToApi(
	{ admins: [{ id, first_name, last_name }] }: Practice,
	note: Note,
	practiceGroupId: string,
) {
	const full_name = `${first_name} ${last_name}`;
	return {
		id: note.id,
		description: note.description,
		admin: { id: Number(id), first_name, last_name, full_name },
		practice_group_id: Number(practiceGroupId),
		created_at: toIso(note.createdAt),
	};
}
