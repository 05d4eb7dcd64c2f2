import type { Practice } from '../practice/model';

/** The newest of the records, oldest first. */
export const latest = <Item>(records: Map<string, Item>, most: number): Item[] =>
	[...records.values()].slice(-most);

/** What a patient is called; nothing for nobody, or for one who is no longer registered. */
export function nameOf({ patients }: Practice, id: string | null | undefined): string | undefined {
	const patient = patients.get(id ?? '');
	return patient && `${patient.first_name} ${patient.last_name}`;
}
