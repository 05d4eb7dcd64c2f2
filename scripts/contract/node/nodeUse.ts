import { resources } from '../../../nodes/HeroHealth/actions/resources';
import type { Field, Fields, Operation, Resource } from '../../../nodes/HeroHealth/form/operation';
import { operationFile } from './operationFiles';

/** Where the node uses a call of Hero. */
export interface NodeUse {
	/** As the screen shows it, such as "Slot → Get Many". */
	operation: string;
	/** The file to change, by its path in the repository. */
	file: string;
	source: Operation;
}

/** Finds the operation of the node that makes a call of the contract. Returns undefined if none does. */
export function nodeUse(operationId: string): NodeUse | undefined {
	return uses().get(operationId);
}

let known: Map<string, NodeUse> | undefined;

function uses(): Map<string, NodeUse> {
	known ??= new Map(
		resources.flatMap((resource) => resource.operations.flatMap((one) => usesOf(resource, one))),
	);
	return known;
}

function usesOf(resource: Resource, source: Operation): Array<[string, NodeUse]> {
	const use = {
		operation: `${resource.name} → ${source.name}`,
		file: operationFile(source.id),
		source,
	};
	const variants = Object.values(source.variants?.byValue ?? {});
	return [source.id, ...variants.map(({ id }) => id)].flatMap((id) => (id ? [[id, use]] : []));
}

/** The file that deals with the events of Hero. */
export const triggerFile = 'nodes/HeroHealth/trigger/events.ts';

/**
 * The label on the screen of a parameter or a member of the body, by Hero's name for it: `query page_index`, or
 * `recipients[].patient_id`. Returns undefined if the form does not have it.
 */
export function fieldLabel({ source }: NodeUse, part: string, name: string): string | undefined {
	if (part === 'parameters') {
		const [place, wireName] = splitOnce(name);
		if (place === 'path')
			return Object.values(source.pathFields ?? {})[Number(wireName) - 1]?.label;
		if (isPaging(wireName) && source.list === 'paged') return 'Return All';
		return source.query?.[wireName.replace(/\[\]$/, '')]?.label ?? source.query?.[wireName]?.label;
	}
	return part === 'requestBody' ? memberLabel(source.body, name) : undefined;
}

const isPaging = (name: string): boolean => name === 'page_index' || name === 'page_size';

const splitOnce = (name: string): [string, string] => {
	const at = name.indexOf(' ');
	return [name.slice(0, at), name.slice(at + 1)];
};

function memberLabel(fields: Fields | undefined, name: string): string | undefined {
	const names = name.replace(/\[\]/g, '').split('.');
	const found = names.reduce<Field | undefined>(
		(field, one, index) => (index === 0 ? fields?.[one] : field?.members?.[one]),
		undefined,
	);
	return found?.label;
}
