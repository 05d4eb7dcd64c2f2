import type { Operation, Values } from './operation';

/** True if the operation changes nothing at Hero. Custom API Call may change something, by its method. */
export const isRead = ({ method, needsFreshResponse }: Operation): boolean =>
	method === 'GET' || needsFreshResponse === true;

/** True if an item with these values changes something at Hero, so that it must not be sent twice. */
export function isWrite(operation: Operation, { formOnly }: Values): boolean {
	// Custom API Call takes its method from the form.
	return formOnly.method === undefined ? !isRead(operation) : formOnly.method !== 'GET';
}
