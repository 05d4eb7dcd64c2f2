import type { Document } from 'yaml';

import { compareApis } from '../../../scripts/contract/comparison/compareApis';
import type { Finding } from '../../../scripts/contract/comparison/finding';
import { isDifference } from '../../../scripts/contract/comparison/finding';
import { contractPath, parseContract } from '../../../scripts/contract/contractFile';
import { describeDocument } from '../../../scripts/contract/description/describeDocument';
import { changeContract, writeContract } from '../../../scripts/contract/write/writeContract';
import { fileText } from '../repository';
import type { Part } from './heroDocument';

export const contractText = fileText(contractPath);

/** Parsed once, since the contract has thousands of lines. */
const parsedContract = parseContract(contractText);

const describe = (contract: Document) => describeDocument(contract.toJS() as Part);
const ofContract = describe(parsedContract);

/** Compares a document of Hero with the contract. */
export const compare = (document: Part) => compareApis(ofContract, describeDocument(document));

/** A difference in one line: verdict, what it is about, and both sides. */
export const differenceLine = ({
	verdict,
	operationId,
	call,
	part,
	name,
	aspect,
	ours,
	hero,
}: Finding): string =>
	[
		verdict,
		operationId ?? call,
		part,
		name,
		aspect === 'field' ? undefined : aspect,
		`${ours ?? '-'} → ${hero ?? '-'}`,
	]
		.filter(Boolean)
		.join(' | ');

export const differences = (document: Part): string[] =>
	compare(document).findings.filter(isDifference).map(differenceLine);

const source = { kind: 'openapi' as const, name: 'openapi.yaml', date: '2026-12-01' };

/** The differences that stay after the contract took in what a document says. */
export function differencesAfterwards(document: Part): string[] {
	const contract = parsedContract.clone() as Document;
	const { matched, findings } = compare(document);
	changeContract(contract, { pairs: matched.pairs, findings, source });
	const left = compareApis(describe(contract), describeDocument(document)).findings;
	return left.filter(isDifference).map(differenceLine);
}

/** The contract, or a changed text of it, after it took in what a document says. */
export function written(document: Part, text = contractText): string {
	const ours = describe(parseContract(text));
	const { matched, findings } = compareApis(ours, describeDocument(document));
	return writeContract(text, { pairs: matched.pairs, findings, source });
}
