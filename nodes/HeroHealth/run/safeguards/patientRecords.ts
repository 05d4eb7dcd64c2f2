import type { IDataObject } from 'n8n-workflow';

import { identifierKey } from '../../form/values/identifiers';
import type { Clock } from '../../transport/clock';
import { isList, readList } from '../../transport/pagination';

/** A patient whom an item is for. */
export interface Person {
	/** The ID at Hero. */
	id?: string;
	nhsNumber?: string;
	/** The contact that the item names instead of the patient's own. */
	contact?: string;
	/** The number of the row in a list of recipients, from 1. */
	row?: number;
}

/** Sends a GET request and returns the body of the response. Throws if Hero does not answer with data. */
export type ReadHero = (
	path: string,
	pathValues: IDataObject,
	query?: IDataObject,
) => Promise<unknown>;

/** Finds the record of a person; undefined if there is none, or not exactly one. Never throws. */
export type FindRecord = (person: Person) => Promise<IDataObject | undefined>;

/** Milliseconds for which a record counts as just looked up. */
const maxAgeMs = 60_000;

/** Creates the look-ups of a run. Several items for one patient share one look-up. */
export function createPatientRecords(read: ReadHero, clock: Clock): FindRecord {
	const lookUps = new Map<string, { at: number; record: Promise<IDataObject | undefined> }>();
	return async (person) => {
		const key = personKey(person);
		if (key === undefined) return undefined;
		const known = lookUps.get(key);
		if (known && clock.now() - known.at < maxAgeMs) return await known.record;
		const record = look(read, person)
			.then((found) => found && decisiveFields(found))
			.catch(() => undefined);
		lookUps.set(key, { at: clock.now(), record });
		return await record;
	};
}

/** The fields that decide whether a patient gets a message. Only they stay in memory while the run goes on. */
const decisiveNames = [
	...['hero_id', 'id', 'nhs_number', 'dob', 'mobile', 'email'],
	...['deceased_at', 'deceased', 'is_deceased', 'restricted', 'is_restricted'],
];

const decisiveFields = (record: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(record).filter(([name]) => decisiveNames.includes(name)));

/** Returns a key that is equal for the same patient of a practice group; undefined for a person without an identity. */
export function personKey({ id, nhsNumber }: Person): string | undefined {
	if (id !== undefined) return `id:${identifierKey(id)}`;
	return nhsNumber === undefined ? undefined : `nhs:${nhsNumber}`;
}

async function look(read: ReadHero, { id, nhsNumber }: Person): Promise<IDataObject | undefined> {
	if (id !== undefined) return await readPatient(read, id);
	const body = await read('/v3/patients', {}, { nhs_number: nhsNumber, page_index: '0' });
	if (!isList(body)) return undefined;
	const rows = readList(body).rows.filter(
		(row) => String(row.nhs_number).replace(/\D/g, '') === nhsNumber,
	);
	// Two records of one number may differ in what decides on contact.
	if (rows.length !== 1) return undefined;
	const [row] = rows;
	// The search does not show whether the patient has died, so a row without an ID decides nothing.
	if (row.hero_id === null || row.hero_id === undefined) return undefined;
	return { ...row, ...(await readPatient(read, String(row.hero_id))) };
}

/** Reads a patient. Throws for anything but the record of this patient. */
async function readPatient(read: ReadHero, id: string): Promise<IDataObject> {
	const record = ((await read('/v2/patients/{id}', { id })) ?? {}) as IDataObject;
	const found = record.hero_id ?? record.id;
	const isFound = typeof found === 'string' || typeof found === 'number';
	if (isFound && identifierKey(String(found)) === identifierKey(id)) return record;
	throw new TypeError('Hero answered without the record');
}
