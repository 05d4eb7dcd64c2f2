import { errorResponse, type HttpResponse } from '../lib/httpError';
import type { Practice } from '../practice/model';
import { hasScope, type Scope } from '../practice/settings';

/** The operations that need the scope for booking links. */
const bookingLinkOperations = [
	'createBookingLink',
	'getBookingLink',
	'listBookingLinks',
	'updateBookingLink',
];

/** The parts of an operation of the contract by which its scope is guessed. */
interface TaggedOperation {
	operationId?: string;
	tags?: string[];
}

/** The scope that the operations of a tag need. */
const scopeByTag: Record<string, Scope> = {
	Message: 'messaging',
	'Batch Message': 'messaging',
	'Automated Message': 'messaging',
	Appointment: 'booking',
	Slot: 'booking',
};

/** The response to a call for which the key lacks the scope; undefined when it has it, or needs none. */
export function scopeRefusal(
	{ settings }: Practice,
	operation: TaggedOperation,
): HttpResponse | undefined {
	const scope = scopeOf(operation);
	if (!scope || hasScope(settings, scope)) return undefined;
	return errorResponse(403, `This API key lacks the scope ${scope}`);
}

/** Hero names three scopes, and no call that needs one. So this is a guess by the sections of its documentation. */
function scopeOf({ operationId = '', tags = [] }: TaggedOperation): Scope | undefined {
	if (bookingLinkOperations.includes(operationId)) return 'booking links';
	return tags.map((tag) => scopeByTag[tag]).find(Boolean);
}
