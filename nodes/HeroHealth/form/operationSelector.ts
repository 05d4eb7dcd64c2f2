import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { evidenceNote } from './evidence';
import type { Operation, Resource } from './operation';
import { joinSentences } from './operation';
import { versionsThatReadFirst } from './versions';
import { shownAction } from './writes';

/**
 * Builds the list of a resource's operations. It has a twin for version 1 where that began with a write: n8n stores no
 * value that equals its default, so another default would turn the write of a stored workflow into a read.
 */
export function operationSelectors(resource: Resource): INodeProperties[] {
	const operations = [...resource.operations].sort((a, b) => a.name.localeCompare(b.name));
	const options = operations.map(toOption);
	const show = { resource: [resource.value] };
	const beginnings = operations.filter(({ isNeverDefault }) => !isNeverDefault);
	const [first] = beginnings;
	const start = startOf(beginnings);
	if (start === first) return [selector(options, first, { show })];
	return [
		selector(options, start, { show: { ...show, '@version': versionsThatReadFirst } }),
		// A stored node without a version counts as an old one, too.
		selector(options, first, { show, hide: { '@version': versionsThatReadFirst } }),
	];
}

/**
 * Chooses the operation of a fresh node. Get Many needs no ID. A POST is no beginning even where it only reads: one of
 * them returns a new access token.
 */
function startOf(operations: Operation[]): Operation {
	const [first] = operations;
	if (first.method === 'GET') return first;
	const reads = operations.filter(({ method }) => method === 'GET');
	const named = (name: string) => reads.find(({ value }) => value === name);
	return named('getMany') ?? named('get') ?? reads.find(({ list }) => list) ?? reads[0] ?? first;
}

const toOption = (operation: Operation): INodePropertyOptions => ({
	name: operation.name,
	value: operation.value,
	action: shownAction(operation),
	description: joinSentences(operation.description, evidenceNote(operation)),
});

const selector = (
	options: INodePropertyOptions[],
	{ value }: Operation,
	displayOptions: INodeProperties['displayOptions'],
): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions,
	options,
	default: value,
});
