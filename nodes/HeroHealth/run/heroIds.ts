import type { IDataObject } from 'n8n-workflow';

/** Names of the IDs that Hero gives to its records. */
const idName = /^(?:id|uuid)$|_(?:id|uuid)$/;

/** The form of Hero's IDs. A name, a phone number with a plus or a text has another one. */
const idForm = /^\w[\w-]{0,63}$/;

/** The results of a write without a record in its response. */
const resultNames = ['success', 'deleted'];

/**
 * Returns the IDs and the plain success of an output record. Everything else may be data of a patient, and does not
 * stay in n8n for a retry.
 */
export function heroIds(record: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(record).filter(([name, value]) =>
			resultNames.includes(name) ? value === true : idName.test(name) && isId(value),
		),
	);
}

/** Ten digits may be an NHS number, whatever the field is called. */
const isId = (value: unknown): boolean =>
	(typeof value === 'number' || typeof value === 'string') &&
	idForm.test(String(value)) &&
	!/^\d{10}$/.test(String(value));
