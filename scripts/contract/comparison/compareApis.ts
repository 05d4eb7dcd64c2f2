import type { DescribedApi, DescribedCall, DescribedEvent } from '../description/describedApi';
import { CannotCompareError } from '../errors';
import { compareCalls, pathTemplate } from './compareCalls';
import { compareFieldSets } from './compareFields';
import type { Finding } from './finding';
import { matchCalls, withServerPath } from './matchCalls';
import type { MatchedCalls } from './matchCalls';

/** A whole document against the contract. */
export interface ComparedApis {
	matched: MatchedCalls;
	findings: Finding[];
}

/**
 * Refuses a document in which hardly any call of the contract is, by its addresses alone: it describes another API, and
 * its schemas may be too large to describe.
 *
 * @throws CannotCompareError
 */
export function requireSameApi(
	ours: DescribedApi,
	document: Pick<DescribedApi, 'calls' | 'basePaths'>,
): void {
	const { calls } = withServerPath(document, ours.calls);
	const names = new Set(ours.calls.flatMap(({ operationId }) => operationId?.toLowerCase() ?? []));
	const paths = new Set(ours.calls.map(({ method, path }) => `${method} ${pathTemplate(path)}`));
	const found = calls.filter(
		({ operationId, method, path }) =>
			paths.has(`${method} ${pathTemplate(path)}`) || names.has((operationId ?? '').toLowerCase()),
	).length;
	if (found >= ours.calls.length / 10) return;
	throw new CannotCompareError(
		`The document describes another API: ${found} of the ${ours.calls.length} calls of the contract are in it, and ${calls.length - found} others.`,
	);
}

/** Compares a document of Hero with the contract. Throws CannotCompareError if it describes another API. */
export function compareApis(ours: DescribedApi, document: DescribedApi): ComparedApis {
	requireSameApi(ours, document);
	const hero = withServerPath(document, ours.calls);
	const matched = matchCalls(ours.calls, hero.calls);
	const findings = [
		...compareLists('header', ours.headers, hero.headers),
		...compareLists('server', ours.servers, hero.servers),
		...matched.pairs.flatMap(compareCalls),
		...matched.onlyOurs.map((call) => oneSidedCall('only ours', call)),
		...matched.onlyHero.map((call) => newCall(call, ours.unusedCalls)),
		...compareEvents(ours.events ?? [], hero.events),
	];
	return { matched, findings };
}

/** A call that the node does not use is new only once. */
function newCall(call: DescribedCall, known: string[] = []): Finding {
	const finding = oneSidedCall('new', call);
	return known.includes(finding.call!) ? { ...finding, verdict: 'confirmed' } : finding;
}

function oneSidedCall(
	verdict: 'new' | 'only ours',
	{ operationId, method, path }: DescribedCall,
): Finding {
	const address = `${method} ${path}`;
	const side = verdict === 'new' ? { hero: operationId ?? address } : { ours: address };
	return {
		part: 'call',
		verdict,
		call: address,
		...(verdict === 'only ours' ? { operationId } : {}),
		...side,
	};
}

function compareLists(kind: string, ours: string[] = [], hero: string[] = []): Finding[] {
	const both = [...new Set([...ours, ...hero])].sort();
	return both.map((value) => {
		const [own, told] = [ours.includes(value), hero.includes(value)];
		const verdict = own ? (told ? 'confirmed' : 'only ours') : 'new';
		const sides = { ...(own ? { ours: value } : {}), ...(told ? { hero: value } : {}) };
		return { part: 'connection', verdict, name: `${kind} ${value}`, ...sides };
	});
}

/** Compares events by name. A document without any event is one difference, not one for each. */
function compareEvents(ours: DescribedEvent[], hero: DescribedEvent[] | undefined): Finding[] {
	if (!hero) {
		const names = `${ours.length} events`;
		return [
			{
				part: 'webhook',
				verdict: 'only ours',
				name: 'all events',
				ours: names,
				hero: 'no webhooks in this document',
			},
		];
	}
	const onlyHero = hero.filter(({ name }) => !ours.some((event) => isSameEvent(event.name, name)));
	return [
		...ours.flatMap((event) =>
			compareEvent(
				event,
				hero.find(({ name }) => isSameEvent(event.name, name)),
			),
		),
		...onlyHero.map(({ name }): Finding => ({ part: 'webhook', verdict: 'new', name, hero: name })),
	];
}

const isSameEvent = (one: string, other: string): boolean => eventWords(one) === eventWords(other);
const eventWords = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Compares an event of the contract with the one of Hero that has its name. Undefined: Hero has none. */
export function compareEvent(ours: DescribedEvent, hero: DescribedEvent | undefined): Finding[] {
	if (!hero) return [{ part: 'webhook', verdict: 'only ours', name: ours.name, ours: ours.name }];
	const isSameName = ours.name === hero.name;
	const name: Finding = {
		part: 'webhook',
		verdict: isSameName ? 'confirmed' : 'refuted',
		name: ours.name,
		ours: ours.name,
		hero: hero.name,
	};
	if (!ours.payload) return [name];
	if (!hero.payload) {
		const payload = { part: 'webhook' as const, name: `${ours.name} payload` };
		return [name, { ...payload, verdict: 'only ours', ours: 'described', hero: 'not described' }];
	}
	const fields = compareFieldSets(ours.payload, hero.payload, 'response');
	return [
		name,
		...fields.map(
			(field): Finding => ({
				...field,
				part: 'webhook',
				name: [ours.name, field.name].filter(Boolean).join(' '),
			}),
		),
	];
}
