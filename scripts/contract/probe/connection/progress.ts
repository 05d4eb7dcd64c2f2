export interface ProgressOptions {
	perSecond: number;
	write(text: string): void;
}

/** Counts requests, and tells how many are left. */
export interface Progress {
	/** Counts one answer. */
	count(): void;
	/** Sets about how many requests are left from now on. */
	expect(requestsLeft: number): void;
}

/** So many answers are between two lines. */
const linesEvery = 20;

/** Reports in lines, which a terminal and a log both show. */
export function createProgress({ perSecond, write }: ProgressOptions): Progress {
	let done = 0;
	let total: number | undefined;
	const minutesLeft = () => Math.ceil(Math.max(0, total! - done) / perSecond / 60);
	return {
		count() {
			done++;
			if (done % linesEvery > 0 || total === undefined) return;
			write(
				`${done} of about ${Math.max(total, done)} requests, ${minutesWord(minutesLeft())} left\n`,
			);
		},
		expect(requestsLeft) {
			const isFirst = total === undefined;
			total = done + requestsLeft;
			if (isFirst) write(`About ${total} requests, ${minutesWord(minutesLeft())}\n`);
		},
	};
}

const minutesWord = (minutes: number): string =>
	minutes === 1 ? '1 minute' : `${minutes} minutes`;
