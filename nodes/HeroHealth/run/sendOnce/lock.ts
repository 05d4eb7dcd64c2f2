import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Clock } from '../../transport/clock';

/** Runs work while no other n8n process runs work under the same lock. */
export type Lock = <Result>(work: () => Promise<Result>) => Promise<Result>;

type Helpers = Pick<
	IExecuteFunctions['helpers'],
	'checkProcessedAndRecord' | 'clearAllProcessedItems' | 'getProcessedDataCount'
>;

/** Each node has a row of its own in n8n's store. The claims are in the row of the workflow. */
const scope = 'node';
const options = { mode: 'entries' } as const;

/** A lock that did not change for so long belongs to a process that ended. Nobody holds one for this long. */
const staleMs = 30_000;
const maxWaitMs = 180_000;
const pollMs = 20;
const maxFailures = 50;

/** Holders differ in the number of entries in their row, so that those who wait notice the next holder. */
const maxEntries = 50;

/**
 * Creates the lock of a node. The only atomic steps of n8n's store are to insert a row and to delete it, so the row
 * of the node is the lock.
 */
export function createLock(helpers: Helpers, clock: Clock): Lock {
	const release = async () => await helpers.clearAllProcessedItems(scope, options);
	return async (work) => {
		await acquire(helpers, clock, release);
		const acquiredAt = clock.now();
		try {
			return await work();
		} finally {
			// After that time, the row may be the lock of another process.
			if (clock.now() - acquiredAt < staleMs) await release().catch(() => undefined);
		}
	};
}

async function acquire(helpers: Helpers, clock: Clock, release: () => Promise<void>) {
	const startedAt = clock.now();
	// At first nobody is expected to hold it.
	let seen = { entries: 0, since: startedAt };
	const attempt = async (): Promise<boolean> => {
		if (seen.entries === 0 && (await insertRow(helpers, clock))) return true;
		const entries = await helpers.getProcessedDataCount(scope, options);
		if (entries !== seen.entries) seen = { entries, since: clock.now() };
		if (entries === 0 || clock.now() - seen.since < staleMs) return false;
		await release();
		// Others that found it stale may delete it too, so none inserts a row just now.
		await clock.sleep(staleMs / 10);
		return false;
	};
	let failures = 0;
	while (clock.now() - startedAt < maxWaitMs) {
		// Another process inserts the row at the same moment. The database is out of order if that goes on.
		const canFail = failures < maxFailures;
		const isAcquired = await (canFail ? attempt().catch(() => undefined) : attempt());
		if (isAcquired) return;
		if (isAcquired === undefined) failures++;
		await clock.sleep(clock.random() * pollMs);
	}
	throw new UserError("'Send Only Once' waits for another n8n process", {
		description: 'The item was not sent. Retry when the other executions have ended.',
	});
}

/** Returns true if this call inserted the row. Throws if another process inserts it at the same moment. */
async function insertRow(helpers: Helpers, clock: Clock): Promise<boolean> {
	const count = 1 + Math.floor(clock.random() * maxEntries);
	const entries = Array.from({ length: count }, (_, entry) => `lock ${entry}`);
	const { new: added } = await helpers.checkProcessedAndRecord(entries, scope, options);
	return added.includes(entries[0]);
}
