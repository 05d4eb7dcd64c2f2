import type { Operation } from '../../form/operation';
import { formOnly, query } from './getStatus.fields';

export const getStatus: Operation = {
	id: 'getLinkStatus',
	name: 'Get Link Status',
	value: 'getStatus',
	action: 'Get the status of a link',
	description: 'Get the kind of a link, and whether it was used or has expired',
	method: 'GET',
	path: '/v1/links/status',
	formOnly,
	query,
};
