import type { Contract, ContractOperation, Evidence } from '../../api';
import { contractSourceProblems, operationSourceProblems } from './contractSources';

export const marks = ['seen', 'partial', 'inferred', 'unknown', 'none'];
export const ages = ['newest', 'recent', 'old'];
export const markedParts: Array<keyof Evidence> = [
	'method',
	'path',
	'parameters',
	'requestBody',
	'response',
];

/**
 * Names what the calls of the contract lack, and what is wrong with its sources, one line each. `npm run
 * generate` and the tests need all of it.
 */
export function contractProblems(contract: Contract): string[] {
	const known = contract.tags.map(({ name }) => name);
	const calls = Object.entries(contract.paths).flatMap(([path, methods]) =>
		Object.entries(methods).flatMap(([method, operation]) =>
			[...operationProblems(operation, known), ...operationSourceProblems(contract, operation)].map(
				(problem) => `${method.toUpperCase()} ${path}: ${problem}`,
			),
		),
	);
	return [...calls, ...contractSourceProblems(contract)];
}

function operationProblems(operation: Partial<ContractOperation>, knownTags: string[]): string[] {
	const { operationId, summary, tags = [], 'x-captured': age = '' } = operation;
	const evidence: Partial<Evidence> = operation['x-evidence'] ?? {};
	const problems = [
		!operationId && 'add an operationId',
		!summary && 'add a summary',
		!tags.some((tag) => knownTags.includes(tag)) && 'add one of the tags at the top of the file',
		!ages.includes(age) && `add x-captured: ${ages.join(', ')}`,
		...markedParts.map((part) => {
			const allowed = marks.filter((mark) => mark !== 'none' || part === 'requestBody');
			const isKnown = allowed.includes(evidence[part] ?? '');
			return !isKnown && `x-evidence needs ${part}: ${allowed.join(', ')}`;
		}),
	];
	return problems.filter((problem) => typeof problem === 'string');
}
