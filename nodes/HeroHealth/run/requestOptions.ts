import type { RunOptions, SendOptions } from '../transport/request';
import { createCircuitBreaker } from '../transport/circuitBreaker';
import type { HintCollector } from './hints';
import type { RequestSettings } from './settings';

/** The options that all requests of a run share. */
export type SharedOptions = Pick<SendOptions, 'timeoutMs' | 'retryWindowMs'> & { run: RunOptions };

/** Creates the options of a run's requests from its settings. */
export const createSharedOptions = (
	{ parallel, timeoutMs, retryWhenBusy, retryWindowMs }: RequestSettings,
	{ addWait }: HintCollector,
	isCancelled: () => boolean,
): SharedOptions => ({
	timeoutMs,
	retryWindowMs,
	run: {
		parallel,
		isRetryDisabled: !retryWhenBusy,
		isCancelled,
		onWait: addWait,
		circuitBreaker: createCircuitBreaker(),
	},
});
