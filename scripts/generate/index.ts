import { loadContract } from '../../api';
import { contractPath, parseContract, printContract } from '../contract/contractFile';
import { contractProblems } from './contractMarks';
import { contractCounts, contractTable } from './contractPage';
import { evidencePage } from './evidencePage';
import { replacePart } from './markedParts';
import { operationsPage } from './operationsPage';
import { outputSchemas } from './outputSchemas';
import { resourceTable } from './resourceTable';

/**
 * Every generated file: path in the repository and content, made from the operations and the contract.
 * `textOf` reads a file of the repository, since some pages are generated in part. Throws an Error that names
 * what a call of the contract lacks.
 */
export function generatedFiles(textOf: (path: string) => string): Map<string, string> {
	const problems = contractProblems(loadContract());
	if (problems.length > 0) throw new Error(`${contractPath}: ${problems.join('; ')}`);
	const schemas = [...outputSchemas()].map(([path, schema]): [string, string] => [
		`nodes/HeroHealth/${path}`,
		`${JSON.stringify(schema, null, '\t')}\n`,
	]);
	const contractPage = replacePart(textOf('api/README.md'), 'counts', contractCounts());
	return new Map([
		...schemas,
		[contractPath, printContract(parseContract(textOf(contractPath)))],
		['docs/operations.md', operationsPage()],
		['docs/evidence.md', `${evidencePage()}\n`],
		['README.md', replacePart(textOf('README.md'), 'resources', resourceTable())],
		['api/README.md', replacePart(contractPage, 'operations', contractTable())],
	]);
}
