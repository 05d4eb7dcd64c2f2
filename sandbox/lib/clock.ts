/** A clock that follows another clock at its own speed. */
export interface Clock {
	now(): Date;
	/** Sets how many seconds pass in one second of the followed clock. The time never jumps. */
	setSpeed(speed: number): void;
}

/** A clock that shows the time of the followed clock until its speed is set. */
export function createClock(source: () => Date): Clock {
	let changed = { at: source().getTime(), timeAt: source().getTime() };
	let speed = 1;
	const timeAt = (at: number) => changed.timeAt + (at - changed.at) * speed;
	return {
		now: () => new Date(timeAt(source().getTime())),
		setSpeed: (next) => {
			const at = source().getTime();
			changed = { at, timeAt: timeAt(at) };
			speed = next;
		},
	};
}
