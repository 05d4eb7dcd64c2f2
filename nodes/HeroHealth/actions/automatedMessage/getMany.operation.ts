import { openSelect, orderDescending, text } from '../../form/fields';
import { patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listAutomatedMessages',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many automated messages',
	description: 'List the messages that Hero sends automatically, such as appointment notices',
	method: 'GET',
	path: '/v2/automated_messages',
	query: {
		recipient_id: patientLocator,
		status: openSelect('Status', 'Status of the message', [['INVALIDATED', 'Invalidated']]),
		notification_type: text('Notification Type', 'Kind of notice. Hero does not list the kinds'),
		orderBy: openSelect('Order By', 'Field by which to sort the list', [
			['createdAt', 'Created At'],
		]),
		order_descending: orderDescending,
	},
	list: 'paged',
};
