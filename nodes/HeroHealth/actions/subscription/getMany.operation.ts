import { openSelect, text, stringList } from '../../form/fields';
import { locator, patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listSubscriptions',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many subscriptions',
	description: 'List the membership subscriptions of patients',
	method: 'GET',
	path: '/v1/subscriptions',
	query: {
		patient_id: patientLocator,
		scheme_id: locator('Scheme', 'The membership scheme'),
		scheme_name: text('Scheme Name', '', { placeholder: 'e.g. Gold' }),
		status: openSelect('Status', 'State of the subscription; others by expression', [
			['cancelled', 'Cancelled'],
		]),
		'order_by[]': stringList('Order By', 'What the list is sorted by', 'created_at'),
		'order_descending[]': stringList(
			'Order Descending',
			'For each of Order By, true when the last comes first',
			'true',
		),
	},
	list: 'paged',
};
