/**
 * How many values a parsed document has when each YAML alias is written out. A few lines of aliases can stand for more
 * values than any program can visit; aliases in a circle stand for infinitely many.
 */
export function expandedSize(document: unknown): number {
	const sizes = new Map<unknown, number>();
	const sizeOf = (part: unknown): number => {
		if (typeof part !== 'object' || part === null) return 1;
		const known = sizes.get(part);
		if (known !== undefined) return known;
		// Until its members are counted, a part inside itself has no end.
		sizes.set(part, Infinity);
		const size = Object.values(part).reduce<number>((sum, member) => sum + sizeOf(member), 1);
		sizes.set(part, size);
		return size;
	};
	return sizeOf(document);
}
