import type { Contract, ContractOperation } from '../../../api';
import { loadContract } from '../../../api';
import type { Finding } from '../../../scripts/contract/comparison/finding';
import { isDifference } from '../../../scripts/contract/comparison/finding';
import type { Answer, ProbeRequest } from '../../../scripts/contract/probe/answer';
import { sendRequest } from '../../../scripts/contract/probe/connection/httpClient';
import type { ProbeResult } from '../../../scripts/contract/probe/probeApi';
import { probeApi } from '../../../scripts/contract/probe/probeApi';
import { reasonPhrases } from './reasonPhrases';
import type { MockOptions } from './mockServer';
import { startMock } from './mockServer';

export interface ProbedMock extends ProbeResult {
	requests: number;
}

export interface ProbeMockOptions extends MockOptions {
	only?: string[];
	/** With what the mock is compared. */
	contract?: Contract;
}

/** Probes a mock of a document, over real HTTP and without a pace. */
export async function probeMock(
	document: object,
	{ only, contract = loadContract(), ...options }: ProbeMockOptions = {},
): Promise<ProbedMock> {
	const mock = await startMock(document, options);
	const answers = new Map<string, Promise<Answer>>();
	const ask = async (request: ProbeRequest): Promise<Answer> => {
		const key = JSON.stringify(request);
		const answer = answers.get(key) ?? sendRequest(mock.url, request);
		answers.set(key, answer);
		return await answer;
	};
	try {
		const result = await probeApi({
			ask,
			contract,
			...(only ? { only } : {}),
			phrases: reasonPhrases,
			onProgress: () => undefined,
		});
		return { ...result, requests: mock.received.length };
	} finally {
		await mock.stop();
	}
}

/** The contract after a change, as if Hero's document were so. */
export function changed(change: (contract: Contract) => void): Contract {
	const contract = loadContract();
	change(contract);
	return contract;
}

/** The operation with this operationId. */
export function operationOf({ paths }: Contract, id: string): ContractOperation {
	const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
	return operations.find(({ operationId }) => operationId === id)!;
}

/** Moves a call to another path or method. */
export function moveCall({ paths }: Contract, from: [string, string], to: [string, string]): void {
	const [[path, method], [newPath, newMethod]] = [from, to];
	paths[newPath] = { ...paths[newPath], [newMethod]: paths[path][method] };
	delete paths[path][method];
}

/** The differences in words: verdict, part, name and aspect, then both sides. */
export const differencesOf = ({ findings }: ProbeResult): string[] =>
	findings.filter(isDifference).map(inWords);

/** The claims that are not clear in words. */
export const doubtsOf = ({ findings }: ProbeResult): string[] =>
	findings.filter(({ verdict }) => verdict === 'not clear').map(inWords);

const inWords = ({ verdict, operationId, call, part, name, aspect, ours, hero }: Finding): string =>
	[
		[verdict, operationId ?? call, part, name, aspect].filter(Boolean).join(' '),
		...(ours === undefined ? [] : [`ours ${ours}`]),
		...(hero === undefined ? [] : [`Hero ${hero}`]),
	].join(' | ');
