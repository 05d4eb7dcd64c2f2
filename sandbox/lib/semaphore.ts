/** Runs a task when its turn has come. */
export type Lane = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** A lane in which so many tasks run at once; the others wait, first come, first served. */
export function createLane(width: number): Lane {
	const waiting: Array<() => void> = [];
	let running = 0;
	return async (task) => {
		if (running === width) await new Promise<void>((resolve) => waiting.push(resolve));
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
