import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { send } from '../transport/client';
import type { HeroRequest, RunOptions, SendOptions } from '../transport/request';
import { NotSentError } from '../transport/apiErrors';
import { pageSize, listRows, readList } from '../transport/pagination';
import type { ListReport } from '../transport/pagination';
import type { Enrichment, Operation } from '../form/operation';
import type { HintCollector } from './hints';
import { answerJson } from './output';
import type { ItemValues } from './parameters';
import { inParallel } from './concurrency';

/** What one item asks Hero for, and what becomes of the records that come. */
export interface Reading {
	context: IExecuteFunctions;
	operation: Operation;
	request: HeroRequest;
	sendOptions: SendOptions;
	values: ItemValues;
	run: RunOptions;
	hints: HintCollector;
	/** The record as it leaves. */
	shown(record: IDataObject): IDataObject;
}

/** A record that leaves, with the ID by which Hero can be asked for more of it. */
interface Found {
	id: IDataObject[string];
	json: IDataObject;
	/** It does not tell whether a filter is meant for it. */
	isUnclear: boolean;
}

/** All rows of a list that this node keeps, up to `limit`, with what the user wants added to them. */
export async function readRecords(reading: Reading, limit: number): Promise<IDataObject[]> {
	const { operation, values, hints } = reading;
	const isFiltered = operation.rowFilter?.isUsed(values) ?? false;
	const found = isFiltered
		? await keptRows(reading, limit)
		: ((await allRows(reading, limit)) as unknown as Found[]);
	hints.count(operation.rowFilter?.hint, found.filter(({ isUnclear }) => isUnclear).length);
	return await enriched(reading, found);
}

/** The record that Hero answered with, and what the user wants added to it. */
export async function readRecord(reading: Reading, answer: unknown): Promise<IDataObject[]> {
	const { operation, request, values, shown } = reading;
	const record = answerJson({ ...operation, method: request.method }, answer, values);
	const id = (values.path.id ?? record.id) as Found['id'];
	return await enriched(reading, [{ id, json: shown(record), isUnclear: false }]);
}

const foundFrom =
	({ shown }: Reading) =>
	(row: IDataObject, isUnclear = false) => ({ id: row.id, json: shown(row), isUnclear });

async function allRows(reading: Reading, limit: number): Promise<IDataObject[]> {
	const { operation, hints } = reading;
	const keep = foundFrom(reading);
	if (operation.list === 'whole') {
		const rows = wholeList(
			await send(reading.context, reading.request, reading.sendOptions),
			limit,
			hints,
		);
		return rows.slice(0, limit).map((row) => keep(row));
	}
	const fetchPage = pageReader(reading, Math.min(limit, pageSize));
	return await listRows(fetchPage, limit, {
		keep: (row) => keep(row),
		onEnd: (report) => hints.listed(report, limit),
	});
}

/** The rows of a list that comes in one piece. */
function wholeList(answer: unknown, limit: number, hints: HintCollector): IDataObject[] {
	const { rows, count, malformed } = readList(answer);
	const received = rows.length;
	hints.listed({ received, total: Math.max(count, received), malformed, repeated: 0 }, limit);
	return rows;
}

const pageReader =
	({ context, request, sendOptions }: Reading, page_size: number) =>
	async (page_index: number) => {
		const query = { ...request.query, page_index, page_size };
		return await send(context, { ...request, query }, sendOptions);
	};

/** Ends the reading of a list of which enough is read. */
const enough = new Error('Enough is read');

/** Hero's own count says nothing of the rows that are kept, so this reads on until there are enough. */
async function keptRows(reading: Reading, limit: number): Promise<Found[]> {
	const { operation, values, hints } = reading;
	const keep = foundFrom(reading);
	const fetchPage = pageReader(reading, pageSize);
	const found: Found[] = [];
	const look = (row: IDataObject) => {
		const isKept = operation.rowFilter!.test(row, values);
		if (isKept !== false) found.push(keep(row, isKept === undefined));
		return nothing;
	};
	let isCut = false;
	const untilEnough = async (index: number) => {
		isCut = found.length >= limit;
		if (isCut) throw enough;
		return await fetchPage(index);
	};
	if (operation.list === 'whole') {
		wholeList(
			await send(reading.context, reading.request, reading.sendOptions),
			Infinity,
			hints,
		).map(look);
	} else {
		// Limit counts what is kept, so that of the list all was wanted.
		const onEnd = (read: ListReport) => hints.listed(read, Infinity);
		await listRows(untilEnough, Infinity, { keep: look, onEnd }).catch((thrown: unknown) => {
			if (!isCut) throw thrown;
		});
	}
	if (isCut || found.length > limit) hints.say(limitReached);
	return found.slice(0, limit);
}

/** Stands for each row that was looked at, so that long lists need little memory. */
const nothing: IDataObject = {};

const limitReached =
	'Limit was reached, so more rows may fit the filters. Return All takes them all.';

/** The records as they leave, and a hint on them where there is one. */
async function enriched(reading: Reading, found: Found[]): Promise<IDataObject[]> {
	const { enrich, hint } = reading.operation;
	const { sendOptions, values, hints } = reading;
	const records = found.map(({ json }) => json);
	if (enrich && values.query[enrich.field] === true) {
		await addLookUps(reading, enrich, found, records);
	}
	hints.say(hint?.(values, records, sendOptions.errorContext?.itemIndex ?? 0));
	return records;
}

/** Adds to each record the keys of its own look-up, at the shared pace of the run. */
async function addLookUps(
	reading: Reading,
	enrich: Enrichment,
	found: Found[],
	records: IDataObject[],
): Promise<void> {
	const { run, hints } = reading;
	let missing = 0;
	await inParallel(found.length, run.parallel, run.isCancelled, async (index) => {
		const looked = await lookUp(reading, enrich.path, found[index].id);
		const keys = looked.answer && enrich.keysOf(looked.answer);
		if (!keys) missing++;
		const told = keys ?? enrich.keysWithout(looked.reason ?? otherForm, looked.answer);
		records[index] = { ...records[index], ...told };
	});
	if (run.isCancelled()) throw new NotSentError();
	hints.count(enrich.hint, missing);
}

const otherForm = "Hero's answer has another form than expected";

/** Hero's answer, or why there is none: one record without it must not keep back all others. */
async function lookUp(
	{ context, request, sendOptions }: Reading,
	path: string,
	id: Found['id'],
): Promise<{ answer?: IDataObject; reason?: string }> {
	if (typeof id !== 'string' && typeof id !== 'number') return { reason: 'The record has no ID' };
	const { practiceGroupId } = request;
	const { timeoutMs, retryWindowMs, run } = sendOptions;
	const errorContext = { labels: { id: 'ID' } };
	try {
		const answer = await send(
			context,
			{ method: 'GET', path, pathValues: { id }, practiceGroupId },
			{ timeoutMs, retryWindowMs, run, errorContext },
		);
		return answer ? { answer: answer as IDataObject } : { reason: 'Hero answered with nothing' };
	} catch (thrown) {
		return { reason: (thrown as Error).message };
	}
}
