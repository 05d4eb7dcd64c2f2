import { sleep } from 'n8n-workflow';

/** The time and random numbers. Tests pass a clock of their own, so that nothing waits in real time. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
	/** At least 0, below 1. */
	random(): number;
}

/** The clock of the computer. */
export const realClock: Clock = { now: () => Date.now(), sleep, random: () => Math.random() };
