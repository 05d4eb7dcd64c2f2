import { badRequest } from '../../lib/httpError';

/** What to sort by; ties are left to the next one. */
export interface Order<Item> {
	keyOf: KeyOf<Item>;
	descending: boolean;
}

type KeyOf<Item> = (item: Item) => string | number;

/** The items in order, the first thing to sort by counting most. */
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
 * What the query asks to sort by: one key or a list of them, with as many directions. The first of
 * the keys is taken when it names none. Throws a Refusal when it names another one.
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
