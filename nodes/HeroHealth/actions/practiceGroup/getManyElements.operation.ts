import type { Operation } from '../../form/operation';

export const getManyElements: Operation = {
	id: 'listPracticeGroupElements',
	name: 'Get Many Elements',
	value: 'getManyElements',
	action: 'Get many elements of the practice group',
	description: 'List the Hero Elements (embedded interface parts) of the practice group',
	method: 'GET',
	path: '/v1/me/elements',
	list: 'whole',
};
