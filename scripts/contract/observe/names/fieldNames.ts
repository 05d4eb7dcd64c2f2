import type { FieldSet } from '../../description/describedApi';
import { isObject } from '../../description/schemaContext';
import type { SeenTexts } from './seenTexts';
import type { Vocabulary } from './vocabulary';
import { wordsOf } from './vocabulary';

/** What decides whether a key is the name of a field or a value, such as a patient's name in a map. */
export interface NameEvidence {
	samples: unknown[];
	/** What the contract says of the body. Its own names are always shown. */
	known: FieldSet | undefined;
	vocabulary: Vocabulary;
	seenTexts: SeenTexts;
}

type JsonObject = Record<string, unknown>;

/** Letters in snake_case or camelCase, with at most two digits in a row. */
const nameForm = /^(?=.{1,40}$)(?!.*\d{3})[a-z][a-zA-Z0-9]*(_[a-zA-Z0-9]+)*$/;

/**
 * Returns a function that is true only for a key that surely is the name of a field. In doubt a key is a value: it might be
 * a person's name, a phone number or an ID. A key is judged by all the places where it stands.
 */
export function createNameJudge(evidence: NameEvidence): (key: string) => boolean {
	const { vocabulary, seenTexts } = evidence;
	const doubtful = doubtfulKeys(evidence);
	return (key) => {
		const words = wordsOf(key);
		const foreign = words.filter((word) => !vocabulary.words.has(word));
		const isText = seenTexts.hasText(key) && !vocabulary.longNames.has(key);
		if (!nameForm.test(key) || isText || foreign.length === words.length) return false;
		if (foreign.some(seenTexts.hasWord)) return false;
		return !doubtful.hidden.has(key) && !(doubtful.strict.has(key) && foreign.length > 0);
	};
}

interface DoubtfulKeys {
	hidden: Set<string>;
	/** Shown only if each of its words is known. */
	strict: Set<string>;
}

/** The keys that stand where values may be keys, among those that the contract does not have. */
function doubtfulKeys({ samples, known }: NameEvidence): DoubtfulKeys {
	const doubtful: DoubtfulKeys = { hidden: new Set(), strict: new Set() };
	for (const [place, objects] of objectsByPlace(samples)) {
		const isKnown = (key: string) => known?.fields.has(place ? `${place}.${key}` : key) ?? false;
		for (const key of rareKeys(objects)) if (!isKnown(key)) doubtful.hidden.add(key);
		for (const object of objects) {
			const keys = Object.keys(object).filter((key) => !isKnown(key));
			const target = mapLikeness(keys.map((key) => object[key]));
			if (target) keys.forEach((key) => doubtful[target].add(key));
		}
	}
	return doubtful;
}

/** The keys that only one of several records has. */
function rareKeys(objects: JsonObject[]): string[] {
	if (objects.length < 2) return [];
	const counts = new Map<string, number>();
	for (const key of objects.flatMap(Object.keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
	return [...counts].flatMap(([key, count]) => (count === 1 ? [key] : []));
}

/** How much the members of an object look like those of a map, whose keys are values. */
function mapLikeness(members: unknown[]): keyof DoubtfulKeys | undefined {
	const looks = new Set(members.map(lookOf));
	if (members.length > 1 && looks.size === 1 && isObject(members[0])) return 'hidden';
	const kinds = new Set(members.map((member) => (Array.isArray(member) ? 'array' : typeof member)));
	return kinds.size === 1 ? 'strict' : undefined;
}

const lookOf = (value: unknown): string =>
	isObject(value) ? Object.keys(value).sort().join() : Array.isArray(value) ? '[]' : typeof value;

/** The different objects of each place. One record in two responses counts once. */
function objectsByPlace(samples: unknown[]): Map<string, JsonObject[]> {
	const found = new Map<string, Map<string, JsonObject>>();
	const add = (place: string, value: unknown) => {
		if (Array.isArray(value)) value.forEach((one) => add(`${place}[]`, one));
		if (!isObject(value)) return;
		const objects = found.get(place) ?? new Map<string, JsonObject>();
		found.set(place, objects.set(JSON.stringify(value), value));
		for (const [key, member] of Object.entries(value)) add(place ? `${place}.${key}` : key, member);
	};
	samples.forEach((sample) => add('', sample));
	return new Map([...found].map(([place, objects]) => [place, [...objects.values()]]));
}
