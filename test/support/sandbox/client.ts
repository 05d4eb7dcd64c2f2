import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import type { ValidationError } from '../../../sandbox/lib/httpError';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox';

/** A Monday, an hour before the practice opens. */
export const MONDAY = '2026-03-16T08:00:00Z';

export interface Clock {
	now: () => Date;
	set(time: string): void;
	pass(milliseconds: number): void;
}

/** A clock that a test sets. */
export function stoppedClock(start = MONDAY): Clock {
	let time = Date.parse(start);
	return {
		now: () => new Date(time),
		set: (text) => {
			time = Date.parse(text);
		},
		pass: (milliseconds) => {
			time += milliseconds;
		},
	};
}

/** A client that accepts every status and repeats the key of a list in the query. */
export const clientOf = ({ url, apiKey, practiceGroupId }: Sandbox): AxiosInstance =>
	axios.create({
		baseURL: url,
		headers: { 'x-api-key': apiKey, 'x-practice-group-id': practiceGroupId },
		paramsSerializer: { indexes: null },
		validateStatus: () => true,
	});

/** Starts a sandbox with a client for its API. */
export async function openSandbox(options?: SandboxOptions) {
	const sandbox = await startSandbox(options);
	return { sandbox, hero: clientOf(sandbox) };
}

/** The only validation error of a 400 response. */
export function validationErrorOf({ status, data }: AxiosResponse): ValidationError {
	expect(status).toBe(400);
	expect(data).toEqual({ error: true, statusCode: 400, message: [expect.anything()] });
	return data.message[0];
}
