import type { Contract } from '../../../api';
import { compareCalls, pathTemplate } from '../comparison/compareCalls';
import type { CallPair } from '../comparison/compareCalls';
import type { Finding } from '../comparison/finding';
import { CannotCompareError } from '../errors';
import type { Ask } from './answer';
import { learningRequests, requestsForCall, requestsForName } from './estimate';
import { learnManner } from './manner';
import { declaredErrors } from './mergeErrors';
import type { ProbedCall } from './probeCall';
import { probeCall } from './probeCall';
import { findKnownName, knownNames } from './questions/knownNames';
import type { KnownName } from './questions/knownNames';
import type { Search } from './questions/locateCall';
import { buildRequest } from './request/buildRequest';
import type { CallSource } from './request/callSource';
import { callSources } from './request/callSource';
import { toldFields } from './told';

export interface ProbeOptions {
	ask: Ask;
	contract: Contract;
	/** Only these calls and names of the contract. */
	only?: string[];
	/** The reason phrases of HTTP by status. */
	phrases: Record<number, string | undefined>;
	/** Called with about how many requests are left, whenever a part is done. */
	onProgress(requestsLeft: number): void;
}

export interface ProbeResult {
	findings: Finding[];
	pairs: CallPair[];
	remarks: string[];
}

/**
 * Asks a mock about each call of the contract, and about the names that have no path yet. Throws CannotCompareError if the
 * mock is of another API, or if `only` has a name that the contract does not have.
 */
export async function probeApi(options: ProbeOptions): Promise<ProbeResult> {
	const { ask, contract, phrases, onProgress } = options;
	const sources = callSources(contract);
	const { calls, names } = chosen(options, sources);
	const costs = [
		...calls.map(requestsForCall),
		...names.map((name) => requestsForName(name, sources)),
	];
	const left = (done: number) => costs.slice(done).reduce((sum, cost) => sum + cost, 0);
	onProgress(left(0) + learningRequests);
	const manner = await learnManner(ask, anchorsOf(sources), phrases);
	const probed: ProbedCall[] = [];
	const search: Search = { ask, manner, isTaken: takenBy(sources, probed) };
	for (const [index, call] of calls.entries()) {
		onProgress(left(index));
		probed.push(await probeCall(search, call));
	}
	const found: Finding[] = [];
	for (const [index, name] of names.entries()) {
		onProgress(left(calls.length + index));
		found.push(...(await findKnownName(search, name, sources)));
	}
	onProgress(0);
	return resultOf(probed, found, names, manner.isCanned !== undefined);
}

function chosen({ contract, only }: ProbeOptions, sources: CallSource[]) {
	const names = knownNames(contract);
	if (!only) return { calls: sources, names };
	const idOf = ({ call }: CallSource) => call.operationId ?? '';
	const existing = [...sources.map(idOf), ...names.map(({ name }) => name)];
	const unknown = only.filter((name) => !existing.includes(name));
	if (unknown.length > 0) {
		throw new CannotCompareError(
			`The contract has no call with the operationId ${unknown.join(', ')}.`,
		);
	}
	return {
		calls: sources.filter((source) => only.includes(idOf(source))),
		names: names.filter(({ name }) => only.includes(name)),
	};
}

/** Calls that the documentation prints, without a placeholder, on a path of their own. */
function anchorsOf(sources: CallSource[]) {
	const isAlone = ({ call }: CallSource) =>
		sources.filter((other) => other.call.path === call.path).length === 1;
	return sources
		.filter((source) => {
			const { method, path, evidence } = source.call;
			const isSeen = evidence?.method === 'seen' && evidence.path === 'seen';
			return method === 'GET' && isSeen && !path.includes('{') && isAlone(source);
		})
		.slice(0, 4)
		.map((source) => buildRequest(source));
}

/** True for the calls of the contract, and for the places where moved ones were found so far. */
function takenBy(sources: CallSource[], probed: ProbedCall[]): Search['isTaken'] {
	const addressOf = ({ method, path }: { method: string; path: string }) =>
		`${method} ${pathTemplate(path)}`;
	const ours = new Set(sources.map(({ call }) => addressOf(call)));
	return (method, template) => {
		const address = `${method} ${template}`;
		return ours.has(address) || probed.some(({ told }) => told && addressOf(told) === address);
	};
}

function resultOf(
	probed: ProbedCall[],
	found: Finding[],
	names: KnownName[],
	areErrorsTold: boolean,
): ProbeResult {
	const errors = declaredErrors(probed, areErrorsTold);
	const pairs = probed.flatMap(pairOf).map((pair) => errors.withErrors(pair));
	const compared = pairs.flatMap(compareCalls).filter((finding) => !errors.isUntold(finding));
	return {
		findings: [
			...compared,
			...probed.flatMap(({ findings }) => findings),
			...errors.findings,
			...found,
		],
		pairs,
		remarks: [...unnamedRemark(probed), ...errors.remarks, ...unfoundRemark(names, found)],
	};
}

function pairOf({ source, told }: ProbedCall): CallPair[] {
	if (!told) return [];
	const { method, path, response, successStatus } = told;
	const [parameters, requestBody] = [
		toldFields(told, 'parameters'),
		toldFields(told, 'requestBody'),
	];
	const hero = {
		method,
		path,
		...(parameters ? { parameters } : {}),
		...(requestBody ? { requestBody } : {}),
		...(response ? { response } : {}),
		...(successStatus ? { successStatus } : {}),
	};
	return [{ ours: source.call, hero, basis: 'path' }];
}

function unnamedRemark(probed: ProbedCall[]): string[] {
	const lists = probed.flatMap(({ told }) => told?.unnamedLists ?? []);
	if (lists.length === 0) return [];
	return [
		`Lists that accept each of our values and no other one, as far as asked. Hero may have more values: ${lists.join(', ')}.`,
	];
}

function unfoundRemark(names: KnownName[], found: Finding[]): string[] {
	const missing = names.filter(({ name }) => !found.some(({ hero }) => hero === name));
	if (missing.length === 0) return [];
	return [
		`Not found under any path that was tried, which proves nothing: ${missing.map(({ name }) => name).join(', ')}.`,
	];
}
