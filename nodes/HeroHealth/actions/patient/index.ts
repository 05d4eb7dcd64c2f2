import type { Resource } from '../../form/operation';
import { connectRecord } from './connectRecord.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getManyAttachments } from './getManyAttachments.operation';
import { getManyCandidates } from './getManyCandidates.operation';
import { merge } from './merge.operation';
import { previewMerge } from './previewMerge.operation';
import { register } from './register.operation';
import { registerPds } from './registerPds.operation';

export const patient: Resource = {
	name: 'Patient',
	value: 'patient',
	description: 'Register, find, read, merge and connect patients',
	operations: [
		connectRecord,
		get,
		getMany,
		getManyAttachments,
		getManyCandidates,
		merge,
		previewMerge,
		register,
		registerPds,
	],
};
