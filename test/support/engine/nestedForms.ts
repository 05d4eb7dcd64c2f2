import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId } from './runHero';

/** The required parameters of each operation, and Hero's name of its collection. */
export const needed: Record<
	string,
	{ parameters: INodeParameters; body: IDataObject; place: string }
> = {
	'practiceGroup: update': { parameters: {}, body: {}, place: 'updateFields' },
	'admin: update': { parameters: { id: byId('77') }, body: {}, place: 'updateFields' },
	'episode: update': { parameters: { id: byId('4410') }, body: {}, place: 'updateFields' },
	'customer: create': {
		parameters: { name: 'Sam Testpatient' },
		body: { name: 'Sam Testpatient' },
		place: 'additionalFields',
	},
	'invoice: create': {
		parameters: { issuerId: byId('77') },
		body: { issuer_id: '77', patient_id: '98765' },
		place: 'additionalFields',
	},
	'invoice: update': {
		parameters: { id: byId('in_example01'), issuerId: byId('77') },
		body: { issuer_id: '77' },
		place: 'updateFields',
	},
};

/** The form with these fields in its collection. */
export function formWith(operation: string, fields: INodeParameters): INodeParameters {
	const { parameters, place } = needed[operation];
	const patient = operation === 'invoice: create' ? { patientId: byId('98765') } : {};
	return { ...parameters, [place]: { ...patient, ...fields } };
}

/** A list of objects by expression, beside the rows that are filled in. */
export const byList = (expression: string) => ({ list: [{ json: expression }] });
