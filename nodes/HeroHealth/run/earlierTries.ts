import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Digest, Meaning } from './digest';
import { perhapsSentError, wordsOf } from './errors';
import { heroIds } from './heroIds';
import type { HintCollector } from './hints';
import type { ItemOutcome, ItemResult } from './itemResults';
import type { ItemValues } from './parameters';
import type { StoredResult, StoredRun } from './storedRun';
import {
	deleteStoredRun,
	endStoredRun,
	openStoredRun,
	requireSecret,
	startStoredRun,
	wholeOutputsOf,
} from './storedRun';
import { isRunByAgent } from './toolContext';

/** What earlier tries of a run did. n8n tries again for Retry On Fail, and for Retry in its list of executions. */
export interface EarlierTries {
	/** Begins a try. Throws a NodeOperationError if another try of the same run sends just now. */
	start(): void;
	/** Ends a try that was begun. */
	end(): void;
	/** Returns the outcome of an item that an earlier try sent; undefined for all others. */
	outcomeOf(itemIndex: number): ItemOutcome | undefined;
	/** True if an earlier try sent the item, so that it is not sent now. */
	isSent(itemIndex: number): boolean;
	/** Returns the first item of the combined call that sent this item; undefined if there was none. */
	combinedWith(itemIndex: number): number | undefined;
	/**
	 * Returns the output of an item that an earlier try carried out. Throws an item error if it was perhaps carried out.
	 * `readValues` may throw.
	 */
	repeat(itemIndex: number, readValues: () => ItemValues): Promise<IDataObject[]>;
	/** Notes what an item means, before it is sent. */
	begin(itemIndex: number, values: ItemValues): Promise<void>;
	/** Stores the result of an item for the next try, if it was begun. */
	save(itemIndex: number, result: ItemResult, combinedWith?: number): void;
	/** Ends a run that n8n does not try again. */
	forget(): void;
}

interface TryOptions {
	digest: Digest;
	meaning: Meaning;
	hints: HintCollector;
	sendUnclearAgain: boolean;
}

/** Remembers nothing, for a call that n8n never tries again. */
export const noEarlierTries: EarlierTries = {
	start: () => undefined,
	end: () => undefined,
	outcomeOf: () => undefined,
	isSent: () => false,
	combinedWith: () => undefined,
	repeat: async () => [],
	begin: async () => undefined,
	save: () => undefined,
	forget: () => undefined,
};

/** Reads what earlier tries of this run did, from the context that n8n keeps with the execution. */
export function readEarlierTries(context: IExecuteFunctions, options: TryOptions): EarlierTries {
	// An agent that runs the tool itself makes several calls under one run index.
	if (isRunByAgent(context) || context.getInputData().length === 0) return noEarlierTries;
	const nodeContext = context.getContext('node');
	const name = `heroRun${String(context.getWorkflowDataProxy(0).$runIndex)}`;
	const run = openStoredRun(nodeContext, name);
	const { results } = run;
	const fingerprintOf = fingerprinter(options, run);
	const fingerprints = new Map<number, string>();
	const tries: Tries = {
		...{ results, hints: options.hints, node: context.getNode() },
		outputs: wholeOutputsOf(nodeContext, name),
	};
	return {
		start() {
			if (!startStoredRun(run)) throw busyError(context);
		},
		end: () => endStoredRun(run),
		outcomeOf: (itemIndex) => results[itemIndex]?.outcome,
		isSent: (itemIndex) =>
			itemIndex in results &&
			!(results[itemIndex].outcome === 'unclear' && options.sendUnclearAgain),
		combinedWith: (itemIndex) => results[itemIndex]?.combinedWith,
		repeat: async (itemIndex, readValues) =>
			await repeatOutput(
				tries,
				itemIndex,
				async () => await fingerprintOf(itemIndex, readValues()),
			),
		async begin(itemIndex, values) {
			fingerprints.set(itemIndex, await fingerprintOf(itemIndex, values));
		},
		save(itemIndex, result, combinedWith) {
			const fingerprint = fingerprints.get(itemIndex);
			if (fingerprint === undefined) return;
			saveResult(tries, itemIndex, result, { fingerprint, combinedWith });
		},
		forget: () => deleteStoredRun(nodeContext, name, run),
	};
}

