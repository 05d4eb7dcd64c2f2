import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listCoupons',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many coupons',
	description: 'List the Stripe coupons of the practice group',
	method: 'GET',
	path: '/v1/invoicing/coupons',
	list: 'whole',
};
