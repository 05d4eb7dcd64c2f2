/** Runs a task as soon as a permit is free. */
export type Semaphore = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** A semaphore with so many permits; waiting tasks run first come, first served. */
export function createSemaphore(limit: number): Semaphore {
	const waiting: Array<() => void> = [];
	let running = 0;
	return async (task) => {
		if (running === limit) await new Promise<void>((resolve) => waiting.push(resolve));
		else running += 1;
		try {
			return await task();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else running -= 1;
		}
	};
}