const busyError = (context: IExecuteFunctions): NodeOperationError =>
	new NodeOperationError(context.getNode(), 'Another retry of this execution is still running', {
		description:
			'This one sent nothing. Wait until the other one has ended, and look at its result.',
	});

/** The results of the tries of one run, as this try sees them. */
interface Tries {
	results: StoredRun['results'];
	/** The whole output of items, as far as this process has it. */
	outputs: Map<number, IDataObject[]>;
	hints: HintCollector;
	node: INode;
}

/** Prepares the fingerprints of a run. They can be compared as long as the secret stays the same. */
function fingerprinter({ digest, meaning }: TryOptions, run: StoredRun) {
	let checking: Promise<void> | undefined;
	return async (itemIndex: number, values: ItemValues): Promise<string> => {
		checking ??= digest('secret').then((secret) => requireSecret(run, secret));
		await checking;
		return await digest(await meaning(values, itemIndex));
	};
}

async function repeatOutput(
	{ results, outputs, hints, node }: Tries,
	itemIndex: number,
	readFingerprint: () => Promise<string>,
): Promise<IDataObject[]> {
	const result = results[itemIndex];
	if (result.error) throw perhapsSentError(node, itemIndex, result.error);
	const change = changeOf(result, await readFingerprint().catch(() => 'unreadable'));
	hints.addCount(doneBeforeHint, 1);
	hints.addCount(changedHint, change ? 1 : 0);
	const records = outputs.get(itemIndex) ?? result.records ?? [];
	return records.map((record) => ({ ...record, doneBefore: true, ...change }));
}

function saveResult(
	{ results, outputs }: Tries,
	itemIndex: number,
	result: ItemResult,
	shared: Pick<StoredResult, 'fingerprint' | 'combinedWith'>,
): void {
	const stored = toStored(result, shared);
	if (stored) results[itemIndex] = stored;
	else delete results[itemIndex];
	// The items of a combined call have one output, which the first of them keeps.
	const { combinedWith = itemIndex } = shared;
	if (stored?.outcome !== 'done' || combinedWith !== itemIndex) return;
	const records = result.output.map(({ json }) => json);
	outputs.set(itemIndex, records);
	stored.records = records.map(heroIds);
}

/** Returns what to store of a result; undefined for an item that was surely not carried out. */
function toStored(
	{ outcome, error }: ItemResult,
	shared: Pick<StoredResult, 'fingerprint' | 'combinedWith'>,
): StoredResult | undefined {
	if (outcome === 'done') return { outcome, ...shared };
	// An error of an earlier run is not the outcome of this one.
	if (outcome !== 'unclear' || !error || error.context.isFromEarlier) return undefined;
	return { outcome, ...shared, error: wordsOf(error) };
}

/** Returns both fingerprints of an item whose values changed after it was carried out. */
function changeOf({ fingerprint: before }: StoredResult, now: string): IDataObject | undefined {
	if (before === undefined || before === now) return undefined;
	return { valuesChanged: { before: shortened(before), now: shortened(now) } };
}

/** The length in characters of a fingerprint that people compare. */
const shownLength = 10;

const shortened = (fingerprint: string): string => fingerprint.slice(0, shownLength);

const doneBeforeHint = (count: number): string =>
	count === 1
		? 'An earlier try carried out one item. It was not sent again, and its output has "doneBefore".'
		: `An earlier try carried out ${count} items. They were not sent again, and their output has "doneBefore".`;

const changedHint = (count: number): string =>
	`The values of ${count === 1 ? 'one item' : `${count} items`} changed after an earlier try had sent the old ones. The new values were not sent. See "valuesChanged" in the output.`;
