import type { Document } from 'yaml';

import type { CallPair } from '../comparison/compareCalls';
import { compareCalls } from '../comparison/compareCalls';
import type { Finding } from '../comparison/finding';
import { parseContract, printContract } from '../contractFile';
import { describeDocument } from '../description/describeDocument';
import type { DescribedCall } from '../description/describedApi';
import type { Source } from '../report/report';
import { callPlace, changeCall, isTakeable, rewritePart } from './changeCall';
import type { Place } from './contractPlaces';
import { markSeen } from './markSeen';
import { sharedSchemas } from './sharedSchemas';

/** What a tool found, as it goes into the contract. */
export interface ContractChange {
	pairs: CallPair[];
	findings: Finding[];
	source: Source;
}

/** Takes what Hero says into the text of the contract. */
export function writeContract(text: string, change: ContractChange): string {
	const contract = parseContract(text);
	changeContract(contract, change);
	return printContract(contract);
}

/**
 * Takes what Hero says into the contract. Calls that only resemble each other, calls that Hero does not have, and events
 * stay as they are: a person decides on them.
 */
export function changeContract(
	contract: Document,
	{ pairs, findings, source }: ContractChange,
): void {
	const certain = pairs.filter(({ basis }) => basis !== 'likeness');
	const mayChange = sharedSchemas(contract.toJS() as never, certain);
	for (const pair of certain) {
		const own = findings.filter(({ operationId }) => operationId === pair.ours.operationId);
		changeCall({ contract, pair, findings: own, mayChange });
		markSeen(contract, currentPlace(contract, pair), pair, own, source);
	}
	rewriteWhatDiffers(contract, certain);
	noteUnusedCalls(contract, findings, source);
}

/** The place of a call now: Hero's address, where it was moved there. */
function currentPlace(contract: Document, { ours, hero }: CallPair): Place {
	const moved = callPlace(hero);
	return contract.hasIn(moved) ? moved : callPlace(ours);
}

/** Some schemas have no place for a change, and some changes of shared schemas exclude each other. */
function rewriteWhatDiffers(contract: Document, pairs: CallPair[]): void {
	for (const { pair, part } of differingParts(contract, pairs)) rewritePart(contract, pair, part);
}

function differingParts(contract: Document, pairs: CallPair[]) {
	const calls = new Map(
		describeDocument(contract.toJS() as Record<string, unknown>).calls.map((call) => [
			call.operationId,
			call,
		]),
	);
	return pairs.flatMap(({ ours, hero, basis }) => {
		const pair: CallPair = { ours: calls.get(ours.operationId) as DescribedCall, hero, basis };
		const open = compareCalls(pair).filter(
			(finding) => finding.verdict !== 'confirmed' && isTakeable(finding),
		);
		const parts = ['requestBody', 'response'] as const;
		return parts
			.filter((part) => open.some((one) => one.part === part))
			.map((part) => ({ pair, part }));
	});
}

/** Remembers the calls that the node does not use, so that the next report does not show them as new. */
function noteUnusedCalls(contract: Document, findings: Finding[], { kind, date }: Source): void {
	const added = findings.filter(
		({ part, verdict, operationId }) => part === 'call' && verdict === 'new' && !operationId,
	);
	if (added.length === 0) return;
	const earlier = (contract.toJS() as { 'x-unused-calls'?: object[] })['x-unused-calls'] ?? [];
	const calls = added.map(({ call, hero }) => ({
		call,
		...(hero === call ? {} : { operationId: hero }),
		source: kind,
		date,
	}));
	const nodes = [...earlier, ...calls].map((one) => contract.createNode(one, { flow: true }));
	contract.setIn(['x-unused-calls'], contract.createNode(nodes));
}
