import type { IDataObject } from 'n8n-workflow';

/**
 * The named fields of a record, nested ones joined by an underscore. A record that has none of them is
 * another form than documented and stays whole.
 */
export function simplified(record: IDataObject, paths: string[]): IDataObject {
	const fields = paths.map((path) => [path.replace(/\./g, '_'), valueAt(record, path)] as const);
	if (fields.every(([, value]) => value === undefined)) return record;
	return Object.fromEntries(fields.map(([name, value]) => [name, value ?? null]));
}

function valueAt(record: IDataObject, path: string): IDataObject[string] {
	const keys = path.split('.');
	return keys.reduce<IDataObject[string]>(
		(value, key) => (value as IDataObject | null | undefined)?.[key],
		record,
	);
}
