import { required } from '../fields';
import { patientLocator } from '../locators';
import type { Operation } from '../operation';

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
