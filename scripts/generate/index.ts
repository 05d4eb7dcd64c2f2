import { operationsPage } from './operationsPage';
import { outputSchemas } from './outputSchemas';

/** Every file that follows from the operations and the contract: path in the repository and content. */
export function generatedFiles(): Map<string, string> {
	const schemas = [...outputSchemas()].map(([path, schema]): [string, string] => [
		`nodes/HeroHealth/${path}`,
		`${JSON.stringify(schema, null, '\t')}\n`,
	]);
	return new Map([...schemas, ['docs/operations.md', operationsPage()]]);
}
