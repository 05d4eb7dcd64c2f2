import { sleep } from 'n8n-workflow';

/** A signal that follows another one. Each waiter needs its own: Node warns of many listeners. */
export const followSignal = (signal: AbortSignal) => AbortSignal.any([signal]);

/** Resolves after so many real milliseconds, or as soon as the signal aborts. Never throws. */
export async function sleepUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
	if (milliseconds > 0) await sleep(milliseconds, followSignal(signal)).catch(() => undefined);
}
