import type { Operation, Values } from './operation';

/** True if the operation changes nothing at Hero. Custom API Call may change something, by its method. */
export const isRead = ({ method, needsFreshResponse }: Operation): boolean =>
	method === 'GET' || needsFreshResponse === true;

/** True if an item with these values changes something at Hero, so that it must not be sent twice. */
export function isWrite(operation: Operation, { formOnly }: Values): boolean {
	// Custom API Call takes its method from the form.
	return formOnly.method === undefined ? !isRead(operation) : formOnly.method !== 'GET';
}

/** Marks the action of a write. The action is all that n8n tells a language model of an operation. */
export const writeAction = (action: string): string => `${action} (changes data)`;

/** Returns the action that n8n shows and tells a language model. */
export function shownAction(operation: Operation): string {
	const { action, formOnly } = operation;
	if (isRead(operation)) return action;
	return formOnly?.method ? `${action} (may change data)` : writeAction(action);
}
