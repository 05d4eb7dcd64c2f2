import type { FieldSet } from '../../description/describedApi';
import { isObject } from '../../description/schemaContext';
import type { SeenTexts } from './seenTexts';
import type { Vocabulary } from './vocabulary';
import { isKnownName } from './vocabulary';

/** What decides whether a key is the name of a field or a value, such as a patient's name in a map. */
export interface NameEvidence {
	samples: unknown[];
	/** What the contract says of the body. Its own names are always shown. */
	known: FieldSet | undefined;
	vocabulary: Vocabulary;
	seenTexts: SeenTexts;
}

type JsonObject = Record<string, unknown>;

/** Letters in snake_case or camelCase, with at most two digits, which stand together: more of them may be a date. */
const nameForm = /^(?=.{1,40}$)(?!.*\d{3})(?!.*\d\D+\d)[a-z][a-zA-Z0-9]*(_[a-zA-Z0-9]+)*$/;

/**
 * Returns a function that is true only for a key that surely is the name of a field. In doubt a key is a value: it might be
 * a person's name, a phone number or an ID. So each of its words must be known, and a key is judged by all the places where
 * it stands.
 */
export function createNameJudge(evidence: NameEvidence): (key: string) => boolean {
	const { vocabulary, seenTexts } = evidence;
	const doubtful = doubtfulKeys(evidence);
	return (key) => {
		const isText = seenTexts.hasText(key) && !vocabulary.longNames.has(key);
		return nameForm.test(key) && isKnownName(key, vocabulary) && !isText && !doubtful.has(key);
	};
}

/** The keys that stand where values may be keys, among those that the contract does not have. */
function doubtfulKeys({ samples, known }: NameEvidence): Set<string> {
	const doubtful = new Set<string>();
	for (const [place, objects] of objectsByPlace(samples)) {
		const isForeign = (key: string) => !known?.fields.has(place ? `${place}.${key}` : key);
		const inMaps = objects.flatMap((object) => mapKeys(object, isForeign));
		for (const key of [...rareKeys(objects).filter(isForeign), ...inMaps]) doubtful.add(key);
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

/** The foreign keys of an object, if their members all are objects with the same keys: they may be values. */
function mapKeys(object: JsonObject, isForeign: (key: string) => boolean): string[] {
	const keys = Object.keys(object).filter(isForeign);
	const members = keys.map((key) => object[key]);
	if (members.length < 2 || !members.every(isObject)) return [];
	const looks = new Set(members.map((member) => Object.keys(member).sort().join()));
	return looks.size === 1 ? keys : [];
}

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
