import type { Evidence } from '../../../api';
import type { DescribedCall, FieldSet } from '../description/describedApi';
import { isGuessMark } from '../description/evidenceMarks';
import type { Direction } from './compareFields';
import { compareFieldSets } from './compareFields';
import type { Finding, Part } from './finding';

/** A call of the contract, and the one of Hero that belongs to it. */
export interface CallPair {
	ours: DescribedCall;
	hero: DescribedCall;
	/** How the two were found: by method and path, by operationId, or only because they resemble each other. */
	basis: 'path' | 'operationId' | 'likeness';
}

type PartFinding = Omit<Finding, 'operationId' | 'call'>;

/** Compares a call of the contract with Hero's, part by part. A part that Hero's side does not tell is left out. */
export function compareCalls({ ours, hero, basis }: CallPair): Finding[] {
	const isLike = basis === 'likeness';
	const findings: PartFinding[] = [
		...compareAddress(ours, hero),
		...compareDeprecation(ours, hero),
		...compareSet('parameters', ours, hero),
		...compareBodies(ours, hero),
		...compareSet('response', ours, hero),
		...compareSuccess(ours, hero),
		...compareErrors(ours, hero),
	];
	return findings.map((finding) => ({
		operationId: ours.operationId,
		call: `${ours.method} ${ours.path}`,
		...finding,
		...(isLike ? { needsPerson: true } : {}),
	}));
}

const guess = (ours: DescribedCall, part: keyof Evidence): { isGuess?: true } =>
	isGuessMark(ours.evidence?.[part]) ? { isGuess: true } : {};

function compareAddress(ours: DescribedCall, hero: DescribedCall): PartFinding[] {
	const isSamePath = pathTemplate(ours.path) === pathTemplate(hero.path);
	return [
		{
			part: 'method',
			verdict: ours.method === hero.method ? 'confirmed' : 'refuted',
			ours: ours.method,
			hero: hero.method,
			...guess(ours, 'method'),
		},
		{
			part: 'path',
			verdict: isSamePath ? 'confirmed' : 'refuted',
			ours: ours.path,
			hero: hero.path,
			...guess(ours, 'path'),
		},
	];
}

/** A path without the names of its placeholders, which are never sent. */
export const pathTemplate = (path: string): string =>
	path.replace(/\{[^}]*\}/g, '{}').replace(/(.)\/+$/, '$1');

const compareDeprecation = (ours: DescribedCall, hero: DescribedCall): PartFinding[] =>
	hero.isDeprecated && !ours.isDeprecated
		? [{ part: 'call', verdict: 'new', hero: 'deprecated' }]
		: [];

const directions: Record<'parameters' | 'requestBody' | 'response', Direction> = {
	parameters: 'request',
	requestBody: 'request',
	response: 'response',
};

function compareSet(
	part: keyof typeof directions,
	ours: DescribedCall,
	hero: DescribedCall,
): PartFinding[] {
	const [own, told] = [ours[part], hero[part]];
	if (!told) return [];
	const partGuess = guess(ours, part);
	return compareFieldSets(own ?? nothing, told, directions[part]).map((finding) => ({
		part: part as Part,
		...partGuess,
		...finding,
	}));
}

const nothing: FieldSet = { fields: new Map(), isComplete: true };

function compareBodies(ours: DescribedCall, hero: DescribedCall): PartFinding[] {
	if (hero.requestBody === undefined) return [];
	if (hero.requestBody !== null) return compareSet('requestBody', ours, hero);
	if (!ours.requestBody) return [];
	return [
		{
			part: 'requestBody',
			verdict: 'only ours',
			name: '',
			aspect: 'field',
			ours: 'a body',
			hero: 'no body',
			...guess(ours, 'requestBody'),
		},
	];
}

function compareSuccess(ours: DescribedCall, hero: DescribedCall): PartFinding[] {
	const told = [hero.successStatus, ...(hero.otherSuccess ?? [])].filter(
		(one) => one !== undefined,
	);
	const own = ours.successStatus ?? 'none';
	const others = told.filter((status) => status !== own && /^2\d\d$/.test(status));
	if (others.length === 0) return [];
	const status = { part: 'response' as const, name: 'status', ours: own };
	// A response for several statuses may be the one of the contract.
	const isTold = told.includes(own);
	return [{ ...status, verdict: isTold ? 'new' : 'refuted', hero: others.join(', ') }];
}

function compareErrors(ours: DescribedCall, hero: DescribedCall): PartFinding[] {
	if (!hero.errors) return [];
	const [own, told] = [ours.errors ?? [], hero.errors];
	const both = [...new Set([...own, ...told])].sort();
	return both.map((status) => ({
		part: 'errors',
		name: status,
		verdict: own.includes(status) ? (told.includes(status) ? 'confirmed' : 'only ours') : 'new',
		...(own.includes(status) ? { ours: 'declared' } : {}),
		...(told.includes(status) ? { hero: 'declared' } : {}),
		...(isGuessMark(ours.errorEvidence?.[status]) ? { isGuess: true } : {}),
	}));
}
