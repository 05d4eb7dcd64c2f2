import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../form/operation';
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
	const record = (Array.isArray(answer) ? { data: answer } : answer) as IDataObject;
	return operation.answer?.(record, values) ?? record;
}

/** For a language model: nothing that says nothing. */
export function withoutEmpty(record: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(record).filter(
			([, value]) => value !== null && value !== undefined && value !== '',
		),
	);
}
