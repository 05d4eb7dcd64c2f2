import { prescriberLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listPrescriberPharmacies',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many pharmacies of a prescriber',
	description: 'List the pharmacies of a prescriber',
	method: 'GET',
	path: '/v1/prescriber/{id}/pharmacies',
	pathFields: { id: prescriberLocator },
	list: 'whole',
};
