import { openSelect, boolean } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getManyShort: Operation = {
	id: 'listShortLinks',
	name: 'Get Many Short Links',
	value: 'getManyShort',
	action: 'Get many short links',
	description: 'List the links of all kinds that the practice group gave out',
	method: 'GET',
	path: '/v1/short_links',
	query: {
		type: openSelect('Type', 'Kind of link; others by expression', [['booking', 'Booking']]),
		status: openSelect('Status', 'State of the link; others by expression', [
			['expired', 'Expired'],
		]),
		exclude_patient_specific_links: boolean(
			'Exclude Personal Links',
			'Whether to leave out links that were made for one patient',
		),
		order_by: openSelect('Order By', 'What the list is sorted by; others by expression', [
			['expiry_date', 'Expiry Date'],
		]),
		order_descending: boolean(
			'Order Descending',
			'Whether to sort from last to first, such as newest first',
		),
	},
	list: 'paged',
};
