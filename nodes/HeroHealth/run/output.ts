import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../form/operation';
import { isDecisive } from '../form/simplify';
import type { ItemValues } from './parameters';

/** Hero's answer to one call as the data of one output item. */
export function answerJson(operation: Operation, answer: unknown, values: ItemValues): IDataObject {
	const json = heroJson(operation, answer, values);
	return operation.report ? { ...json, ...operation.report(values), ...json } : json;
}

function heroJson(operation: Operation, answer: unknown, values: ItemValues): IDataObject {
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

/** For a language model: no empty fields, except that an empty "deceased_at" is an answer, too. */
export function withoutEmpty(record: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(record).filter(
			([name, value]) =>
				value !== undefined && (isDecisive(name) || (value !== null && value !== '')),
		),
	);
}
