import type { Operation, Values } from '../form/operation';

/** True if an item with these values changes something at Hero, so that it must not be sent twice. */
export function isWrite({ method, needsFreshResponse }: Operation, { formOnly }: Values): boolean {
	// Custom API Call takes its method from the form.
	return !needsFreshResponse && (formOnly.method ?? method) !== 'GET';
}
