import { found } from '../refusal';
import type { Operations } from './operation';

export const practiceGroupOperations: Operations = {
	getPracticeGroupById: (practice, { practiceGroupId }) =>
		found(practice.groups.find(({ id }) => id === practiceGroupId)),
};
