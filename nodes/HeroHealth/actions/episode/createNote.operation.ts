import { longText, required } from '../../form/fields';
import { episodeLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const createNote: Operation = {
	id: 'createEpisodeNote',
	name: 'Create Note',
	value: 'createNote',
	action: 'Create a note on an episode',
	description: 'Add a note to an episode',
	method: 'POST',
	path: '/v1/notes',
	body: {
		episode_id: required(episodeLocator),
		description: required(longText('Note', 'Text of the note')),
	},
};
