/** A clock that follows another one, at a speed of its own. */
export interface Clock {
	now(): Date;
	/** From now on so many seconds pass in one second of the followed clock. Never jumps. */
	setSpeed(speed: number): void;
}

/** Shows the time of the followed clock until it is told to run faster or slower. */
export function createClock(followed: () => Date): Clock {
	let changed = { at: followed().getTime(), showing: followed().getTime() };
	let speed = 1;
	const showing = (at: number) => changed.showing + (at - changed.at) * speed;
	return {
		now: () => new Date(showing(followed().getTime())),
		setSpeed: (next) => {
			const at = followed().getTime();
			changed = { at, showing: showing(at) };
			speed = next;
		},
	};
}
