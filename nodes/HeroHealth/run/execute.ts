import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IPairedItemData,
} from 'n8n-workflow';
import { NodeOperationError, UserError } from 'n8n-workflow';

import type { HeroRequest, Run } from '../../transport/client';
import { send } from '../../transport/client';
import { answerNotUnderstood, notSent } from '../../transport/errors';
import { largestPage, listRows, readList } from '../../transport/pages';
import { evidenceNote, placedFields, variantFor } from '../form/layout';
import type { InputFile, Operation, OwnRequest } from '../form/operation';
import { findOperation } from '../actions/resources';
import { simplified } from '../form/simplify';
import type { ItemError, ItemOutcome } from './errors';
import { addProgress, errorJson, inputRefused, outcomeOf } from './errors';
import type { Notes } from './hints';
import { newNotes } from './hints';
import { answerJson, withoutEmpty } from './output';
import type { ItemValues } from './parameters';
import { parameterRead, parameterReader } from './parameters';
import { inParallel } from './pool';
import type { Settings } from './settings';
import { readSettings } from './settings';

type Paired = IPairedItemData | IPairedItemData[];

interface ReadItem {
	itemIndex: number;
	values: ItemValues;
}

/**
 * Runs the chosen operation for every input item, several at once; results leave in the order of the
 * items. Begins no more items after the first that fails, unless the node is set to continue; then a
 * failed item leaves as `{ error, details }`. Throws what failed, with what became of the others.
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(context);
	const settings = readSettings(context);
	const readItem = parameterReader(context, operation);
	const itemCount = context.getInputData().length;
	const signal = context.getExecutionCancelSignal?.();
	const notes = newNotes();
	const results: INodeExecutionData[][] = [];
	const outcomes: Array<ItemOutcome | undefined> = [];
	const together: ReadItem[] = [];
	let failure: ItemError | undefined;

	const isOver = () => failure !== undefined || (signal?.aborted ?? false);
	const carryOut = onceEach(
		operation,
		requestRunner(context, operation, { ...settings, isOver, notes }),
	);

	const settle = async (place: number, pairedItem: Paired, act: () => Promise<IDataObject[]>) => {
		try {
			results[place] = (await act()).map((json) => ({ json, pairedItem }));
			outcomes[place] = 'done';
		} catch (thrown) {
			if (thrown === notSent) return;
			const [{ item }] = [pairedItem].flat();
			const error = inputRefused(context.getNode(), thrown, item);
			outcomes[place] = outcomeOf(error);
			if (context.continueOnFail()) results[place] = [{ json: errorJson(error), pairedItem }];
			else failure ??= error;
		}
	};
	await inParallel(itemCount, settings.parallel, isOver, async (itemIndex) => {
		await settle(itemIndex, { item: itemIndex }, async () => {
			const values = readItem(itemIndex);
			if (!goesTogether(operation, values)) return await carryOut(values, itemIndex);
			together.push({ itemIndex, values });
			return [];
		});
	});
	// Of items that go together nothing is sent so far; then one call decides on all of them.
	for (const { itemIndex } of together) outcomes[itemIndex] = undefined;
	if (together.length > 0 && !isOver()) {
		const pairedItems = together.map(({ itemIndex: item }) => ({ item }));
		await settle(itemCount, pairedItems, async () => {
			const { itemIndex, values } = combined(context, operation, together);
			return await carryOut(values, itemIndex);
		});
		for (const { itemIndex } of together) outcomes[itemIndex] = outcomes[itemCount];
	}

	const isCanceled = signal?.aborted ?? false;
	if (isCanceled) failure = new NodeOperationError(context.getNode(), 'The run was canceled');
	if (failure) {
		const isSome = isCanceled || together.length === 0 || outcomes.includes('done');
		if (operation.method !== 'GET' && isSome) addProgress(failure, outcomes, itemCount);
		throw failure;
	}
	context.addExecutionHints?.(...notes.hints());
	return results.flat();
}

const goesTogether = ({ together }: Operation, { choices }: ItemValues): boolean =>
	together !== undefined && choices[together.choice] === together.value;

/**
 * The values of the one call for all items. It has one text and one sender: a value that differs is
 * meant for one of them alone, and is refused.
 */
