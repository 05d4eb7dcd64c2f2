import { badRequest } from '../../lib/httpError';

/** One sort key; ties are decided by the next key. */
export interface Order<Item> {
	keyOf: KeyOf<Item>;
	descending: boolean;
}

type KeyOf<Item> = (item: Item) => string | number;

/** The items sorted by the keys, the first key first. */
export function sortBy<Item>(items: Item[], orders: Array<Order<Item>>): Item[] {
	return [...items].sort((one, other) => {
		for (const { keyOf, descending } of orders) {
			const [key, otherKey] = [keyOf(one), keyOf(other)];
			if (key !== otherKey) return key < otherKey === descending ? 1 : -1;
		}
		return 0;
	});
}

/**
 * The sort keys of the query: one key or a list of them, with as many directions. Without a key the
 * first known key is used. Throws an HttpError for an unknown key.
 */
export function parseOrder<Item>(
	query: Record<string, unknown>,
	keys: Record<string, KeyOf<Item>>,
	[by, descending]: [by: string, descending: string],
): Array<Order<Item>> {
	const known = Object.keys(keys);
	const directions = [query[descending] ?? []].flat();
	return [query[by] ?? known[0]].flat().map((name, index) => {
		if (!known.includes(String(name))) {
			badRequest('invalid_enum_value', known.join(' or '), ['query', by]);
		}
		return { keyOf: keys[String(name)], descending: String(directions[index]) === 'true' };
	});
}
