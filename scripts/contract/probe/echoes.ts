import { isObject } from '../description/schemaContext';
import type { ProbeRequest } from './answer';

/** The texts that a request holds: the segments of its path, its query and its body. */
export function sentTexts({ path, query, body }: ProbeRequest): Set<string> {
	const segments = path.split('/').map(decodeURIComponent);
	return new Set([...segments, ...query.map(([, value]) => value), ...textsIn(body)]);
}

function textsIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (isObject(value)) return Object.values(value).flatMap(textsIn);
	return value === undefined || value === null ? [] : [String(value)];
}

/**
 * Leaves out of a sample the texts that its request holds. The mock may put values of the request into its answer, and
 * these tell nothing of the type that Hero has there.
 */
export function withoutEchoes(sample: unknown, sent: Set<string>): unknown {
	if (Array.isArray(sample)) {
		return sample.filter((item) => !isEcho(item, sent)).map((item) => withoutEchoes(item, sent));
	}
	if (!isObject(sample)) return sample;
	return Object.fromEntries(
		Object.entries(sample)
			.filter(([, value]) => !isEcho(value, sent))
			.map(([name, value]) => [name, withoutEchoes(value, sent)]),
	);
}

const isEcho = (value: unknown, sent: Set<string>): boolean =>
	typeof value === 'string' && sent.has(value);
