import type { DescribedField, FieldSet } from '../description/describedApi';
import { fieldText, limitsText, requiredText, typeText, valuesText } from './fieldWords';
import type { Aspect, Finding, Verdict } from './finding';

type FieldFinding = Pick<Finding, 'verdict' | 'name' | 'aspect' | 'ours' | 'hero' | 'isGuess'>;

/** What a set of fields is: the node sends a request, and gives out a response. */
export type Direction = 'request' | 'response';

/** Compares the fields of the contract with those of Hero. A field that is in one of them alone stands for all in it. */
export function compareFieldSets(
	ours: FieldSet,
	hero: FieldSet,
	direction: Direction,
): FieldFinding[] {
	const onlyOurs = hero.isComplete ? missingIn(hero, ours) : [];
	const added = ours.isComplete ? missingIn(ours, hero) : [];
	const shared = [...ours.fields].filter(([name]) => hero.fields.has(name));
	return [
		...shared.flatMap(([name, field]) =>
			compareField(name, field, hero.fields.get(name)!, direction, !hero.isComplete),
		),
		...added.map((name) => oneSided('new', name, hero.fields)),
		...onlyOurs.map((name) => oneSided('only ours', name, ours.fields)),
	];
}

/** The outermost fields of one set that another lacks. */
function missingIn(other: FieldSet, { fields }: FieldSet): string[] {
	const missing = [...fields.keys()].filter((name) => !other.fields.has(name));
	return missing.filter((name) => !missing.some((outer) => isInside(name, outer)));
}

/** True for a field inside another: `data[].id` is inside `data[]`, and all are inside the whole. */
export const isInside = (name: string, outer: string): boolean =>
	name !== outer &&
	(outer === ''
		? !name.includes(' ')
		: name.startsWith(`${outer}.`) || name.startsWith(`${outer}[`));

function oneSided(
	verdict: Verdict,
	name: string,
	fields: Map<string, DescribedField>,
): FieldFinding {
	const field = fields.get(name)!;
	const inside = [...fields.keys()].filter((other) => isInside(other, name)).length;
	const text =
		fieldText(field) +
		(inside > 0 ? ` (with ${inside} ${inside === 1 ? 'field' : 'fields'} inside)` : '');
	const side = verdict === 'new' ? { hero: text } : { ours: text };
	return { verdict, name, aspect: 'field', ...side, ...(field.isGuess ? { isGuess: true } : {}) };
}

function compareField(
	name: string,
	ours: DescribedField,
	hero: DescribedField,
	direction: Direction,
	isSample: boolean,
): FieldFinding[] {
	const differences = [
		isSample ? compareSampleTypes(ours, hero) : compareTypes(ours, hero, direction),
		direction === 'request' ? compareRequired(ours, hero) : undefined,
		compareValues(ours, hero, isSample),
		compareFormat(ours, hero, isSample),
		direction === 'request' ? compareLimits(ours, hero, isSample) : undefined,
		direction === 'request' ? compareStyle(ours, hero) : undefined,
		compareMediaType(ours, hero),
	].filter((difference) => difference !== undefined);
	const guess = ours.isGuess ? { isGuess: true } : {};
	if (differences.length > 0) {
		return differences.map((difference) => ({
			name,
			...(difference.ours === 'not known' ? { isGuess: true } : guess),
			...difference,
		}));
	}
	// What both sides leave open is not confirmed.
	if (ours.types.length === 0 && hero.types.length === 0) return [];
	return [{ verdict: 'confirmed', name, aspect: 'field', ours: fieldText(ours), ...guess }];
}

type Difference = { verdict: Verdict; aspect: Aspect; ours?: string; hero?: string } | undefined;

const withoutNull = ({ types }: DescribedField) => types.filter((type) => type !== 'null');

