/** Runs a task when its turn has come. */
export type Semaphore = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** A lane in which so many tasks run at once; the others wait, first come, first served. */
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
