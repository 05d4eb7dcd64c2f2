import type { Answer } from '../answer';
import { isSuccess, mediaTypeOf } from '../answer';

/** What the headers of all responses tell. Only headers about the rate limit are named, with short numbers. */
export function headerRemarks(answers: Answer[]): string[] {
	const responded = answers.filter(({ status }) => status > 0);
	const compressed = responded.filter(({ headers }) => headers['content-encoding'] !== undefined);
	const withBody = responded.filter((one) => isSuccess(one) && one.body !== undefined);
	const types = new Set(withBody.map(mediaTypeOf));
	const limited = responded.filter(({ status }) => status === 429).length;
	return [
		`Content type of successful responses: ${[...types].sort().join(', ')}.`,
		`Compressed responses: ${compressed.length > 0 ? 'yes' : 'no'}.`,
		...rateLimitRemarks(responded),
		...(limited > 0 ? [`A 429 came ${limited} times, at one request a second at most.`] : []),
	];
}

const rateLimitName = /^(x-)?rate-?limit(-[a-z]{1,20}){0,2}$|^retry-after$/;

function rateLimitRemarks(answers: Answer[]): string[] {
	const values = new Map<string, Set<string>>();
	for (const [name, value] of answers.flatMap(({ headers }) => Object.entries(headers))) {
		if (!rateLimitName.test(name)) continue;
		values.set(name, (values.get(name) ?? new Set()).add(shortNumber(value)));
	}
	if (values.size === 0) {
		return ['No response has a header about the rate limit (x-conventions.rate_limit).'];
	}
	const named = [...values].map(([name, seen]) => `${name} (${rangeText([...seen])})`);
	return [
		`Headers about the rate limit: ${named.join(', ')}. This helps to settle "x-conventions.rate_limit".`,
	];
}

const shortNumber = (value: string): string =>
	/^\d{1,6}$/.test(value) ? value : 'no short number';

/** The smallest and the largest of some numbers. */
function rangeText(seen: string[]): string {
	const numbers = seen.map(Number);
	if (numbers.some(Number.isNaN)) return 'no short number';
	const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
	return least === most ? String(least) : `${least} to ${most}`;
}
