import type { Contract } from '../../../../api';
import { pathTemplate } from '../../comparison/compareCalls';
import type { Finding } from '../../comparison/finding';
import type { CallSource } from '../request/callSource';
import type { Search } from './locateCall';
import { allMethods, stateAt } from './locateCall';
import { spellingsOf } from './pathVariants';

/** An operation that the documentation names without saying where it is. */
export interface KnownName {
	name: string;
	tag: string;
	slug: string | null;
	method: string | null;
	path: string | null;
}

export const knownNames = (contract: Contract): KnownName[] =>
	contract['x-known-but-unreachable'] as unknown as KnownName[];

const verbs = /^(get|list|create|upsert|update|delete|search|find|send|add)$/;
const noWords = /^(by|id|tag|sample|of|the|apart|from|v\d)$/;

/** More paths than these are not tried for one name. */
const mostPaths = 12;

/** Paths where a named operation may be: below and beside the calls of its tag. Those of the contract are left out. */
export function candidatePaths(known: KnownName, sources: CallSource[]): string[] {
	if (known.path) return [known.path];
	const resources = resourcesOf(known, sources);
	const words = wordsOf(known).filter(
		(word) => !resources.some((resource) => spellings(resource).has(word)),
	);
	const paths =
		words.length > 0 ? pathsOfWords(known, words, resources) : pathsOfResources(resources);
	const isOurs = (path: string) =>
		sources.some(
			({ call }) =>
				pathTemplate(call.path) === pathTemplate(path) && call.method === methodOf(known),
		);
	return [...new Set(paths)].filter((path) => !isOurs(path)).slice(0, mostPaths);
}

function pathsOfWords({ name }: KnownName, words: string[], resources: string[]): string[] {
	const rest = words.join('_');
	const others = spellingsOf(rest);
	const names = [rest, ...others.filter((one) => /[_-]/.test(one) || words.length === 1)];
	const below = (between: string) =>
		resources.flatMap((resource) => names.map((one) => `/v1/${resource}${between}/${one}`));
	const beside = names.map((one) => `/v1/${one}`);
	const single = beside.map((path) => `${path}/{id}`);
	return /^(list|create|search)/.test(name)
		? [...below(''), ...resources.map((one) => `/v1/${one}`), ...below('/{id}'), ...beside]
		: [...below('/{id}'), ...below(''), ...single, ...beside];
}

const pathsOfResources = (resources: string[]): string[] =>
	resources
		.flatMap((resource) => [...separated(spellings(resource)), `${resource}/{id}`])
		.flatMap((path) => ['v1', 'v2'].map((version) => `/${version}/${path}`))
		.slice(0, 5);

/** Leaves out the spellings in which several words are joined to one. */
function separated(names: Set<string>): string[] {
	const withSeparator = [...names].filter((name) => /[_-]/.test(name));
	return withSeparator.length > 0 ? withSeparator : [...names];
}

/** The first segments of the paths that have the same tag, and the tag itself. */
function resourcesOf({ tag, slug }: KnownName, sources: CallSource[]): string[] {
	const same = sources.filter(({ operation }) => operation.tags.includes(tag));
	const used = same.map(({ call }) => call.path.split('/')[2]);
	const named = (slug ?? tag).split('/')[0].replace(/([a-z])([A-Z])/g, '$1_$2');
	const own = named
		.toLowerCase()
		.replace(/[^a-z]+/g, '_')
		.replace(/^_|_$/g, '');
	const fitting = [...new Set(used)].filter((segment) => spellings(segment).has(own));
	const only = [...new Set(used)].length === 1 ? used.slice(0, 1) : [];
	const unused =
		fitting.length > 0 ? [] : [own, ...spellingsOf(own).filter((one) => one.endsWith('s'))];
	return [...new Set([...fitting, ...only, ...unused])];
}

const spellings = (segment: string): Set<string> => new Set([segment, ...spellingsOf(segment)]);

/** The words of a name such as `listPatientPaymentMethods`, without its verb. A name in parentheses has none. */
function wordsOf({ name }: KnownName): string[] {
	if (name.startsWith('(')) return [];
	return name
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(' ')
		.filter((word) => !verbs.test(word) && !noWords.test(word));
}

const methodOf = ({ method }: KnownName): string => method?.split(' ')[0] ?? 'GET';

/** Looks for a named operation. Returns what was found; nothing that is not found proves anything. */
export async function findKnownName(
	search: Search,
	known: KnownName,
	sources: CallSource[],
): Promise<Finding[]> {
	for (const path of candidatePaths(known, sources)) {
		const method = await methodAt(search, known, path);
		if (method)
			return [{ part: 'call', verdict: 'new', call: `${method} ${path}`, hero: known.name }];
	}
	return [];
}

/** The method of a path that the mock knows, the likeliest first. */
async function methodAt(
	search: Search,
	known: KnownName,
	path: string,
): Promise<string | undefined> {
	const first = methodOf(known);
	const template = pathTemplate(path);
	for (const method of [first, ...allMethods.filter((one) => one !== first)]) {
		if (search.isTaken(method, template)) continue;
		const { state, reason } = await stateAt(search, sourceAt(method, path), { method, path });
		if (state === 'exists') return reason ? undefined : method;
		if (state === 'unknown path') return undefined;
	}
	return undefined;
}

/** A call of which nothing but the address is known. */
const sourceAt = (method: string, path: string): CallSource => ({
	call: { method, path },
	operation: {
		operationId: '',
		tags: [],
		summary: '',
		responses: {},
	} as unknown as CallSource['operation'],
	context: { document: {}, unreadable: [] },
	parameters: [],
	bodyExamples: [],
	responseExamples: [],
	...(method === 'GET' || method === 'DELETE' ? {} : { bodySchema: {} }),
});
