import { openSelect, stringList, text } from '../../form/fields';
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
		status: openSelect('Status', 'Status of the subscription', [['cancelled', 'Cancelled']]),
		'order_by[]': stringList('Order By', 'Fields by which to sort the list', 'created_at'),
		'order_descending[]': stringList(
			'Order Descending',
			'One value for each Order By field. Give true for descending order',
			'true',
		),
	},
	list: 'paged',
};
