import { badRequest } from '../../lib/httpError';

/** One sort key; ties are decided by the next key. */
export interface SortKey<Item> {
	keyOf: KeyOf<Item>;
	descending: boolean;
}

type KeyOf<Item> = (item: Item) => string | number;

/** The items sorted by the keys, the first key first. */
export function sortBy<Item>(items: Item[], sortKeys: Array<SortKey<Item>>): Item[] {
	return [...items].sort((a, b) => {
		for (const { keyOf, descending } of sortKeys) {
			const [key, otherKey] = [keyOf(a), keyOf(b)];
			if (key !== otherKey) return key < otherKey === descending ? 1 : -1;
		}
		return 0;
	});
}

/**
 * The sort keys of the query: one key or a list of them, with as many directions. Without a key the
 * first known key is used. Throws an HttpError for an unknown key.
 */
export function parseSortKeys<Item>(
	query: Record<string, unknown>,
	knownKeys: Record<string, KeyOf<Item>>,
	[by, descending]: [by: string, descending: string],
): Array<SortKey<Item>> {
	const names = Object.keys(knownKeys);
	const directions = [query[descending] ?? []].flat();
	return [query[by] ?? names[0]].flat().map((name, index) => {
		if (!names.includes(String(name))) {
			badRequest('invalid_enum_value', names.join(' or '), ['query', by]);
		}
		return { keyOf: knownKeys[String(name)], descending: String(directions[index]) === 'true' };
	});
}
