import type { Document } from 'yaml';

import type { CallPair } from '../comparison/compareCalls';
import type { Finding } from '../comparison/finding';
import type { FieldSet } from '../description/describedApi';
import type { Source } from '../report/report';
import type { Place } from './contractPlaces';
import { partAtPlace } from './contractPlaces';

/** From where a claim of the contract is known. */
interface ClaimSource {
	claim: string;
	source: string;
	date?: string;
	says?: string;
}

/** Where something was read, and when. */
interface Dated {
	kind: string;
	date: string;
}

/** Marks what Hero told of a call as seen, and notes from where and when. */
export function markSeen(
	contract: Document,
	call: Place,
	{ hero }: CallPair,
	findings: Finding[],
	{ kind, date }: Source,
): void {
	const told = toldParts(hero, findings);
	for (const [part, mark] of told) {
		contract.setIn([...call, 'x-evidence', part], mark);
		if (contract.hasIn([...call, 'x-guess', part])) contract.deleteIn([...call, 'x-guess', part]);
	}
	for (const status of hero.errors ?? [])
		contract.setIn([...call, 'x-error-evidence', status], 'seen');
	if (hero.operationId) contract.setIn([...call, 'x-operation-id-evidence'], 'seen');
	const claims = [...told.map(([part]) => part), ...(hero.errors ? ['errors'] : [])];
	const printed = `reference-${String(contract.getIn([...call, 'x-captured']))}`;
	const earlier = { kind: printed, date: String(contract.getIn(['x-sources', printed, 'read'])) };
	noteSources(contract, call, [
		...findings.flatMap((finding) => contradiction(finding, earlier, { kind, date })),
		...claims.map((claim) => ({ claim, source: kind, date })),
	]);
}

/** The parts that Hero told in full, with their new marks. */
function toldParts(
	hero: CallPair['hero'],
	findings: Finding[],
): Array<[part: string, mark: string]> {
	const isClear = (part: string) =>
		!findings.some((one) => one.part === part && one.verdict === 'not clear');
	const address = ['method', 'path'].filter(
		(part) => findings.some((one) => one.part === part) && isClear(part),
	);
	const response = hero.response && hero.response.fields.size > 1 ? ['response'] : [];
	return [
		...address.map((part): [string, string] => [part, 'seen']),
		...(hero.parameters?.isComplete ? [['parameters', 'seen'] as [string, string]] : []),
		...bodyMark(hero.requestBody),
		...response.map((part): [string, string] => [part, 'seen']),
	];
}

function bodyMark(body: FieldSet | null | undefined): Array<[string, string]> {
	if (body === null) return [['requestBody', 'none']];
	return body?.isComplete ? [['requestBody', 'seen']] : [];
}

/** Where Hero refutes what its own documentation prints, both words stay, each with its source. */
function contradiction(finding: Finding, earlier: Dated, told: Dated): ClaimSource[] {
	const { verdict, part, name, aspect, ours, hero, isGuess } = finding;
	if (verdict !== 'refuted' || isGuess || !ours || !hero) return [];
	const field = name?.replace(/^(query|header|path) /, '');
	const claim = [part, field].filter(Boolean).join('.');
	const about = aspect && aspect !== 'field' && aspect !== 'type' ? `${aspect}: ` : '';
	return [
		{ claim, source: earlier.kind, date: earlier.date, says: about + ours },
		{ claim, source: told.kind, date: told.date, says: about + hero },
	];
}

/** Adds sources to those that the call has. The same word of the same source is noted once, with its newest date. */
function noteSources(contract: Document, call: Place, added: ClaimSource[]): void {
	const place = [...call, 'x-sources'];
	const earlier = (partAtPlace(contract, place) ?? []) as ClaimSource[];
	const isSame = (one: ClaimSource, other: ClaimSource) =>
		one.claim === other.claim && one.source === other.source && one.says === other.says;
	const kept = earlier.filter((one) => !added.some((other) => isSame(one, other)));
	if (added.length === 0) return;
	const node = contract.createNode(
		[...kept, ...added].map((one) => contract.createNode(one, { flow: true })),
	);
	contract.setIn(place, node);
}
