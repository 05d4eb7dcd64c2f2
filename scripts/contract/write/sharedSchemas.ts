import type { CallPair } from '../comparison/compareCalls';
import type { Part } from '../comparison/finding';
import { isObject, partAt } from '../description/schemaContext';
import type { MayChange } from './contractPlaces';

type Paths = Record<string, Record<string, { operationId?: string; [part: string]: unknown }>>;

/**
 * A named schema may be changed for all who use it only if Hero's side describes every part that uses it. A call of which
 * nothing was told keeps what it has.
 */
export function sharedSchemas(contract: { paths: Paths }, pairs: CallPair[]): MayChange {
	const users = schemaUsers(contract);
	const told = new Set(pairs.flatMap(toldParts));
	return (reference) => [...(users.get(reference) ?? [])].every((user) => told.has(user));
}

const fieldParts: Part[] = ['parameters', 'requestBody', 'response'];

const toldParts = ({ ours, hero }: CallPair): string[] =>
	fieldParts.flatMap((part) => {
		const set = hero[part as 'parameters' | 'requestBody' | 'response'];
		return set?.isComplete ? [`${ours.operationId} ${part}`] : [];
	});

/** Which part of which call uses a named schema, by its reference. Whatever is no part of a call counts as a user, too. */
function schemaUsers(contract: { paths: Paths }): Map<string, Set<string>> {
	const users = new Map<string, Set<string>>();
	const note = (part: unknown, user: string) => {
		for (const reference of references(contract, part)) {
			users.set(reference, (users.get(reference) ?? new Set()).add(user));
		}
	};
	for (const { operationId, parameters, requestBody, responses, ...others } of callsOf(contract)) {
		note(parameters, `${operationId} parameters`);
		note(requestBody, `${operationId} requestBody`);
		for (const [status, response] of Object.entries((responses ?? {}) as object)) {
			note(response, `${operationId} ${status.startsWith('2') ? 'response' : 'errors'}`);
		}
		note(others, `${operationId} others`);
	}
	const { webhooks } = contract as { webhooks?: unknown };
	note(webhooks, 'webhooks');
	return users;
}

const callsOf = ({ paths }: { paths: Paths }) =>
	Object.values(paths).flatMap((methods) => Object.values(methods));

/** All references in a part, and in the parts to which they lead. */
function references(contract: object, part: unknown, found = new Set<string>()): Set<string> {
	if (Array.isArray(part)) part.forEach((one) => references(contract, one, found));
	if (!isObject(part)) return found;
	for (const value of Object.values(part)) references(contract, value, found);
	const { $ref } = part;
	if (typeof $ref !== 'string' || found.has($ref)) return found;
	found.add($ref);
	return references(contract, partAt(contract, $ref), found);
}
