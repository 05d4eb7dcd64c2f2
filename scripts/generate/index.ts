import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { contractCounts, contractTable } from './contractPage';
import { replacePart } from './markedParts';
import { operationsPage } from './operationsPage';
import { outputSchemas } from './outputSchemas';
import { resourceTable } from './resourceTable';

const textOf = (path: string): string => readFileSync(join(__dirname, '../..', path), 'utf8');

/** Every file that follows from the operations and the contract: path in the repository and content. */
export function generatedFiles(): Map<string, string> {
	const schemas = [...outputSchemas()].map(([path, schema]): [string, string] => [
		`nodes/HeroHealth/${path}`,
		`${JSON.stringify(schema, null, '\t')}\n`,
	]);
	const contractPage = replacePart(textOf('api/README.md'), 'counts', contractCounts());
	return new Map([
		...schemas,
		['docs/operations.md', operationsPage()],
		['README.md', replacePart(textOf('README.md'), 'resources', resourceTable())],
		['api/README.md', replacePart(contractPage, 'operations', contractTable())],
	]);
}
