import type { Answer } from '../answer';
import { isSuccess, mediaTypeOf } from '../answer';
import type { SeenTexts } from '../names/seenTexts';

/**
 * What the headers of all responses tell. Only headers about the rate limit are named, with short numbers. A number that is
 * also a value, such as the practice group ID, is not told.
 */
export function headerRemarks(answers: Answer[], seenTexts: SeenTexts): string[] {
	const responded = answers.filter(({ status }) => status > 0);
	const compressed = responded.filter(({ headers }) => headers['content-encoding'] !== undefined);
	const withBody = responded.filter((one) => isSuccess(one) && one.body !== undefined);
	const types = new Set(withBody.map(mediaTypeOf));
	const limited = responded.filter(({ status }) => status === 429).length;
	return [
		`Content type of successful responses: ${[...types].sort().join(', ')}.`,
		`Compressed responses: ${compressed.length > 0 ? 'yes' : 'no'}.`,
		...rateLimitRemarks(responded, seenTexts),
		...(limited > 0 ? [`A 429 came ${limited} ${limited === 1 ? 'time' : 'times'}.`] : []),
	];
}

/** The names in use for such headers. Any other word might be a value. */
const rateLimitName =
	/^(x-)?rate-?limit(-(limit|remaining|reset|used|after|policy|resource|retry|window|requests?|second|minute|hour|day)){0,2}$|^retry-after$/;

function rateLimitRemarks(answers: Answer[], seenTexts: SeenTexts): string[] {
	const values = new Map<string, Set<string>>();
	for (const [name, value] of answers.flatMap(({ headers }) => Object.entries(headers))) {
		if (!rateLimitName.test(name)) continue;
		values.set(name, (values.get(name) ?? new Set()).add(shortNumber(value, seenTexts)));
	}
	if (values.size === 0) {
		return ['No response has a header about the rate limit (x-conventions.rate_limit).'];
	}
	const named = [...values].map(([name, seen]) => `${name} (${rangeText([...seen])})`);
	return [
		`Headers about the rate limit: ${named.join(', ')}. This helps to settle "x-conventions.rate_limit".`,
	];
}

const shortNumber = (value: string, { hasText }: SeenTexts): string =>
	/^\d{1,4}$/.test(value) || (/^\d{5,6}$/.test(value) && !hasText(value))
		? value
		: 'no short number';

/** The smallest and the largest of some numbers. */
function rangeText(seen: string[]): string {
	const numbers = seen.map(Number);
	if (numbers.some(Number.isNaN)) return 'no short number';
	const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
	return least === most ? String(least) : `${least} to ${most}`;
}
