import { pathTemplate } from '../../comparison/compareCalls';

/** More paths than these are not tried for one call. */
const mostVariants = 24;

/**
 * Other ways to write a path, the likeliest first: another version, another spelling of one segment, one segment less,
 * then both of the first. Paths that `isTaken` knows belong to other calls.
 */
export function pathVariants(path: string, isTaken: (template: string) => boolean): string[] {
	const versions = otherVersions(path);
	const spellings = otherSpellings(path);
	const both = spellings.flatMap(otherVersions);
	const own = pathTemplate(path);
	return [...new Set([...versions, ...spellings, ...shorterPaths(path), ...both])]
		.filter((variant) => pathTemplate(variant) !== own && !isTaken(pathTemplate(variant)))
		.slice(0, mostVariants);
}

const otherVersions = (path: string): string[] =>
	['v1', 'v2', 'v3', 'v4']
		.map((version) => path.replace(/^\/v\d+(?=\/)/, `/${version}`))
		.filter((variant) => variant !== path);

function otherSpellings(path: string): string[] {
	const segments = path.split('/');
	return segments.flatMap((segment, index) =>
		isLiteral(segment)
			? spellingsOf(segment).map((spelling) => replaced(segments, index, spelling))
			: [],
	);
}

/** The path without a literal segment that another one follows, as `/v1/coupons` for `/v1/invoicing/coupons`. */
function shorterPaths(path: string): string[] {
	const segments = path.split('/');
	return segments.flatMap((segment, index) =>
		isLiteral(segment) && isLiteral(segments[index + 1] ?? '')
			? [[...segments.slice(0, index), ...segments.slice(index + 1)].join('/')]
			: [],
	);
}

const replaced = (segments: string[], index: number, other: string): string =>
	segments.map((segment, at) => (at === index ? other : segment)).join('/');

/** True for a segment that is neither a version nor a placeholder. */
const isLiteral = (segment: string): boolean =>
	segment !== '' && !/^v\d+$/.test(segment) && !segment.startsWith('{');

/** The same words with another separator, and the last one in the other number. */
export function spellingsOf(segment: string): string[] {
	const words = segment.split(/[_-]/);
	const numbers = [words, otherNumber(words)];
	const joined = numbers.flatMap((some) => [
		...['_', '-', ''].map((separator) => some.join(separator)),
		inCamelCase(some),
	]);
	return [...new Set(joined)].filter((spelling) => spelling !== segment);
}

const inCamelCase = ([first, ...others]: string[]): string =>
	first + others.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');

const otherNumber = (words: string[]): string[] => [
	...words.slice(0, -1),
	otherNumberOf(words[words.length - 1]),
];

/** The plural of a singular, and the other way round. */
function otherNumberOf(word: string): string {
	if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
	if (/(s|x|ch|sh)es$/.test(word)) return word.replace(/es$/, '');
	if (/[^su]s$/.test(word)) return word.replace(/s$/, '');
	if (/[^aeiou]y$/.test(word)) return word.replace(/y$/, 'ies');
	return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** The same path with its last literal segment replaced by a word that no API has. */
export function nonsenseSibling(path: string): string {
	const segments = path.split('/');
	const last = segments.map(isLiteral).lastIndexOf(true);
	return replaced(segments, last, 'no-such-name');
}
