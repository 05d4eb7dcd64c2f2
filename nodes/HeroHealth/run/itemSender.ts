import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { newBreaker } from '../../transport/breaker';
import type { HeroRequest, Run } from '../../transport/client';
import { send } from '../../transport/client';
import { answerNotUnderstood } from '../../transport/errors';
import { isList, largestPage, listRows, readList } from '../../transport/pages';
import { evidenceNote, placedFields, variantFor } from '../form/layout';
import type { InputFile, Operation, OwnRequest } from '../form/operation';
import { simplified } from '../form/simplify';
import type { Notes } from './hints';
import { answerJson, withoutEmpty } from './output';
import type { ItemValues } from './parameters';
import { parameterRead } from './parameters';
import type { Settings } from './settings';

/** Sends what the values of one item lead to, and gives the data of its output items. */
export type SendItem = (values: ItemValues, itemIndex: number) => Promise<IDataObject[]>;

export interface Sending extends Settings {
	isOver(): boolean;
	notes: Notes;
}

/** How the records of one item are shown. */
interface Showing {
	limit: number;
	shown(record: IDataObject): IDataObject;
	notes: Notes;
}

/** What the values of one item lead to: its request or requests, and the data of its output items. */
export function createItemSender(
	context: IExecuteFunctions,
	operation: Operation,
	{ timeout, patience, parallel, tryOnce, isOver, notes }: Sending,
): SendItem {
	const run: Run = { parallel, tryOnce, isOver, waits: notes.waits, breaker: newBreaker() };
	const readLimit = limitReader(context);
	const readShown = shownReader(context);
	const labels = labelsOf(operation);
	const { notFoundMeans, conflictMeans } = operation;
	const note = evidenceNote(operation);

	return async (values, itemIndex) => {
		const variant = variantFor(operation, values);
		const { practiceGroupId } = values;
		const common = { practiceGroupId, itemIndex, timeout, patience, run, labels };
		const own = await operation.prepare?.(values, {
			lookUp: async (path, pathValues) => {
				const lookUp = { method: 'GET', path, pathValues, ...common } as const;
				return (await answerTo(context, operation, lookUp)) as IDataObject;
			},
			readFile: async (dataField) => await readFile(context, itemIndex, dataField),
		});
		const request = {
			...common,
			...{ notFoundMeans, conflictMeans },
			...requestOf(variant, values, own ?? undefined),
			// What is not documented concerns the newest version alone.
			evidenceNote: variant.id === operation.id ? note : undefined,
		};
		const showing = {
			limit: variant.list ? readLimit(itemIndex) : Infinity,
			shown: readShown(variant, itemIndex),
			notes,
		};
		if (request.method !== 'GET') return await write(context, variant, request, values, showing);
		if (variant.list) return await list(context, variant, request, showing);
		const answer = await answerTo(context, operation, request);
		return [showing.shown(answerJson(variant, answer, values))];
	};
}

/** An answer that is what the call was for. A write may answer nothing; a read that does has found nothing. */
async function answerTo(
	context: IExecuteFunctions,
	{ mustAnswer }: Operation,
	request: HeroRequest,
) {
	const answer = await send(context, request);
	if (answer !== undefined || (request.method !== 'GET' && !mustAnswer)) return answer;
	throw answerNotUnderstood(context.getNode(), request);
}

/**
 * Carries out a write. From its answer on nothing can make the item fail: where the answer cannot be shown
 * in its form, the item says that it succeeded, and a hint says why there is no more.
 */
async function write(
	context: IExecuteFunctions,
	operation: Operation,
	request: HeroRequest,
	values: ItemValues,
	{ limit, shown, notes }: Showing,
): Promise<IDataObject[]> {
	const answer = await answerTo(context, operation, request);
	const answered = { ...operation, method: request.method };
	try {
		if (!operation.list || !isList(answer)) {
			if (operation.list) notes.unshaped();
			return [shown(answerJson(answered, answer, values))];
		}
		const { rows, count, malformed } = readList(answer);
		noteWholeList(rows.length, count, malformed, { limit, notes });
		if (rows.length > 0) return rows.slice(0, limit).map(shown);
	} catch {
		notes.unshaped();
	}
	return [answerJson(answered, undefined, values)];
}

function noteWholeList(
	received: number,
	count: number,
	malformed: number,
	{ limit, notes }: Pick<Showing, 'limit' | 'notes'>,
): void {
	const total = Math.max(count, received);
	notes.listed({ received, total, malformed, repeated: 0 }, limit);
}

async function list(
	context: IExecuteFunctions,
	operation: Operation,
	request: HeroRequest,
	{ limit, shown, notes }: Showing,
): Promise<IDataObject[]> {
	if (operation.list === 'whole') {
		const { rows, count, malformed } = readList(await send(context, request));
		noteWholeList(rows.length, count, malformed, { limit, notes });
		return rows.slice(0, limit).map(shown);
	}
	const page_size = Math.min(limit, largestPage);
	return await listRows(
		async (page_index) =>
			await send(context, { ...request, query: { ...request.query, page_index, page_size } }),
		limit,
		{ keep: shown, report: (report) => notes.listed(report, limit) },
	);
}

function requestOf(operation: Operation, values: ItemValues, own?: OwnRequest): HeroRequest {
	const { path: pathValues, query, body } = values;
	const { method, path } = { ...operation, ...own };
	const { onRepeat } = operation;
	const addressed = { method, onRepeat, path, ownPath: own?.path, headers: own?.headers };
	const request = { ...addressed, pathValues, query };
	const takesBody = operation.body !== undefined && method !== 'DELETE';
	const hasBody = takesBody || Object.keys(body).length > 0;
	return method !== 'GET' && hasBody ? { ...request, body } : request;
}

async function readFile(
	context: IExecuteFunctions,
	itemIndex: number,
	dataField: string,
): Promise<InputFile | undefined> {
	const file = context.getInputData()[itemIndex].binary?.[dataField];
	if (!file) return undefined;
	const content = await context.helpers.getBinaryDataBuffer(itemIndex, dataField);
	return { content, name: file.fileName, type: file.mimeType };
}

/** Prepares to read how an item's records are shown: in short where the user wants it so. */
function shownReader(context: IExecuteFunctions) {
	const readSimplify = parameterRead(context, 'simplify');
	const forModel = context.isToolExecution?.() ?? false;
	return (operation: Operation, itemIndex: number) => {
		const simplify = operation.simplify && String(readSimplify(itemIndex)) !== 'false';
		return (record: IDataObject) => {
			const short = simplify ? simplified(record, operation.simplify!) : record;
			return forModel ? withoutEmpty(short) : short;
		};
	};
}

function limitReader(context: IExecuteFunctions) {
	const readAll = parameterRead(context, 'returnAll');
	const readLimit = parameterRead(context, 'limit');
	return (itemIndex: number): number => {
		if (String(readAll(itemIndex)) === 'true') return Infinity;
		const limit = Number(readLimit(itemIndex));
		if (Number.isInteger(limit) && limit > 0) return limit;
		throw new NodeOperationError(
			context.getNode(),
			`'Limit' needs a whole number of 1 or more [item ${itemIndex}]`,
			{ itemIndex },
		);
	};
}

/** What the screen calls Hero's names. */
export const labelsOf = (operation: Operation): Record<string, string> =>
	Object.fromEntries(placedFields(operation).map(({ wireName, field }) => [wireName, field.label]));
