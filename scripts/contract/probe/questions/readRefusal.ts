import { isObject } from '../../description/schemaContext';
import type { Answer } from '../answer';
import { jsonOf } from '../answer';

/** A field that a refusal names. */
export interface NamedField {
	/** The name, or the place in the body such as `recipients[].patient_id`. */
	place: string;
	/** Where the refusal puts it, if it says so. */
	part?: 'query' | 'body';
}

/** Members of an error that hold the name of a missing field, in the words of the usual validators. */
const nameMembers = [
	'missingproperty',
	'field',
	'fieldname',
	'param',
	'parameter',
	'property',
	'key',
];

/** Members of an error that hold the place of a field. */
const placeMembers = ['path', 'instancepath', 'datapath', 'pointer', 'location', 'loc'];

/** A field's name as APIs write it. Anything else that a refusal holds may be a value, and is not taken. */
const isName = (text: string): boolean => /^[A-Za-z_][\w.[\]-]{0,60}$/.test(text);

/**
 * Reads which fields a refusal names, the surest first: members of a JSON error, then names in quotes, then known names
 * that stand in a sentence. The wording of the mock is not documented, so every form is taken.
 */
export function namedFields(answer: Answer, knownNames: string[]): NamedField[] {
	const json = jsonOf(answer);
	const issues = json === undefined ? [] : objectsIn(json);
	const texts = json === undefined ? [answer.text] : textsIn(json);
	const found = [
		...issues.flatMap(fieldsOfIssue),
		...texts.flatMap(quotedFields),
		...texts.flatMap((text) => knownWords(text, knownNames)),
	];
	return found.filter(
		({ place, part }, index) =>
			found.findIndex((one) => one.place === place && one.part === part) === index,
	);
}

function objectsIn(value: unknown): Array<Record<string, unknown>> {
	if (Array.isArray(value)) return value.flatMap(objectsIn);
	if (!isObject(value)) return [];
	return [value, ...Object.values(value).flatMap(objectsIn)];
}

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

function fieldsOfIssue(issue: Record<string, unknown>): NamedField[] {
	const members = Object.entries(issue).map(([key, value]) => [key.toLowerCase(), value] as const);
	const [place] = members.flatMap(([key, value]) =>
		placeMembers.includes(key) ? [placeOf(value)] : [],
	);
	const names = [...members, ...paramsOf(issue)].flatMap(([key, value]) =>
		nameMembers.includes(key) && typeof value === 'string' && isName(value) ? [value] : [],
	);
	const quoted = names.length > 0 ? [] : textsOf(issue).flatMap(quotedFields);
	const inner = [...names.map((name) => ({ place: name })), ...quoted];
	if (!place) return inner;
	if (inner.length === 0) return place.place ? [place] : [];
	// "must have required property" stands at the object around the property.
	return inner.flatMap((one) => [
		{ ...place, place: place.place ? `${place.place}.${one.place}` : one.place },
		...(place.place ? [place] : []),
	]);
}

const paramsOf = ({ params }: Record<string, unknown>): Array<readonly [string, unknown]> =>
	isObject(params) ? Object.entries(params).map(([key, value]) => [key.toLowerCase(), value]) : [];

const textsOf = (issue: Record<string, unknown>): string[] =>
	Object.values(issue).filter((value) => typeof value === 'string');

/**
 * Reads `["body", "recipients", 0, "dob"]`, `/requestBody/recipients/0/dob`, `#/recipients/0/dob` and
 * `body.recipients[0].dob`.
 */
function placeOf(value: unknown): NamedField | undefined {
	const steps = Array.isArray(value)
		? value.map(String)
		: typeof value === 'string'
			? value.replace(/\[(\d+)\]/g, '.$1').split(/[./]/)
			: [];
	// A pointer starts with `#`, a JSONPath with `$`.
	const names = steps.filter((step) => step !== '' && step !== '#' && step !== '$');
	if (names.length === 0) return undefined;
	const part = partOf(names[0]);
	const inside = part ? names.slice(1) : names;
	const place = inside.reduce((at, step) => joined(at, step), '');
	return place === '' || isName(place) ? { place, ...(part ? { part } : {}) } : undefined;
}

