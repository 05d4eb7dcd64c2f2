import { idList, multiSelect, shownWhen, stringList, version } from '../../form/fields';
import type { Field, Fields } from '../../form/operation';
import { assigneeTypes, priorities, statuses } from './options';

const v1 = (field: Field) => shownWhen({ version: ['v1'] }, field);

export const formOnly: Fields = { version: version('v2', 'v1') };

export const query: Fields = {
	'assignee_id[]': v1(idList('Assignee IDs', 'Only episodes of these admins or teams')),
	'assignee_type[]': v1(
		multiSelect('Assignee Types', 'Only episodes with these kinds of assignee', assigneeTypes),
	),
	'status[]': v1(multiSelect('Statuses', 'Only episodes with these statuses', statuses)),
	'priority[]': v1(multiSelect('Priorities', 'Only episodes with these priorities', priorities)),
	'order_by[]': v1(
		multiSelect('Order By', 'Fields by which to sort the list', [
			['created_at', 'Created At'],
			['priority', 'Priority'],
		]),
	),
	'order_descending[]': v1(
		stringList(
			'Order Descending',
			'One value for each Order By field. Give true for descending order',
			'true, false',
		),
	),
};