function combined(context: IExecuteFunctions, operation: Operation, items: ReadItem[]): ReadItem {
	const shared = ({ values: { query, body, practiceGroupId } }: ReadItem) =>
		({ ...query, ...body, practice_group_id: practiceGroupId }) as IDataObject;
	const [first, ...others] = items;
	const wanted = shared(first);
	for (const other of others) {
		const given = shared(other);
		const name = Object.keys({ ...wanted, ...given }).find(
			(one) => JSON.stringify(wanted[one]) !== JSON.stringify(given[one]),
		);
		if (name === undefined) continue;
		const refusal = new UserError('differs between the items, which go together in one call', {
			description: 'Nothing was sent. Use the same for all of them.',
		});
		throw inputRefused(
			context.getNode(),
			refusal,
			other.itemIndex,
			labelsOf(operation)[name] ?? name,
		);
	}
	return { ...first, values: operation.together!.combine(items.map(({ values }) => values)) };
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0) as string;
	const value = context.getNodeParameter('operation', 0) as string;
	const operation = findOperation(resource, value);
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), "'Operation' is not one of this resource", {
		description: 'Choose the Resource and the Operation again.',
	});
}

type CarryOut = (values: ItemValues, itemIndex: number) => Promise<IDataObject[]>;

/** Where a call must not happen twice, items that name the same record share its answer. */
function onceEach({ oncePerRun }: Operation, carryOut: CarryOut): CarryOut {
	if (!oncePerRun) return carryOut;
	const calls = new Map<string, Promise<IDataObject[]>>();
	return async (values, itemIndex) => {
		const key = JSON.stringify([values.practiceGroupId, values.path]);
		const call = calls.get(key) ?? carryOut(values, itemIndex);
		calls.set(key, call);
		return await call;
	};
}

interface Sending extends Settings {
	isOver(): boolean;
	notes: Notes;
}

/** What the values of one item lead to: its request or requests, and the data of its output items. */
function requestRunner(
	context: IExecuteFunctions,
	operation: Operation,
	{ timeout, patience, parallel, tryOnce, isOver, notes }: Sending,
): CarryOut {
	const run: Run = { parallel, tryOnce, isOver, waits: notes.waits };
	const readLimit = limitReader(context);
	const readSimplify = parameterRead(context, 'simplify');
	const labels = labelsOf(operation);
	const note = evidenceNote(operation);
	const forModel = context.isToolExecution?.() ?? false;

	/** A write may answer nothing; a read that does has not found what it was for. */
	const answerTo = async (request: HeroRequest) => {
		const answer = await send(context, request);
		const mayBeEmpty = request.method !== 'GET' && !operation.mustAnswer;
		if (answer !== undefined || mayBeEmpty) return answer;
		throw answerNotUnderstood(context.getNode(), request);
	};

	return async (values, itemIndex) => {
		const variant = variantFor(operation, values);
		const { practiceGroupId } = values;
		const common = { practiceGroupId, labels, itemIndex, timeout, patience, run };
		const own = await operation.prepare?.(values, {
			lookUp: async (path, pathValues) =>
				(await answerTo({ method: 'GET', path, pathValues, ...common })) as IDataObject,
			readFile: async (dataField) => await readFile(context, itemIndex, dataField),
		});
		const request = {
			...requestOf(variant, values, own ?? undefined),
			...common,
			// What is not documented concerns the newest version alone.
			evidenceNote: variant.id === operation.id ? note : undefined,
		};
		const simplify = variant.simplify && String(readSimplify(itemIndex)) !== 'false';
		const shown = (record: IDataObject) => {
			const short = simplify ? simplified(record, variant.simplify!) : record;
			return forModel ? withoutEmpty(short) : short;
		};
		if (variant.list) {
			return await list(context, variant, request, readLimit(itemIndex), { shown, notes });
		}
		const answer = await answerTo(request);
		return [shown(answerJson({ ...variant, method: request.method }, answer, values))];
	};
}

function requestOf(operation: Operation, values: ItemValues, own?: OwnRequest): HeroRequest {
	const { path: pathValues, query, body } = values;
	const { method, path } = { ...operation, ...own };
	const request = { method, path, ownPath: own?.path, headers: own?.headers, pathValues, query };
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

async function list(
	context: IExecuteFunctions,
	operation: Operation,
	request: HeroRequest,
	limit: number,
	{ shown, notes }: { shown(record: IDataObject): IDataObject; notes: Notes },
): Promise<IDataObject[]> {
	if (operation.list === 'whole') {
		const { rows, count, malformed } = readList(await send(context, request));
		const received = rows.length;
		const total = Math.max(count, received);
		notes.listed({ received, total, malformed, repeated: 0 }, limit);
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
const labelsOf = (operation: Operation): Record<string, string> =>
	Object.fromEntries(placedFields(operation).map(({ wireName, field }) => [wireName, field.label]));
