import { longText, required } from '../../form/fields';
import { episodeLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { madeUpNumber, minutesFromNow, onlyHeroKnows, sent } from '../../form/rehearsal';

export const createNote: Operation = {
	id: 'createEpisodeNote',
	name: 'Create Note',
	value: 'createNote',
	action: 'Create a note on an episode',
	description: 'Add a note to an episode. Hero does not write internal notes to EMIS or SystmOne.',
	method: 'POST',
	path: '/v1/notes',
	body: {
		episode_id: required(episodeLocator),
		description: required(longText('Note', 'Text of the note')),
	},
	rehearsal: {
		response: {
			id: madeUpNumber,
			description: sent('description'),
			admin: onlyHeroKnows,
			practice_group_id: onlyHeroKnows,
			archived_at: onlyHeroKnows,
			created_at: minutesFromNow(0),
		},
	},
};
