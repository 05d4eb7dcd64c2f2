import { pathTemplate } from '../../comparison/compareCalls';
import type { Ask } from '../answer';
import { doubtOf, isAlike } from '../answer';
import type { Manner } from '../manner';
import { buildRequest } from '../request/buildRequest';
import type { CallSource } from '../request/callSource';
import { nonsenseSibling, pathVariants } from './pathVariants';

/** Where a call is at Hero. */
export type CallLocation =
	| { method: string; path: string }
	/** The mock has no such call. */
	| 'gone'
	/** Nobody can tell, for this reason. */
	| { reason: string };

export interface Search {
	ask: Ask;
	manner: Manner;
	/** True for a method and a path template that another call of the contract has. */
	isTaken(method: string, template: string): boolean;
}

export const allMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Finds a call where the contract has it, else with another method, else at another path. */
export async function locateCall(search: Search, source: CallSource): Promise<CallLocation> {
	const { method, path } = source.call;
	const own = await stateAt(search, source, { method, path });
	if (own.reason) return { reason: own.reason };
	if (own.state === 'exists') return { method, path };
	// A mock may also answer to a wrong method as to an unknown path, so the methods are tried in any case.
	const isMethod = own.state === 'unknown method';
	const byMethod = () => otherMethod(search, source, path);
	const byPath = () => otherPath(search, source);
	const [first, second] = isMethod ? [byMethod, byPath] : [byPath, byMethod];
	return (await first()) ?? (await second()) ?? 'gone';
}

interface AddressAnswer {
	state: 'exists' | 'unknown path' | 'unknown method';
	/** Why it cannot be told. */
	reason?: string;
}

/** Asks for one method and path, and compares it with a sibling that surely does not exist. */
export async function stateAt(
	{ ask, manner }: Search,
	source: CallSource,
	at: { method: string; path: string },
): Promise<AddressAnswer> {
	const request = buildRequest(source, { at });
	const answer = await ask(request);
	const state = manner.addressState(request, answer);
	if (state === 'in doubt') {
		return {
			state: 'exists',
			reason: doubtOf(answer) ?? `the mock answers with status ${answer.status}`,
		};
	}
	if (state === 'unknown path') return { state };
	const siblingAt = { ...at, path: nonsenseSibling(at.path) };
	const sibling = buildRequest(source, { at: siblingAt });
	const siblingAnswer = await ask(sibling);
	const siblingState = manner.addressState(sibling, siblingAnswer);
	if (siblingState === 'in doubt' && state === 'exists') {
		return { state, reason: 'a path beside it, which no API has, gets no clear answer' };
	}
	if (siblingState !== state) return { state };
	// A wrong method says nothing of a path that another call with a placeholder covers.
	if (state === 'unknown method') return { state: 'unknown path' };
	return isAlike(answer, siblingAnswer)
		? { state, reason: 'a path beside it, which no API has, is answered alike' }
		: { state };
}

/** Finds the one other method that a path has, besides those that the contract knows there. */
async function otherMethod(
	search: Search,
	source: CallSource,
	path: string,
): Promise<CallLocation | undefined> {
	const found: string[] = [];
	for (const method of allMethods) {
		const isKnown = method === source.call.method || search.isTaken(method, pathTemplate(path));
		if (isKnown) continue;
		const { state, reason } = await stateAt(search, source, { method, path });
		if (state === 'exists' && !reason) found.push(method);
	}
	// A call that writes goes on writing: a GET beside it is another call.
	const alike = found.filter((method) => isRead(method) === isRead(source.call.method));
	const fitting = alike.length > 0 ? alike : found;
	if (fitting.length > 1) {
		return { reason: `the mock has other methods on this path: ${fitting.join(', ')}` };
	}
	return fitting.length === 1 ? { method: fitting[0], path } : undefined;
}

const isRead = (method: string): boolean => method === 'GET';

async function otherPath(search: Search, source: CallSource): Promise<CallLocation | undefined> {
	const { method, path } = source.call;
	const isTaken = (template: string) => search.isTaken(method, template);
	for (const variant of pathVariants(path, isTaken)) {
		const { state, reason } = await stateAt(search, source, { method, path: variant });
		if (reason) continue;
		if (state === 'exists') return { method, path: variant };
		if (state === 'unknown method') {
			const found = await otherMethod(search, source, variant);
			if (found && found !== 'gone' && 'method' in found) return found;
		}
	}
	return undefined;
}
