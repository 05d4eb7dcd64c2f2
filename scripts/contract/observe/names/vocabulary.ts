import type { DescribedApi, FieldSet } from '../../description/describedApi';

/** What the contract's own names tell of the names of fields. */
export interface Vocabulary {
	/** In lower case and in the singular. */
	words: Set<string>;
	/** Names of several words, which are fields wherever they stand. */
	longNames: Set<string>;
}

/** Words that the names of fields have in nearly every API. */
const common =
	'active amount archived at attempt attributes available base body by can code config content count created currency ' +
	'current cursor data date default deleted description detail details display email enabled end error errors expires ' +
	'external field first flag flags format from full group has hidden history href id image index info internal is item ' +
	'items key kind label language last latest length level limit link links list locale max message meta metadata method ' +
	'min mode modified name next notes number offset on options order origin owner page pagination parent path permissions ' +
	'phone position previous primary priority properties reason record reference region result results role scope ' +
	'self sequence settings size slug sort source start state status sub summary tag tags time timestamp timezone title to ' +
	'token total type types unit updated url uuid value values version visible website ' +
	'second minute hour day week month year duration reservation specialty department site team clinic role theme colour';

/** The words of a name in snake_case or camelCase: lower case, in the singular, without digits. */
export const wordsOf = (name: string): string[] =>
	name
		.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
		.toLowerCase()
		.split(/[^a-z]+/)
		.filter((word) => word.length > 1)
		.map((word) => word.replace(/(?<=..)s$/, ''));

/** The vocabulary of the contract: its paths, parameters, fields and events; and the words common in APIs. */
export function vocabularyOf(api: DescribedApi): Vocabulary {
	const fields = fieldSetsOf(api).flatMap(fieldNames);
	const others = [
		...api.calls.map(({ path }) => path),
		...(api.events ?? []).map(({ name }) => name),
	];
	const parts = fields.flatMap((name) => name.split(/[^\w-]+/));
	return {
		words: new Set([common, ...others, ...fields].flatMap(wordsOf)),
		longNames: new Set(parts.filter((name) => wordsOf(name).length > 1)),
	};
}

const fieldSetsOf = ({ calls, events = [] }: DescribedApi): Array<FieldSet | null | undefined> => [
	...calls.flatMap(({ parameters, requestBody, response }) => [parameters, requestBody, response]),
	...events.map(({ payload }) => payload),
];

const fieldNames = (set: FieldSet | null | undefined): string[] => [...(set?.fields.keys() ?? [])];
