import type { INodeProperties } from 'n8n-workflow';

import type { Operation, Undocumented } from './operation';

const unpublishedParts: Record<Undocumented, string> = {
	method: 'the exact form of this call',
	path: 'the exact form of this call',
	query: 'all filters of this call',
	body: 'all fields of this call',
};

/** Returns the warning for a call that Hero does not document in full; undefined for all others. */
export function evidenceNote(operation: Operation): string | undefined {
	const [first] = operation.undocumented ?? [];
	return first && `Hero does not publish ${unpublishedParts[first]}`;
}

/** Returns the notice above the fields of a call that Hero does not document in full. */
export function undocumentedNotice(note: string, operation: Operation): INodeProperties {
	const advice = operation.undocumented?.includes('body')
		? 'If Hero needs more fields, add them under Additional Body Fields'
		: operation.undocumented?.includes('query')
			? 'If Hero needs more parameters, add them under Additional Query Parameters'
			: 'If Hero rejects it, ask Hero for its exact form';
	return {
		displayName: `${note}. ${advice}.`,
		name: 'evidenceNotice',
		type: 'notice',
		default: '',
	};
}
