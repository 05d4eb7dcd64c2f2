import type { Practice } from '../practice/model';

/** The newest records, oldest first. */
export const latest = <Item>(records: Map<string, Item>, most: number): Item[] =>
	[...records.values()].slice(-most);

/** The full name of a patient; undefined without an id or when the patient is not registered. */
export function nameOf({ patients }: Practice, id: string | null | undefined): string | undefined {
	const patient = patients.get(id ?? '');
	return patient && `${patient.first_name} ${patient.last_name}`;
}
