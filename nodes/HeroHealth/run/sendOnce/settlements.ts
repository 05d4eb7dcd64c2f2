import type { Clock } from '../../transport/clock';
import { realClock } from '../../transport/clock';
import type { WriteKeys } from './keys';
import { daysOf } from './keys';
import type { addPending } from './pending';
import type { Outcomes } from './protocol';
import type { KeyStore } from './store';

/** How a claim ends. Anything but `sent` and `unclear` surely left nothing at Hero. */
export type Settlement = 'sent' | 'unclear' | 'notSent';

/** A claim of this run. */
export interface OwnClaim {
	keys: WriteKeys;
	/** The keys to remove if Hero surely did not carry out the write. */
	recorded: string[];
	pending: ReturnType<typeof addPending>;
}

/** Outcomes that are recorded together. */
interface Batch extends Outcomes {
	pending: Array<OwnClaim['pending']>;
}

const emptyBatch = (): Batch => ({ pending: [], toRecord: [], toRemove: [] });

/** The longest time in milliseconds for which a run that claims nothing keeps outcomes to itself. */
const maxDelayMs = 1000;

/** The outcomes of a run on their way into n8n's store. Until they are recorded, a crash leaves them unclear. */
export interface Settlements {
	/** Adds the outcome of a claim. */
	add(claim: OwnClaim, settlement: Settlement): void;
	/** Records all outcomes that are known, with the calls that `record` makes. What it throws is thrown. */
	recordWith<Result>(record: (outcomes: Outcomes) => Promise<Result>): Promise<Result>;
	/** Records all outcomes that are known. */
	flush(): Promise<void>;
	/** The number of outcomes that n8n's store did not take. */
	failures(): number;
}

export function createSettlements(store: KeyStore, clock: Clock = realClock): Settlements {
	let batch = emptyBatch();
	let flushedAt = clock.now();
	let failures = 0;

	const recordWith: Settlements['recordWith'] = async (record) => {
		const { pending, toRecord, toRemove } = batch;
		batch = emptyBatch();
		let isRecorded = false;
		try {
			const result = await record({ toRecord, toRemove });
			isRecorded = true;
			return result;
		} finally {
			failures = isRecorded ? 0 : failures + pending.length;
			if (!isRecorded) {
				// The next call tries again.
				batch.toRecord.unshift(...toRecord);
				batch.toRemove.unshift(...toRemove);
			}
			for (const one of pending) one.end();
		}
	};
	const flush = async (): Promise<void> => {
		if (batch.toRecord.length + batch.toRemove.length === 0) return;
		flushedAt = clock.now();
		const recording = store.exclusively(
			async (keys) =>
				await recordWith(async ({ toRecord, toRemove }) => {
					await keys.record(toRecord);
					await keys.remove(toRemove);
				}),
		);
		// The number of failures tells of an error.
		await recording.catch(() => undefined);
	};
	return {
		recordWith,
		flush,
		add(claim, settlement) {
			addOutcome(batch, claim, settlement);
			const isLate = clock.now() - flushedAt > maxDelayMs;
			if (claim.pending.answered() || isLate) void flush();
		},
		failures: () => failures,
	};
}

function addOutcome(batch: Batch, { keys, recorded, pending }: OwnClaim, settlement: Settlement) {
	batch.pending.push(pending);
	// Another node of the workflow, in another n8n process, can have overwritten the claim since.
	if (settlement !== 'notSent') batch.toRecord.push(keys.claim, ...daysOf(keys));
	if (settlement === 'unclear') batch.toRecord.push(keys.open, keys.unclear);
	else if (settlement === 'notSent') batch.toRemove.push(...recorded);
	else batch.toRemove.push(keys.open, ...recorded.filter((key) => key === keys.unclear));
}
