import { sleep } from 'n8n-workflow';
import type { Practice } from '../practice/create';

/** Aborted when the sandbox stops. One for each who waits, as a signal warns of many listeners. */
export const untilClosed = ({ closing }: Practice) => AbortSignal.any([closing.signal]);

/** Waits so many real milliseconds, or until the sandbox stops. */
export async function pause(practice: Practice, milliseconds: number): Promise<void> {
	if (milliseconds > 0) await sleep(milliseconds, untilClosed(practice)).catch(() => undefined);
}
