import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId, runHero, type HeroRunOptions } from './runHero';

/** The user's own mobile, as it stands in the credential. */
export const ownMobile = '07700 900999';

/** The user's own email address. */
export const ownEmail = 'manager@example.com';

/** Where messages go in the mode that sends them to the user. */
export const ownContact = { mode: 'ownContact', ownMobile };

/** An SMS to one patient. */
export const text: INodeParameters = {
	...{ messageType: 'sms', patientId: byId('98765'), messageString: 'See you on Monday.' },
};

/** An SMS to the patient of each item. */
export const textToEach: INodeParameters = { ...text, patientId: byId('={{ $json.id }}') };

/** So many items with the IDs 1, 2, 3 and so on. */
export const patients = (count: number, from = 1): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ id: `${from + index}` }));

/** A held appointment. */
export const hold: INodeParameters = {
	...{ time: 'byHand', appointmentTypeId: byId('31'), locationId: byId('5') },
	...{ practitionerId: byId('12'), startTime: '2030-03-24T09:30:00Z', duration: 10 },
	additionalFields: { patientId: byId('98765') },
};

/** Runs the node with a credential in Rehearsal. */
export const rehearse = async (
	hero: { url: string },
	operation: string,
	parameters: INodeParameters,
	options: Partial<HeroRunOptions> = {},
) => await runHero(hero, { operation, parameters, credentials: { mode: 'rehearsal' }, ...options });

/** The block of an output item. */
export const blockOf = ({ rehearsal }: IDataObject): IDataObject => rehearsal as IDataObject;
