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
import { evidenceNote, placedFields, variantFor } from '../form/layout';
import type { InputFile, Operation, OwnRequest } from '../form/operation';
import { findOperation } from '../actions/resources';
import { simplified } from '../form/simplify';
import { readBoolean } from '../form/values/booleans';
import { identifierKey } from '../form/values/identifiers';
import { readWholeNumber } from '../form/values/numbers';
import type { ItemError, ItemOutcome } from './errors';
import { addProgress, errorJson, inputRefused, outcomeOf } from './errors';
import type { Notes } from './hints';
import { newNotes } from './hints';
import type { ItemValues } from './parameters';
import { parameterRead, parameterReader } from './parameters';
import { isToolCall } from './toolCall';
import { inParallel } from './pool';
import { readList, readRecord } from './records';
import type { Settings } from './settings';
import { readSettings } from './settings';
import { contactChecker } from './sharedContacts';

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
	const itemCount = context.getInputData().length;
	const signal = context.getExecutionCancelSignal?.();
	const notes = newNotes();
	const readItem = parameterReader(context, operation);
	const results: INodeExecutionData[][] = [];
	const outcomes: Array<ItemOutcome | undefined> = [];
	const together: ReadItem[] = [];
	let failure: ItemError | undefined;
	// What a language model is told of a call that failed is put in words where it was called.
	const continues = context.continueOnFail() && !isToolCall(context);

	const isOver = () => failure !== undefined || (signal?.aborted ?? false);
	const checkContacts = await contactChecker(context, operation, isOver);
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
			if (continues) results[place] = [{ json: errorJson(error), pairedItem }];
			else failure ??= error;
		}
	};
	await inParallel(itemCount, settings.parallel, isOver, async (itemIndex) => {
		await settle(itemIndex, { item: itemIndex }, async () => {
			const values = readItem(itemIndex);
			checkContacts(values, itemIndex);
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
	const { combine } = operation.together!;
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
	return {
		...first,
		values: combine(
			items.map(({ values }) => values),
			items.map(({ itemIndex }) => itemIndex),
		),
	};
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
		const record = Object.values(values.path).map((id) => identifierKey(String(id)));
		const group = identifierKey(values.practiceGroupId ?? '');
		const key = JSON.stringify([group, record]);
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
	const readSimplify = booleanReader(context, 'simplify', 'Simplify', true);
	const labels = labelsOf(operation);
	const note = evidenceNote(operation);

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
			now: Date.now(),
		});
		const request = {
			...requestOf(variant, values, own ?? undefined),
			...common,
			// What is not documented concerns the newest version alone.
			evidenceNote: variant.id === operation.id ? note : undefined,
		};
		const simplify = variant.simplify && readSimplify(itemIndex);
		const shown = (record: IDataObject) =>
			simplify ? simplified(record, variant.simplify!) : record;
		const reading = { context, operation: variant, request, values, run, notes, shown };
		const records = variant.list
			? await readList(reading, readLimit(itemIndex))
			: await readRecord(reading, await answerTo(request));
		// Told of what was sent alone.
		for (const label of values.holes ?? []) notes.hole(label, itemIndex);
		return records;
	};
}

function requestOf(operation: Operation, values: ItemValues, own?: OwnRequest): HeroRequest {
	const { path: pathValues, body } = values;
	const { method, path } = { ...operation, ...own };
	const isSent = ([name]: [string, unknown]) => !operation.query?.[name]?.notSent;
	const query = Object.fromEntries(Object.entries(values.query).filter(isSent));
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

function limitReader(context: IExecuteFunctions) {
	const readAll = booleanReader(context, 'returnAll', 'Return All', false);
	const readLimit = parameterRead(context, 'limit');
	return (itemIndex: number): number => {
		if (readAll(itemIndex)) return Infinity;
		try {
			return readWholeNumber(readLimit(itemIndex), 1);
		} catch (refusal) {
			throw inputRefused(context.getNode(), refusal, itemIndex, 'Limit');
		}
	};
}

/** `initial` holds where the form does not show it. */
function booleanReader(context: IExecuteFunctions, name: string, label: string, initial: boolean) {
	const read = parameterRead(context, name);
	return (itemIndex: number): boolean => {
		try {
			return readBoolean(read(itemIndex) ?? initial);
		} catch (refusal) {
			throw inputRefused(context.getNode(), refusal, itemIndex, label);
		}
	};
}

/** What the screen calls Hero's names. */
const labelsOf = (operation: Operation): Record<string, string> =>
	Object.fromEntries(placedFields(operation).map(({ wireName, field }) => [wireName, field.label]));
