import type { Clock } from './clock';

/** Cancels a wait, and reports on it. */
export interface Cancellation {
	isCancelled(): boolean;
	/** Reports each period of waiting for Hero, in milliseconds since 1970. */
	onWait?(from: number, until: number): void;
}

/** The longest sleep. n8n's `sleep` cannot be ended early, so a canceled run may last this much longer. */
export const maxSleepMs = 100;

/**
 * Waits until a moment in milliseconds since 1970, which may move meanwhile. Returns false when canceled,
 * and at once when the moment lies after the deadline.
 */
export async function waitUntil(
	moment: () => number,
	deadline: number,
	{ isCancelled, onWait }: Cancellation,
	clock: Clock,
): Promise<boolean> {
	while (!isCancelled() && moment() <= deadline) {
		const now = clock.now();
		if (now >= moment()) return true;
		const until = Math.min(moment(), now + maxSleepMs);
		onWait?.(now, until);
		await clock.sleep(until - now);
	}
	return false;
}
