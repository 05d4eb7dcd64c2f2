import type { DescribedCall, FieldSet } from '../description/describedApi';

/** Calls that resemble each other less than this belong to different things. */
export const leastLikeness = 0.6;

/** How much two calls resemble each other, from 0 to 1: by the words of their names and paths, their method and fields. */
export function likeness(one: DescribedCall, other: DescribedCall): number {
	const words = shared(callWords(one), callWords(other));
	const fields = shared(callFields(one), callFields(other));
	const method = one.method === other.method ? 1 : 0;
	return words * 0.6 + fields * 0.3 + method * 0.1;
}

/** The words of the path, without version and placeholders, in the singular. */
const callWords = ({ path }: DescribedCall): Set<string> =>
	new Set(
		path
			.replace(/\{[^}]*\}/g, '')
			.split(/[^a-zA-Z]+/)
			.map((word) => word.toLowerCase().replace(/s$/, ''))
			.filter((word) => word.length > 1),
	);

const callFields = ({ parameters, requestBody, response }: DescribedCall): Set<string> =>
	new Set([parameters, requestBody, response].flatMap((set) => fieldNames(set)));

const fieldNames = (set: FieldSet | null | undefined): string[] =>
	[...(set?.fields.keys() ?? [])].filter(Boolean);

/** The share of names that both have, of all that either has. */
function shared(one: Set<string>, other: Set<string>): number {
	const both = [...one].filter((name) => other.has(name)).length;
	const all = new Set([...one, ...other]).size;
	return all === 0 ? 0 : both / all;
}
