import { errorResponse, HttpError, type ValidationError } from '../lib/httpError';

/**
 * The settings of a sandbox. All of them can be changed while it runs, and apply from the next
 * request, delivery or attempt. A share is a number from 0 to 1.
 */
export interface Settings {
	/** Seconds that pass in the practice in one real second; 0 stops its clock. */
	clock_speed: number;

	/** Milliseconds by which every response is delayed. */
	latency_ms: number;
	/** Share of responses that take slow_ms longer. */
	slow_share: number;
	/** Additional delay of a slow response in milliseconds, on top of latency_ms. */
	slow_ms: number;
	/** Requests allowed in any one second; the others get status 429. 0 sets no limit. */
	rate_limit_per_second: number;
	/** Retry-After of a 429: one second as `seconds` or `date`, no header for `none`, or any other text. */
	retry_after: string;
	/** Share of requests that get status 429 and are not carried out. */
	share_429: number;
	/** Share of requests that get status 503 and are not carried out. */
	share_5xx: number;
	/** Share of requests whose connection is cut before they are carried out. */
	share_broken_before: number;
	/** Share of requests that are carried out, but whose connection is cut before the response. */
	share_broken_after: number;
	/** True when all methods but GET get status 403, as with a read-only key. */
	refuse_writes: boolean;
	/** The scopes of the API key, separated by commas. Calls of a missing scope get status 403. */
	scopes: string;
	/** True when writing to the health record fails. */
	write_to_record_fails: boolean;

	/** True when webhooks for form-submission.created, which no documented list has, are rejected. */
	refuse_form_submission_events: boolean;
	/** The format of a delivery's signature; `none` omits it and its timestamp. */
	signature: 'hex' | 'base64' | 'sha256=hex' | 'none';
	/** The format of a delivery's timestamp. */
	timestamp: 'seconds' | 'milliseconds' | 'iso';
	/** Seconds by which the timestamp is ahead of the real time or, when negative, behind it. */
	clock_skew_seconds: number;
	/** The number of copies of each attempt, sent at once with the same bytes and headers. */
	duplicates: number;
	/** The number of copies of each attempt, sent at once, each with its own timestamp and signature. */
	resigned_duplicates: number;
	/** The maximum number of attempts of a delivery. */
	delivery_tries: number;
	/** Milliseconds before the second attempt; each further wait doubles. */
	delivery_wait_ms: number;
	/** Milliseconds until an attempt without a response times out. */
	delivery_timeout_ms: number;
}

/** The initial value of one setting, and the values that it accepts. */
interface SettingRule<Value> {
	initial: Value;
	expected: string;
	isValid: (value: unknown) => boolean;
}

const HOUR_MS = 3_600_000;

const numberBetween = (least: number, most: number, initial = 0): SettingRule<number> => ({
	initial,
	expected: `number from ${least} to ${most}`,
	isValid: (value) => typeof value === 'number' && value >= least && value <= most,
});

const wholeBetween = (least: number, most: number, initial = 0): SettingRule<number> => ({
	initial,
	expected: `whole number from ${least} to ${most}`,
	isValid: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
});

const share = numberBetween(0, 1);

const milliseconds = (initial = 0) => numberBetween(0, HOUR_MS, initial);

const flag: SettingRule<boolean> = {
	initial: false,
	expected: 'true or false',
	isValid: (value) => typeof value === 'boolean',
};

const oneOf = <Value extends string>(...values: Value[]): SettingRule<Value> => ({
	initial: values[0],
	expected: values.join(' or '),
	isValid: (value) => values.includes(value as Value),
});

const someOf = (names: readonly string[]): SettingRule<string> => ({
	initial: names.join(', '),
	expected: `any of ${names.join(', ')}, separated by commas`,
	isValid: (value) =>
		typeof value === 'string' && namesIn(value).every((name) => names.includes(name)),
});

/** The names in a list that is separated by commas. */
const namesIn = (text: string): string[] =>
	text
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean);

/** The scopes that Hero's documentation names. */
const scopeNames = ['messaging', 'booking', 'booking links'] as const;

export type Scope = (typeof scopeNames)[number];

/** True when the API key has this scope. */
export const hasScope = ({ scopes }: Settings, scope: Scope): boolean =>
	namesIn(scopes).includes(scope);

const headerText = (initial: string): SettingRule<string> => ({
	initial,
	expected: 'text that fits a header',
	isValid: (value) => typeof value === 'string' && /^[\x20-\x7e]*$/.test(value),
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
	scopes: someOf(scopeNames),
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

/** The initial settings: Hero as it is documented, without faults. */
export const initialSettings = () =>
	Object.fromEntries(
		Object.entries(settingRules).map(([name, { initial }]) => [name, initial]),
	) as unknown as Settings;

/**
 * Changes all the given settings, or none: throws an HttpError that names every unknown setting and
 * every invalid value.
 */
export function changeSettings(settings: Settings, change: object): void {
	const errors = Object.entries(change).flatMap(([name, value]) => validate(name, value) ?? []);
	if (errors.length > 0) throw new HttpError(errorResponse(400, errors));
	Object.assign(settings, change);
}

function validate(name: string, value: unknown): ValidationError | undefined {
	const path = ['body', name];
	if (!Object.hasOwn(settingRules, name)) {
		return { code: 'unrecognized_keys', expected: 'known names only', path };
	}
	const { isValid, expected } = settingRules[name as keyof Settings];
	return isValid(value) ? undefined : { code: 'invalid_value', expected, path };
}
