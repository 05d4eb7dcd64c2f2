import type { Resource } from '../../form/operation';
import { createNote } from './createNote.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';

export const episode: Resource = {
	name: 'Episode',
	value: 'episode',
	description: 'Clinical work items that bundle the tasks for a patient',
	operations: [createNote, get, getMany, update],
};
