import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { NotSentError } from '../transport/apiErrors';
import { send } from '../transport/client';
import type { ListReport } from '../transport/pagination';
import { listRows, pageSize, readList } from '../transport/pagination';
import type { HeroRequest, RunOptions, SendOptions } from '../transport/request';
import type { Enrichment, Operation } from '../form/operation';
import { inParallel } from './concurrency';
import type { HintCollector } from './hints';
import { responseJson } from './output';
import type { ItemValues } from './parameters';

/** The call of one item, with the means to turn its response into output. */
export interface ItemCall {
	context: IExecuteFunctions;
	operation: Operation;
	request: HeroRequest;
	sendOptions: SendOptions & { run: RunOptions };
	values: ItemValues;
	hints: HintCollector;
	/** Turns a record into the data of an output item. */
	toOutput(record: IDataObject): IDataObject;
}

/** A record as output, with the ID for look-ups of further data. */
interface OutputRecord {
	id: IDataObject[string];
	json: IDataObject;
	/** True if the record lacks the field that the row filter tests. */
	isUndecided: boolean;
}

/**
 * Reads the rows of a list that pass the row filter, up to `limit`, with the enrichment that the user chose.
 * Throws a NodeApiError for a failed request, or a UserError for a response without a list.
 */
export async function readRecords(call: ItemCall, limit: number): Promise<IDataObject[]> {
	const { operation, values, hints } = call;
	const isFiltered = operation.rowFilter?.isUsed(values) ?? false;
	const records = isFiltered ? await filteredRows(call, limit) : await allRows(call, limit);
	const undecided = records.filter(({ isUndecided }) => isUndecided);
	hints.addCount(operation.rowFilter?.hint, undecided.length);
	return await enriched(call, records);
}

/** Returns the record in a response, with the enrichment that the user chose. A failed look-up throws nothing. */
export async function readRecord(call: ItemCall, response: unknown): Promise<IDataObject[]> {
	const { operation, request, values, toOutput } = call;
	const record = responseJson({ ...operation, method: request.method }, response, values);
	const id = (values.path.id ?? record.id) as OutputRecord['id'];
	return await enriched(call, [{ id, json: toOutput(record), isUndecided: false }]);
}

const outputRecord = (
	{ toOutput }: ItemCall,
	row: IDataObject,
	isUndecided = false,
): OutputRecord => ({ id: row.id, json: toOutput(row), isUndecided });

async function allRows(call: ItemCall, limit: number): Promise<OutputRecord[]> {
	const { operation, hints } = call;
	if (operation.list === 'whole') {
		const rows = await readWholeList(call, limit);
		return rows.slice(0, limit).map((row) => outputRecord(call, row));
	}
	const fetchPage = pageReader(call, Math.min(limit, pageSize));
	const rows = await listRows(fetchPage, limit, {
		mapRow: (row) => outputRecord(call, row) as unknown as IDataObject,
		onEnd: (report) => hints.addList(report, limit),
	});
	return rows as unknown as OutputRecord[];
}

/** Reads the rows of a list without pages. */
async function readWholeList(call: ItemCall, limit: number): Promise<IDataObject[]> {
	const body = await send(call.context, call.request, call.sendOptions);
	const { rows, count, malformed } = readList(body);
	const received = rows.length;
	call.hints.addList({ received, total: Math.max(count, received), malformed, repeated: 0 }, limit);
	return rows;
}

const pageReader =
	({ context, request, sendOptions }: ItemCall, page_size: number) =>
	async (page_index: number) => {
		const query = { ...request.query, page_index, page_size };
		return await send(context, { ...request, query }, sendOptions);
	};

/** Thrown to stop the paging once the limit is reached. */
class LimitReachedError extends Error {}

/** Reads a list until enough rows pass the filter, since Hero's own count includes all rows. */
async function filteredRows(call: ItemCall, limit: number): Promise<OutputRecord[]> {
	const { operation, values, hints } = call;
	const records: OutputRecord[] = [];
	const filter = (row: IDataObject) => {
		const passes = operation.rowFilter!.test(row, values);
		if (passes !== false) records.push(outputRecord(call, row, passes === undefined));
		return emptyRow;
	};
	const fetchPage = pageReader(call, pageSize);
	const fetchUntilLimit = async (index: number) => {
		if (records.length >= limit) throw new LimitReachedError();
		return await fetchPage(index);
	};
	let hasReachedLimit = false;
	if (operation.list === 'whole') {
		(await readWholeList(call, Infinity)).map(filter);
	} else {
		// The limit is for rows that pass, so the list itself is read without one.
		const onEnd = (report: ListReport) => hints.addList(report, Infinity);
		const reading = listRows(fetchUntilLimit, Infinity, { mapRow: filter, onEnd });
		await reading.catch((thrown: unknown) => {
			if (!(thrown instanceof LimitReachedError)) throw thrown;
			hasReachedLimit = true;
		});
	}
	if (hasReachedLimit || records.length > limit) hints.addMessage(limitReachedHint);
	return records.slice(0, limit);
}

/** Replaces each row that was filtered, so that long lists need little memory. */
const emptyRow: IDataObject = {};

const limitReachedHint =
	'Limit was reached, so more rows may pass the filters. Return All takes them all.';

/** Returns the data of the records with their enrichment. Adds the operation's own hint. */
async function enriched(call: ItemCall, found: OutputRecord[]): Promise<IDataObject[]> {
	const { enrich, hint } = call.operation;
	const { sendOptions, values, hints } = call;
	const records = found.map(({ json }) => json);
	if (enrich && values.query[enrich.enabledBy] === true) {
		await addLookUps(call, enrich, found, records);
	}
	hints.addMessage(hint?.(values, records, sendOptions.errorContext?.itemIndex ?? 0));
	return records;
}

/** Adds the keys of a look-up to each record. The look-ups share the concurrency of the run. */
async function addLookUps(
	call: ItemCall,
	enrich: Enrichment,
	found: OutputRecord[],
	records: IDataObject[],
): Promise<void> {
	const { hints, sendOptions } = call;
	const { run } = sendOptions;
	let missing = 0;
	await inParallel(found.length, run.parallel, run.isCancelled, async (index) => {
		const { response, reason = unexpectedForm } = await lookUp(call, enrich.path, found[index].id);
		const keys = response && enrich.outputFields(response);
		if (!keys) missing++;
		records[index] = {
			...records[index],
			...(keys ?? enrich.outputFieldsOnFailure(reason, response)),
		};
	});
	if (run.isCancelled()) throw new NotSentError();
	hints.addCount(enrich.hint, missing);
}

const unexpectedForm = "Hero's answer has another form than expected";

/** Looks up one record. Never throws, so that a failed look-up does not lose all other records. */
async function lookUp(
	{ context, request: { practiceGroupId }, sendOptions }: ItemCall,
	path: string,
	id: OutputRecord['id'],
): Promise<{ response?: IDataObject; reason?: string }> {
	if (typeof id !== 'string' && typeof id !== 'number') return { reason: 'The record has no ID' };
	const { timeoutMs, retryWindowMs, run } = sendOptions;
	const options = { timeoutMs, retryWindowMs, run, errorContext: { labels: { id: 'ID' } } };
	const request = { method: 'GET', path, pathValues: { id }, practiceGroupId } as const;
	try {
		const response = await send(context, request, options);
		return response
			? { response: response as IDataObject }
			: { reason: 'Hero answered with nothing' };
	} catch (thrown) {
		return { reason: (thrown as Error).message };
	}
}
