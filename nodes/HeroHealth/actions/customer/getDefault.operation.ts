import { required } from '../../form/fields';
import { patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const getDefault: Operation = {
	id: 'getDefaultCustomer',
	name: 'Get Default',
	value: 'getDefault',
	action: 'Get the default customer of a patient',
	description: 'Get the Stripe customer who normally pays for a patient',
	method: 'GET',
	path: '/v1/invoicing/customers/default',
	query: { patient_id: required(patientLocator) },
};
