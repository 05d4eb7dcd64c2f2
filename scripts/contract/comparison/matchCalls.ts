import type { DescribedApi, DescribedCall } from '../description/describedApi';
import type { CallPair } from './compareCalls';
import { pathTemplate } from './compareCalls';
import { leastLikeness, likeness } from './likeness';

/** Which call of Hero belongs to which call of the contract. */
export interface MatchedCalls {
	pairs: CallPair[];
	onlyOurs: DescribedCall[];
	onlyHero: DescribedCall[];
}

/** Matches calls by method and path, then by operationId, then by likeness. */
export function matchCalls(ours: DescribedCall[], hero: DescribedCall[]): MatchedCalls {
	const matched: MatchedCalls = { pairs: [], onlyOurs: ours, onlyHero: hero };
	takePairs(matched, 'path', (one, other) => one.method === other.method && isSamePath(one, other));
	takePairs(matched, 'operationId', (one, other) => sameOperationId(one, other));
	// One path that has one call left on each side: the method has changed.
	takePairs(
		matched,
		'path',
		(one, other) => isSamePath(one, other) && isAloneOnPath(matched, one, other),
	);
	takeAlikes(matched);
	return matched;
}

const isSamePath = (one: DescribedCall, other: DescribedCall): boolean =>
	pathTemplate(one.path) === pathTemplate(other.path);

const sameOperationId = (one: DescribedCall, other: DescribedCall): boolean =>
	one.operationId !== undefined &&
	one.operationId.toLowerCase() === other.operationId?.toLowerCase();

function isAloneOnPath(
	{ onlyOurs, onlyHero }: MatchedCalls,
	one: DescribedCall,
	other: DescribedCall,
): boolean {
	const onPath = (calls: DescribedCall[], call: DescribedCall) =>
		calls.filter((each) => isSamePath(each, call)).length;
	return onPath(onlyOurs, one) === 1 && onPath(onlyHero, other) === 1;
}

function takePairs(
	matched: MatchedCalls,
	basis: CallPair['basis'],
	belongs: (ours: DescribedCall, hero: DescribedCall) => boolean,
): void {
	for (const ours of matched.onlyOurs) {
		const found = matched.onlyHero.filter((hero) => belongs(ours, hero));
		// The same name twice tells nothing.
		if (found.length === 1) takePair(matched, { ours, hero: found[0], basis });
	}
}

function takePair(matched: MatchedCalls, pair: CallPair): void {
	matched.pairs.push(pair);
	matched.onlyOurs = matched.onlyOurs.filter((call) => call !== pair.ours);
	matched.onlyHero = matched.onlyHero.filter((call) => call !== pair.hero);
}

/** Takes the pairs that resemble each other most, as long as any does. */
function takeAlikes(matched: MatchedCalls): void {
	const candidates = matched.onlyOurs
		.flatMap((ours) =>
			matched.onlyHero.map((hero) => ({ ours, hero, score: likeness(ours, hero) })),
		)
		.filter(({ score }) => score >= leastLikeness)
		.sort((a, b) => b.score - a.score);
	for (const { ours, hero } of candidates) {
		const isFree = matched.onlyOurs.includes(ours) && matched.onlyHero.includes(hero);
		if (isFree) takePair(matched, { ours, hero, basis: 'likeness' });
	}
}

/**
 * Puts the part of the server's address that belongs to the path in front of the paths, if more calls are found so: some
 * documents write `/v1` into the server's address.
 */
export function withServerPath<Api extends Pick<DescribedApi, 'calls' | 'servers' | 'basePaths'>>(
	hero: Api,
	ours: DescribedCall[],
): Api {
	const known = new Set(ours.map(({ path }) => pathTemplate(path)));
	const found = (prefix: string) =>
		hero.calls.filter(({ path }) => known.has(pathTemplate(prefix + path))).length;
	const best = (hero.basePaths ?? []).reduce(
		(chosen, prefix) => (found(prefix) > found(chosen) ? prefix : chosen),
		'',
	);
	if (best === '') return hero;
	return {
		...hero,
		calls: hero.calls.map((call) => ({ ...call, path: best + call.path })),
		...(hero.servers ? { servers: hero.servers.map((url) => withoutEnd(url, best)) } : {}),
	};
}

const withoutEnd = (url: string, end: string): string =>
	url.endsWith(end) ? url.slice(0, -end.length) : url;
