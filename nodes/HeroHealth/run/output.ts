import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../actions/operation';
import type { ItemValues } from './parameters';

/** Hero's answer to one call as the data of one output item. */
export function answerJson(operation: Operation, answer: unknown, values: ItemValues): IDataObject {
	if (answer === undefined) {
		const { id } = values.path;
		return {
			...(operation.method === 'DELETE' ? { deleted: true } : { success: true }),
			...(id === undefined ? {} : { id: id as string }),
		};
	}
	if (Array.isArray(answer)) return { data: answer };
	const reshaped = operation.answer?.(answer as IDataObject) ?? answer;
	return reshaped as IDataObject;
}

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

/** For a language model: nothing that says nothing. */
export function withoutEmpty(record: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(record).filter(
			([, value]) => value !== null && value !== undefined && value !== '',
		),
	);
}