function compareTypes(
	ours: DescribedField,
	hero: DescribedField,
	direction: Direction,
): Difference {
	const sides = { aspect: 'type' as const, ours: typeText(ours), hero: typeText(hero) };
	if (ours.types.join() === hero.types.join()) return undefined;
	if (hero.types.length === 0) return { verdict: 'only ours', ...sides };
	if (ours.types.length === 0) return { verdict: 'new', ...sides };
	if (withoutNull(ours).join() !== withoutNull(hero).join())
		return { verdict: 'refuted', ...sides };
	if (hero.types.includes('null')) return { verdict: 'new', ...sides };
	// A response that is never null is one that the node can take; a request with null would be refused.
	return direction === 'request' ? { verdict: 'refuted', ...sides } : undefined;
}

/** Compares the types that samples have. A sample cannot show that a type never occurs. */
function compareSampleTypes(ours: DescribedField, hero: DescribedField): Difference {
	const sides = { aspect: 'type' as const, ours: typeText(ours), hero: typeText(hero) };
	if (hero.types.every((type) => ours.types.includes(type))) return undefined;
	if (ours.types.length === 0) return { verdict: 'new', ...sides };
	const isOtherwise = withoutNull(hero).some((type) => !ours.types.includes(type));
	return { verdict: isOtherwise ? 'refuted' : 'new', ...sides };
}

function compareRequired(ours: DescribedField, hero: DescribedField): Difference {
	if (hero.required === undefined || ours.required === hero.required) return undefined;
	const told = { aspect: 'required' as const, hero: requiredText(hero.required) };
	// The form treats what nobody knows as optional, so "optional" confirms it.
	const verdict = ours.required !== undefined ? 'refuted' : hero.required ? 'new' : 'confirmed';
	const own = ours.required === undefined ? 'not known' : requiredText(ours.required);
	return { verdict, ...told, ours: own };
}

function compareValues(ours: DescribedField, hero: DescribedField, isSample: boolean): Difference {
	const [own, told] = [ours.values ?? ours.knownValues, hero.values];
	if (hero.hasOtherValues && own) {
		const verdict = ours.values ? 'refuted' : 'new';
		return { verdict, aspect: 'values', ours: valuesText(own), hero: 'another value' };
	}
	if (!told) {
		const isUntold = hero.types.length === 0 || isSample;
		if (!ours.values || (isUntold && !hero.isOpen)) return undefined;
		return {
			verdict: 'only ours',
			aspect: 'values',
			ours: valuesText(ours.values),
			hero: 'no list',
		};
	}
	const sides = {
		aspect: 'values' as const,
		ours: own ? valuesText(own) : 'no list',
		hero: valuesText(told),
	};
	if (own?.some((value) => !told.includes(value))) return { verdict: 'refuted', ...sides };
	const isSame = ours.values?.length === told.length;
	return isSame ? undefined : { verdict: 'new', ...sides };
}

function compareFormat(ours: DescribedField, hero: DescribedField, isSample: boolean): Difference {
	return compareTexts('format', ours.format, hero.format, isSample || hero.types.length === 0);
}

function compareLimits(ours: DescribedField, hero: DescribedField, isSample: boolean): Difference {
	const isUntold = isSample || hero.types.length === 0;
	return compareTexts('limits', limitsText(ours.limits), limitsText(hero.limits), isUntold);
}

/** Compares what either side may leave out. What Hero's side cannot tell is no difference. */
function compareTexts(
	aspect: Aspect,
	ours: string | undefined,
	hero: string | undefined,
	isUntold: boolean,
): Difference {
	const sides = { aspect, ...(ours ? { ours } : {}), ...(hero ? { hero } : {}) };
	if (ours === hero || (!hero && isUntold)) return undefined;
	if (!hero) return { verdict: 'only ours', ...sides };
	return { verdict: ours ? 'refuted' : 'new', ...sides };
}

/** Compares how a list or an object is written into the request. A plain value has one way only. */
const compareStyle = (ours: DescribedField, hero: DescribedField): Difference =>
	hero.style === 'as JSON' || ours.style
		? compareTexts('style', ours.style, hero.style, true)
		: undefined;

/** Compares media types. The node sends and reads JSON, also where the contract does not say so. */
const compareMediaType = (ours: DescribedField, hero: DescribedField): Difference =>
	hero.mediaType === undefined
		? undefined
		: compareTexts('media type', ours.mediaType ?? 'JSON', hero.mediaType, true);
