import { randomUUID } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { processState } from '../transport/processState';
import type { PerhapsSent } from './errors';

/** The result of an item, stored with the execution. It holds IDs of Hero, a digest and plain words. */
export interface StoredResult {
	outcome: 'done' | 'unclear';
	/** The digest of what the item meant when it was sent. Two digests with the same secret can be compared. */
	fingerprint?: string;
	/** The IDs in each output record. */
	records?: IDataObject[];
	error?: PerhapsSent;
	/** The first item of the combined call that sent this item. */
	combinedWith?: number;
}

/** The results of all tries of one run. */
export interface StoredRun {
	/** Tells runs apart in the memory of this process. */
	id: string;
	/** A digest that is the same as long as the secret of the digests is. */
	secret?: string;
	/** By item index. */
	results: Record<number, StoredResult>;
	/** True from the second try on. */
	wasTried?: true;
}

/** n8n's context of a node, which it stores with the execution and hands to each retry. */
export type NodeContext = Record<string, unknown>;

/**
 * The last results of runs, by their ID. n8n hands a second Retry of the same execution only what the first try left,
 * so what the first Retry sent is known here alone.
 */
const recentRuns = processState(() => new Map<string, StoredRun['results']>());
const maxRecentRuns = 20;

/**
 * Opens the stored results of a run. What this process knows of the run replaces what n8n hands over, which may be
 * older.
 */
export function openStoredRun(nodeContext: NodeContext, name: string): StoredRun {
	const tried = nodeContext[name] as StoredRun | undefined;
	const run: StoredRun = tried ? { ...tried, wasTried: true } : { id: randomUUID(), results: {} };
	nodeContext[name] = run;
	run.results = recentRuns().get(run.id) ?? run.results;
	rememberRun(run);
	return run;
}

/** The IDs of the runs that send just now. n8n lets people retry the same execution twice at the same time. */
const activeRuns = processState(() => new Set<string>());

/** Notes that a run sends now. Returns false if another try of it does so. */
export function startStoredRun({ id }: StoredRun): boolean {
	if (activeRuns().has(id)) return false;
	activeRuns().add(id);
	return true;
}

export const endStoredRun = ({ id }: StoredRun): void => void activeRuns().delete(id);

/** Drops the fingerprints that another secret made, such as an API key that was replaced since. */
export function requireSecret(run: StoredRun, secret: string): void {
	if (run.secret === secret) return;
	for (const result of Object.values(run.results)) delete result.fingerprint;
	run.secret = secret;
}

function rememberRun({ id, results }: StoredRun): void {
	const runs = recentRuns();
	runs.delete(id);
	runs.set(id, results);
	if (runs.size > maxRecentRuns) runs.delete(runs.keys().next().value!);
}

/**
 * Deletes the stored results of a run that n8n does not try again. The memory of this process keeps them if the run
 * was tried before, because people can retry an earlier execution of it again.
 */
export function deleteStoredRun(nodeContext: NodeContext, name: string, run: StoredRun): void {
	delete nodeContext[name];
	wholeOutputs().get(nodeContext)?.delete(name);
	if (!run.wasTried) recentRuns().delete(run.id);
}

const wholeOutputs = processState(
	() => new WeakMap<NodeContext, Map<string, Map<number, IDataObject[]>>>(),
);

/** The whole output of each item of a run, for further tries of this execution in this process. It is not stored. */
export function wholeOutputsOf(nodeContext: NodeContext, name: string): Map<number, IDataObject[]> {
	const runs = wholeOutputs().get(nodeContext) ?? new Map<string, Map<number, IDataObject[]>>();
	wholeOutputs().set(nodeContext, runs);
	const outputs = runs.get(name) ?? new Map<number, IDataObject[]>();
	runs.set(name, outputs);
	return outputs;
}
