import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Clock } from '../../transport/clock';
import { realClock } from '../../transport/clock';
import { processState } from '../../transport/processState';

/** A set of keys in n8n's database, one for each workflow. It survives a crash of n8n. */
export interface KeyStore {
	/** Records keys, and returns those that were not recorded before. */
	record(keys: string[]): Promise<Set<string>>;
	remove(keys: string[]): Promise<void>;
	/** Returns the number of recorded keys. */
	count(): Promise<number>;
	/** Returns the number of recorded keys as far as this run knows, without a call. */
	held(): number;
	/** Removes all keys. */
	clear(): Promise<void>;
}

/** Any node of the workflow can then forget what another one sent. */
const scope = 'workflow';

/** Without `maxEntries` n8n never drops old keys. */
const options = { mode: 'entries' } as const;

/**
 * Opens the store and counts its keys. Throws a NodeOperationError if n8n has none for this context, such as before the
 * workflow is saved.
 */
export async function openCheckedStore(context: IExecuteFunctions): Promise<KeyStore> {
	try {
		const store = openStore(context);
		await store.count();
		return store;
	} catch {
		// n8n's reason names its own parts, which no user can change.
		const message = "'Send Only Once' cannot remember anything in this n8n";
		throw new NodeOperationError(context.getNode(), message, {
			description:
				'Nothing was sent. It needs n8n 1.64 or later, and a workflow that was saved. Save the workflow, update n8n, or switch Send Only Once off in the Settings of the node.',
		});
	}
}

/** The last call of each workflow in this process. */
const lastCalls = processState(() => new Map<string, Promise<unknown>>());

/**
 * Opens n8n's deduplication store for the workflow. The calls of one process run one after another, because n8n
 * reads and writes the whole set at each call, and calls at the same time would lose keys.
 */
function openStore(context: IExecuteFunctions, clock: Clock = realClock): KeyStore {
	const { helpers } = context;
	const workflowId = String(context.getWorkflow().id);
	const inTurn = async <Result>(call: () => Promise<Result>): Promise<Result> => {
		const before = lastCalls().get(workflowId) ?? Promise.resolve();
		const result = before.then(async () => await withRetry(call, clock));
		lastCalls().set(
			workflowId,
			result.catch(() => undefined),
		);
		return await result;
	};
	let held = 0;
	return {
		async record(keys) {
			const distinct = [...new Set(keys)];
			if (distinct.length === 0) return new Set();
			const { new: added } = await inTurn(
				async () => await helpers.checkProcessedAndRecord(distinct, scope, options),
			);
			held += added.length;
			return new Set(added.map(String));
		},
		async remove(keys) {
			if (keys.length === 0) return;
			await inTurn(async () => await helpers.removeProcessed(keys, scope, options));
			held -= keys.length;
		},
		count: async () =>
			(held = await inTurn(async () => await helpers.getProcessedDataCount(scope, options))),
		held: () => held,
		clear: async () =>
			await inTurn(async () => await helpers.clearAllProcessedItems(scope, options)),
	};
}

const maxAttempts = 5;
const firstBackoffMs = 20;

/** Retries a call of the store. The first call of a workflow fails if another process makes its own first. */
async function withRetry<Result>(call: () => Promise<Result>, clock: Clock): Promise<Result> {
	for (let attempt = 1; attempt < maxAttempts; attempt++) {
		try {
			return await call();
		} catch {
			await clock.sleep(clock.random() * firstBackoffMs * 2 ** attempt);
		}
	}
	return await call();
}
