import { resources } from '../../nodes/HeroHealth/actions/resources';
import { markdownTable } from './markedParts';

/** The table of README.md: a row for each resource, with the names of its operations. */
export function resourceTable(): string {
	const rows = resources.map(({ name, operations }) => {
		const names = operations.map((operation) => operation.name);
		return [name, names.sort((one, other) => one.localeCompare(other)).join(', ')];
	});
	return markdownTable(['resource', 'operations'], rows);
}
