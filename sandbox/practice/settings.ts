import { errorResponse, HttpError, type ValidationError } from '../lib/httpError';

/**
 * The switches of a sandbox. All of them can be turned while it runs, and each holds from the next
 * request, delivery or try on. A share is a number from 0 to 1.
 */
export interface Settings {
	/** Seconds that pass in the practice in one real second; 0 stops its clock. */
	clock_speed: number;

	/** Milliseconds by which every answer is late. */
	latency_ms: number;
	/** Share of answers that take slow_ms longer. */
	slow_share: number;
	/** Milliseconds by which a slow answer is late, on top of latency_ms. */
	slow_ms: number;
	/** Requests let through in any one second; the others are answered with 429. 0 sets no limit. */
	rate_limit_per_second: number;
	/** Retry-After of a 429: one second as `seconds` or `date`, `none`, or this very text. */
	retry_after: string;
	/** Share of requests answered with 429 instead of being carried out. */
	share_429: number;
	/** Share of requests answered with 503 instead of being carried out. */
	share_5xx: number;
	/** Share of requests whose connection is cut before they are carried out. */
	share_broken_before: number;
	/** Share of requests that are carried out, and whose connection is cut before the answer. */
	share_broken_after: number;
	/** Whether all but GET is refused with 403, as for a key that may only read. */
	refuse_writes: boolean;
	/** Whether no message gets into the health record. */
	write_to_record_fails: boolean;

	/** Whether form-submission.created, which no documented list holds, cannot be subscribed to. */
	refuse_form_submission_events: boolean;
	/** How the signature of a delivery is written; `none` leaves it and its timestamp out. */
	signature: 'hex' | 'base64' | 'sha256=hex' | 'none';
	/** How the timestamp of a delivery is written. */
	timestamp: 'seconds' | 'milliseconds' | 'iso';
	/** Seconds by which the timestamp is ahead of the real time or, when negative, behind it. */
	clock_skew_seconds: number;
	/** How many more times each try is sent, at once, with the same bytes and headers. */
	duplicates: number;
	/** How many more times each try is sent, at once, with a timestamp and signature of its own. */
	resigned_duplicates: number;
	/** How often a delivery is tried until it is taken. */
	delivery_tries: number;
	/** Milliseconds before the second try; each further wait is twice as long. */
	delivery_wait_ms: number;
	/** Milliseconds after which a try without an answer has failed. */
	delivery_timeout_ms: number;
}

/** One switch: its value at the start, and what it takes. */
interface SettingRule<Value> {
	initial: Value;
	expected: string;
	fits: (value: unknown) => boolean;
}

const HOUR_MS = 3_600_000;

const numberBetween = (least: number, most: number, initial = 0): SettingRule<number> => ({
	initial,
	expected: `number from ${least} to ${most}`,
	fits: (value) => typeof value === 'number' && value >= least && value <= most,
});

const wholeBetween = (least: number, most: number, initial = 0): SettingRule<number> => ({
	initial,
	expected: `whole number from ${least} to ${most}`,
	fits: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
});

const share = numberBetween(0, 1);

const milliseconds = (initial = 0) => numberBetween(0, HOUR_MS, initial);

const flag: SettingRule<boolean> = {
	initial: false,
	expected: 'true or false',
	fits: (value) => typeof value === 'boolean',
};

const oneOf = <Value extends string>(...values: Value[]): SettingRule<Value> => ({
	initial: values[0],
	expected: values.join(' or '),
	fits: (value) => values.includes(value as Value),
});

const headerText = (initial: string): SettingRule<string> => ({
	initial,
	expected: 'text that fits a header',
	fits: (value) => typeof value === 'string' && /^[\x20-\x7e]*$/.test(value),
});

const settingRules: { [Name in keyof Settings]: SettingRule<Settings[Name]> } = {
	clock_speed: numberBetween(0, 100_000, 1),
	latency_ms: milliseconds(),
	slow_share: share,
	slow_ms: milliseconds(5_000),
	rate_limit_per_second: wholeBetween(0, 100_000),
	retry_after: headerText('seconds'),
	share_429: share,
	share_5xx: share,
	share_broken_before: share,
	share_broken_after: share,
	refuse_writes: flag,
	write_to_record_fails: flag,
	refuse_form_submission_events: flag,
	signature: oneOf('hex', 'base64', 'sha256=hex', 'none'),
	timestamp: oneOf('seconds', 'milliseconds', 'iso'),
	clock_skew_seconds: numberBetween(-1_000_000_000, 1_000_000_000),
	duplicates: wholeBetween(0, 100),
	resigned_duplicates: wholeBetween(0, 100),
	delivery_tries: wholeBetween(1, 10, 5),
	delivery_wait_ms: milliseconds(1_000),
	delivery_timeout_ms: milliseconds(10_000),
};

/** Every switch as it stands when a sandbox starts: Hero as it is documented, without a fault. */
export const initialSettings = () =>
	Object.fromEntries(
		Object.entries(settingRules).map(([name, { initial }]) => [name, initial]),
	) as unknown as Settings;

/**
 * Turns some of the switches, or none: throws a Refusal that names every unknown switch and every
 * value that does not fit.
 */
export function changeSettings(settings: Settings, change: object): void {
	const issues = Object.entries(change).flatMap(([name, value]) => validate(name, value) ?? []);
	if (issues.length > 0) throw new HttpError(errorResponse(400, issues));
	Object.assign(settings, change);
}

function validate(name: string, value: unknown): ValidationError | undefined {
	const path = ['body', name];
	if (!Object.hasOwn(settingRules, name)) {
		return { code: 'unrecognized_keys', expected: 'known names only', path };
	}
	const { fits, expected } = settingRules[name as keyof Settings];
	return fits(value) ? undefined : { code: 'invalid_value', expected, path };
}
