import type { IDataObject } from 'n8n-workflow';

/**
 * Names of fields that decide whether somebody may be contacted or whether a record still stands. Hero's
 * documentation of several records ends early, so such a field is kept even where no list names it.
 */
const decisive =
	/^(is_)?(active|archived|blocked|cancell?ed|deceased|deleted|discharged|expired|hidden|opted_out|restricted|revoked|state|status|withdrawn)(_at|_on)?$/;

/** Whether a field of this name is never left out. */
export const isDecisive = (name: string): boolean => decisive.test(name);

/**
 * The named fields of a record, nested ones joined by an underscore, and all that are decisive. A record that
 * has none of the named fields is another form than documented and stays whole.
 */
export function simplifyRecord(record: IDataObject, paths: string[]): IDataObject {
	const fields = paths.map((path) => [path.replace(/\./g, '_'), valueAt(record, path)] as const);
	if (fields.every(([, value]) => value === undefined)) return record;
	const named = Object.fromEntries(fields.map(([name, value]) => [name, value ?? null]));
	const others = Object.entries(record).filter(([name]) => isDecisive(name) && !(name in named));
	return { ...named, ...Object.fromEntries(others) };
}

function valueAt(record: IDataObject, path: string): IDataObject[string] {
	const keys = path.split('.');
	return keys.reduce<IDataObject[string]>(
		(value, key) => (value as IDataObject | null | undefined)?.[key],
		record,
	);
}
