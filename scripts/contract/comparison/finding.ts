/**
 * What came of one claim of the contract. `confirmed`: Hero says the same. `refuted`: Hero says something else. `new`:
 * the contract does not have it. `only ours`: Hero does not have it. `not clear`: the source can show neither.
 */
export type Verdict = 'confirmed' | 'refuted' | 'new' | 'only ours' | 'not clear';

export type Part =
	| 'call'
	| 'method'
	| 'path'
	| 'parameters'
	| 'requestBody'
	| 'response'
	| 'errors'
	| 'webhook'
	| 'connection';

/** The property of a field that was compared. */
export type Aspect =
	| 'field'
	| 'type'
	| 'required'
	| 'values'
	| 'format'
	| 'limits'
	| 'style'
	| 'media type';

/** One comparison of what the contract says with what Hero says. It holds names and forms, never a value of a record. */
export interface Finding {
	verdict: Verdict;
	part: Part;
	/** Undefined for what belongs to no single call. */
	operationId?: string;
	/** Method and path of the call, such as `GET /v1/slots`. */
	call?: string;
	/** The name of a field, an error status, an event, a header or an address. */
	name?: string;
	aspect?: Aspect;
	/** What the contract says, in words. */
	ours?: string;
	/** What Hero says, in words. */
	hero?: string;
	/** True if the contract only concludes the claim. */
	isGuess?: boolean;
	/** True if only a person can say whether the two belong together. */
	needsPerson?: boolean;
}

/** The name by which an acknowledgement, and whoever compares two reports, knows a finding again. */
export const findingId = ({ operationId, call, part, name, aspect }: Finding): string =>
	[operationId ?? call, part, name, aspect]
		.filter((word) => word !== undefined && word !== '')
		.join(' · ');

/** True for what makes the contract and Hero differ. */
export const isDifference = ({ verdict }: Finding): boolean =>
	verdict === 'refuted' || verdict === 'new' || verdict === 'only ours';
