import { boolean, openSelect, orderDescending } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getManyShort: Operation = {
	id: 'listShortLinks',
	name: 'Get Many Short Links',
	value: 'getManyShort',
	action: 'Get many short links',
	description: 'List the links of all kinds that the practice group created',
	method: 'GET',
	path: '/v1/short_links',
	query: {
		type: openSelect('Type', 'Kind of link', [['booking', 'Booking']]),
		status: openSelect('Status', 'Status of the link', [['expired', 'Expired']]),
		exclude_patient_specific_links: boolean(
			'Exclude Personal Links',
			'Whether to leave out links that were made for one patient',
		),
		order_by: openSelect('Order By', 'Field by which to sort the list', [
			['expiry_date', 'Expiry Date'],
		]),
		order_descending: orderDescending,
	},
	list: 'paged',
};