const joined = (place: string, step: string): string =>
	/^\d+$/.test(step) ? `${place}[]` : place ? `${place}.${step}` : step;

function partOf(word: string): NamedField['part'] {
	if (/^(body|requestbody|payload)$/i.test(word)) return 'body';
	return /^(query|querystring|params|parameters)$/i.test(word) ? 'query' : undefined;
}

function quotedFields(text: string): NamedField[] {
	const part = /\bbody\b/i.test(text) ? 'body' : /\bquery\b/i.test(text) ? 'query' : undefined;
	const quoted = [...text.matchAll(/(['"`])([^'"`]{1,60})\1/g)].map(([, , name]) => name);
	const names = quoted.filter(isName);
	// In "'recipients.0' must have required property 'dob'" the first name is the place of the second.
	const inside = names.length > 1 ? [names.join('.')] : [];
	const found = [...inside, ...names].map(
		(name): NamedField => ({
			place: name.replace(/\.(\d+)(?=\.|$)/g, '[]'),
			...(part ? { part } : {}),
		}),
	);
	return [...placedFields(text), ...found];
}

/** Reads "recipients/0 must have required property 'dob'", where the place stands without quotes. */
const placedFields = (text: string): NamedField[] =>
	[...text.matchAll(/([\w/.[\]]*\w\]?) must have required property (['"`])([\w-]+)\2/g)].flatMap(
		([, place, , name]) => placeOf(`${place}.${name}`) ?? [],
	);

/** Known names that stand in a sentence as words. The longest comes first: `id` is a part of `patient_id`. */
function knownWords(text: string, knownNames: string[]): NamedField[] {
	const words = new Set(text.split(/[^\w-]+/));
	return knownNames
		.filter((name) => words.has(name))
		.sort((a, b) => b.length - a.length)
		.map((place) => ({ place }));
}

/** Members of an error that hold the values that are allowed. */
const listMembers = ['allowedvalues', 'allowed', 'enum', 'options'];

/** Members that hold them, or the allowed types. */
const otherListMembers = ['values', 'expected', 'oneof'];

/**
 * Reads the list of allowed values from a refusal. Returns undefined if it has none, or one that shares nothing with the
 * values of the contract and is not called a list of values.
 */
export function allowedValues(
	answer: Answer,
	ours: string[],
	madeUpValue: string,
): string[] | undefined {
	const json = jsonOf(answer);
	const named = json === undefined ? [] : listsIn(json, listMembers);
	const others = json === undefined ? [] : listsIn(json, otherListMembers);
	const texts = json === undefined ? [answer.text] : textsIn(json);
	const shared = [...others, ...texts.flatMap((text) => [quotedList(text), listAfterWords(text)])]
		.map((list) => list.filter((value) => value !== madeUpValue))
		.filter((list) => list.some((value) => ours.includes(value)));
	return [...named, ...shared].find((list) => list.length > 0);
}

function listsIn(value: unknown, members: string[]): string[][] {
	return objectsIn(value).flatMap((object) =>
		Object.entries(object).flatMap(([key, list]) =>
			members.includes(key.toLowerCase()) && Array.isArray(list) && list.every(isPlain)
				? [list.filter((one) => one !== null).map(String)]
				: [],
		),
	);
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

const quotedList = (text: string): string[] =>
	[...text.matchAll(/(['"`])([^'"`]{1,80})\1/g)].map(([, , value]) => value);

/** The rest of a sentence such as "must be one of: open, closed". */
function listAfterWords(text: string): string[] {
	const [, rest = ''] =
		/(?:one of|allowed values|values are|expected)[^\w\n]*([^\n]*)/i.exec(text) ?? [];
	return rest
		.split(/\s*[,|]\s*|\s+or\s+/)
		.map((value) => value.replace(/^[\s'"`([]+|[\s'"`)\].]+$/g, ''))
		.filter((value) => value !== '');
}
