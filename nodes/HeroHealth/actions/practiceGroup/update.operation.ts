import { requireChange } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { body } from './update.fields';
import { withoutPassword } from './withoutPassword';

export const update: Operation = {
	id: 'updatePracticeGroup',
	name: 'Update',
	value: 'update',
	action: 'Update the practice group',
	description: 'Change the name, the address or the prescription partner of the practice group',
	method: 'PATCH',
	path: '/v1/me',
	undocumented: ['body'],
	onRepeat: 'again',
	body,
	prepare: requireChange,
	transformResponse: withoutPassword,
};
