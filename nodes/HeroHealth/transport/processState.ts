const resets: Array<() => void> = [];

/**
 * Declares state that all runs of this n8n process share, such as the limiter of each API key. The
 * function that it returns reads the state; `create` makes it at the first read.
 */
export function processState<State extends object>(create: () => State): () => State {
	let state: State | undefined;
	resets.push(() => (state = undefined));
	return () => (state ??= create());
}

/** Forgets all shared state, as a restart of n8n does. For tests. */
export function resetProcessState(): void {
	for (const reset of resets) reset();
}
