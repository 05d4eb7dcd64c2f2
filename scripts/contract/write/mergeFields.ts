import { isInside } from '../comparison/compareFields';
import type { DescribedField, FieldSet } from '../description/describedApi';

/** What both sides say of the fields. Hero's word counts where it has one; what only the contract has is kept. */
export function mergeFields(ours: FieldSet | null | undefined, hero: FieldSet): FieldSet {
	const own = [...(ours?.fields.keys() ?? [])].filter((name) => hasPlace(name, hero));
	const names = [...new Set([...own, ...hero.fields.keys()])];
	const merged = names.map((name): [string, DescribedField] => {
		const [own, told] = [ours?.fields.get(name), hero.fields.get(name)];
		return [name, mergeField(own, told)];
	});
	return { fields: new Map(merged), isComplete: true };
}

/** False for a field inside of what Hero gives another type: a list has no members, and a text has nothing inside. */
function hasPlace(name: string, { fields }: FieldSet): boolean {
	const outer = [...fields].filter(
		([other, { types }]) => isInside(name, other) && types.length > 0,
	);
	return outer.every(([other, { types }]) => {
		const isRow = name.slice(other.length).startsWith('[');
		return types.includes(isRow ? 'array' : 'object');
	});
}

function mergeField(
	own: DescribedField | undefined,
	told: DescribedField | undefined,
): DescribedField {
	if (!own || !told) return own ?? told!;
	const types = told.types.length > 0 ? told.types : own.types;
	// A list of the contract does not hold where Hero gives another type.
	const isSameType = types.join() === own.types.join();
	const { values, knownValues, ...rest } = own;
	return {
		...rest,
		...(isSameType
			? { ...(values ? { values } : {}), ...(knownValues ? { knownValues } : {}) }
			: {}),
		...told,
		types,
	};
}
