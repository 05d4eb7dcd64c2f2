import type { IDataObject } from 'n8n-workflow';

import { processState } from '../../transport/processState';

/** A write that a run of this process has claimed and not settled. */
export interface PendingWrite {
	/** The run that claimed it. */
	run: object;
	/** True while it is claimed and not being sent yet, because its run may wait for others before. */
	isQueued: boolean;
	/** Resolves once its outcome is recorded in n8n's store. */
	settled: Promise<void>;
	/** Asks its run to record the outcome as soon as it is known, because somebody waits for it. */
	hurry(): void;
}

/** The writes in flight of all runs in this process, by their claim. */
const pendingWrites = processState(() => new Map<string, PendingWrite>());

export const pendingWrite = (claim: string): PendingWrite | undefined => pendingWrites().get(claim);

/**
 * Adds a write in flight. Returns the function to call when its outcome is recorded, and whether somebody waits
 * for it.
 */
export function addPending(claim: string, run: object, flush: () => void) {
	let resolve = () => {};
	const settled = new Promise<void>((done) => (resolve = done));
	const state = { isAwaited: false, isAnswered: false };
	const write: PendingWrite = {
		...{ run, settled, isQueued: false },
		hurry() {
			state.isAwaited = true;
			if (state.isAnswered) flush();
		},
	};
	pendingWrites().set(claim, write);
	return {
		/** Notes that it is claimed, and whether its turn is still to come. */
		claimed(isQueued: boolean): void {
			write.isQueued = isQueued;
		},
		/** Notes that the outcome is known. Returns true if somebody waits for it. */
		answered(): boolean {
			state.isAnswered = true;
			return state.isAwaited;
		},
		end(): void {
			pendingWrites().delete(claim);
			resolve();
		},
	};
}

/** A write that this process sent, for the output of those that repeat it. */
export interface SentWrite {
	/** ISO 8601. */
	firstSentAt: string;
	/** The ID of the execution. */
	firstSentBy: string;
	/** IDs that Hero gave. */
	records: IDataObject[];
}

/** The highest number of writes that a process remembers. n8n's store remembers the others without details. */
const maxSentWrites = 20_000;

const sentWrites = processState(() => new Map<string, SentWrite>());

export const sentWrite = (claim: string): SentWrite | undefined => sentWrites().get(claim);

export function rememberSent(claim: string, write: SentWrite): void {
	const writes = sentWrites();
	writes.set(claim, write);
	if (writes.size > maxSentWrites) writes.delete(writes.keys().next().value!);
}

export const forgetSentWrites = (): void => sentWrites().clear();
