import type { DescribedApi, FieldSet } from '../../description/describedApi';
import { commonWords } from './commonWords';

/** What the contract's own names tell of the names of fields. */
export interface Vocabulary {
	/** In lower case and in the singular. */
	words: Set<string>;
	/** Names of several words, which are fields wherever they stand. */
	longNames: Set<string>;
}

/** Words of the contract that many people have as a name. */
const personalNames = new Set(['heidi']);

/** The words of a name in snake_case or camelCase: lower case, in the singular, without digits. */
export const wordsOf = (name: string): string[] =>
	name
		.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
		.toLowerCase()
		.split(/[^a-z]+/)
		.filter((word) => word !== '')
		.map((word) => word.replace(/(?<=..)s$/, ''));

/** The vocabulary of the contract: its paths, parameters, fields and events; and the words common in APIs. */
export function vocabularyOf(api: DescribedApi): Vocabulary {
	const fields = fieldSetsOf(api).flatMap(fieldNames);
	const others = [
		...api.calls.map(({ path }) => path),
		...(api.events ?? []).map(({ name }) => name),
	];
	const parts = fields.flatMap((name) => name.split(/[^\w-]+/));
	const words = [commonWords, ...others, ...fields].flatMap(wordsOf);
	return {
		words: new Set(words.filter((word) => word.length > 1 && !personalNames.has(word))),
		longNames: new Set(parts.filter((name) => wordsOf(name).length > 1)),
	};
}

/** True if each word of a name is known. A single letter never is, since it may be an initial. */
export function isKnownName(name: string, { words }: Vocabulary): boolean {
	const own = wordsOf(name);
	return own.length > 0 && own.every((word) => words.has(word));
}

const fieldSetsOf = ({ calls, events = [] }: DescribedApi): Array<FieldSet | null | undefined> => [
	...calls.flatMap(({ parameters, requestBody, response }) => [parameters, requestBody, response]),
	...events.map(({ payload }) => payload),
];

const fieldNames = (set: FieldSet | null | undefined): string[] => [...(set?.fields.keys() ?? [])];
