import { openSelect, text, boolean } from '../../form/fields';
import { patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listAutomatedMessages',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many automated messages',
	description: 'List the messages that Hero sends by itself, such as appointment notices',
	method: 'GET',
	path: '/v2/automated_messages',
	query: {
		recipient_id: patientLocator,
		status: openSelect('Status', 'State of the message; others by expression', [
			['INVALIDATED', 'Invalidated'],
		]),
		notification_type: text('Notification Type', 'Kind of notice; Hero does not list the kinds'),
		orderBy: openSelect('Order By', 'What the list is sorted by; others by expression', [
			['createdAt', 'Created At'],
		]),
		order_descending: boolean(
			'Order Descending',
			'Whether to sort from last to first, such as newest first',
		),
	},
	list: 'paged',
};
