import { parse } from 'yaml';

import { compareApis } from '../../../scripts/contract/comparison/compareApis';
import type { Finding } from '../../../scripts/contract/comparison/finding';
import { isDifference } from '../../../scripts/contract/comparison/finding';
import { contractPath } from '../../../scripts/contract/contractFile';
import { describeDocument } from '../../../scripts/contract/description/describeDocument';
import { writeContract } from '../../../scripts/contract/write/writeContract';
import { fileText } from '../repository';
import type { Part } from './heroDocument';

export const contractText = fileText(contractPath);

const ofContract = describeDocument(parse(contractText) as Part);

/** Compares a document of Hero with the contract, or with a changed text of it. */
export const compare = (document: Part, text?: string) =>
	compareApis(
		text === undefined ? ofContract : describeDocument(parse(text) as Part),
		describeDocument(document),
	);

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

export const differences = (document: Part, text?: string): string[] =>
	compare(document, text).findings.filter(isDifference).map(differenceLine);

/** The contract after it took in what a document says. */
export function written(document: Part, text?: string): string {
	const { matched, findings } = compare(document, text);
	const source = { kind: 'openapi' as const, name: 'openapi.yaml', date: '2026-12-01' };
	return writeContract(text ?? contractText, { pairs: matched.pairs, findings, source });
}
