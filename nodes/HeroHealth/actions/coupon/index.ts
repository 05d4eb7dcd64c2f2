import type { Resource } from '../../form/operation';
import { getMany } from './getMany.operation';

export const coupon: Resource = {
	name: 'Coupon',
	value: 'coupon',
	description: 'Discounts on invoices',
	operations: [getMany],
};
