import type { INodePropertyOptions } from 'n8n-workflow';

import { resources } from '../../nodes/HeroHealth/actions/resources';
import { memoryProperties, memoryResource } from '../../nodes/HeroHealth/run/sendOnce/memory';
import { markdownTable } from './markedParts';

/** The table of README.md: a row for each resource, with the names of its operations. */
export function resourceTable(): string {
	const lists = resources.map(({ name, operations }) => ({ name, operations }));
	const last = lists.pop()!;
	const [memoryOperations] = memoryProperties;
	const memory = {
		name: memoryResource.name,
		operations: memoryOperations.options as INodePropertyOptions[],
	};
	const sorted = [...lists, memory].sort((one, other) => one.name.localeCompare(other.name));
	const rows = [...sorted, last].map(({ name, operations }) => {
		const names = operations.map((operation: { name: string }) => operation.name);
		return [name, names.sort((one, other) => one.localeCompare(other)).join(', ')];
	});
	return markdownTable(['resource', 'operations'], rows);
}
