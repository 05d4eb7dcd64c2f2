import type { IDataObject } from 'n8n-workflow';

/**
 * Names of fields that decide whether somebody may be contacted or whether a record is still valid. Hero's
 * documentation of several records is incomplete, so such a field is kept even where `simplify` lacks it.
 */
const decisive =
	/^(is_)?(active|archived|blocked|cancell?ed|deceased|deleted|discharged|expired|hidden|opted_out|restricted|revoked|state|status|withdrawn)(_at|_on)?$/;

/** True for a field that Simplify and blank removal must never leave out. */
export const isDecisive = (name: string): boolean => decisive.test(name);

/**
 * Keeps the fields at these paths, with nested names joined by an underscore, and all decisive ones. A record
 * that has none of the fields differs from the documented form and stays whole.
 */
export function simplifyRecord(record: IDataObject, paths: string[]): IDataObject {
	const fields = paths.map((path) => [path.replace(/\./g, '_'), valueAt(record, path)] as const);
	if (fields.every(([, value]) => value === undefined)) return record;
	const named = Object.fromEntries(fields.map(([name, value]) => [name, value ?? null]));
	const decisiveFields = Object.entries(record).filter(
		([name]) => isDecisive(name) && !(name in named),
	);
	return { ...named, ...Object.fromEntries(decisiveFields) };
}

function valueAt(record: IDataObject, path: string): IDataObject[string] {
	const keys = path.split('.');
	return keys.reduce<IDataObject[string]>(
		(value, key) => (value as IDataObject | null | undefined)?.[key],
		record,
	);
}
