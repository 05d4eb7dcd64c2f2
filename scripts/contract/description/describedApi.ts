import type { Evidence } from '../../../api';

/**
 * One value that a call takes or gives. Its name is its place: `query page_index` for a parameter, `data[].id` for a
 * member of a body, and an empty text for the body as a whole.
 */
export interface DescribedField {
	/** JSON types in alphabetical order; none if the source leaves the value open. */
	types: string[];
	/** Undefined if the source does not tell. */
	required?: boolean;
	/** The only values that are allowed. */
	values?: string[];
	/** Values that are printed although others may exist. Only the contract has such lists. */
	knownValues?: string[];
	/** True where a sample has a value that the contract does not list. The value itself is not kept. */
	hasOtherValues?: boolean;
	/** True where a value that nobody lists was accepted. */
	isOpen?: boolean;
	/** Such as `date-time`. */
	format?: string;
	/** Limits by their JSON Schema keyword, such as `maxLength`. */
	limits?: Record<string, string | number | boolean>;
	/** How a list or an object is written into the request, such as `separated by commas`. Parameters only. */
	style?: string;
	/** JSON, or the media types of a body. Undefined if the source does not tell. */
	mediaType?: string;
	/** True where the contract itself only concludes the value. */
	isGuess?: boolean;
}

/** Fields by their names. */
export interface FieldSet {
	fields: Map<string, DescribedField>;
	/** False if more fields may exist than the source shows, as in a sample. A missing field then tells nothing. */
	isComplete: boolean;
}

/** One call as a source describes it. A part that the source says nothing about is undefined. */
export interface DescribedCall {
	operationId?: string;
	method: string;
	path: string;
	isDeprecated?: boolean;
	parameters?: FieldSet;
	/** Null if the call takes no body. */
	requestBody?: FieldSet | null;
	response?: FieldSet;
	successStatus?: string;
	/** The other statuses of success that are declared. */
	otherSuccess?: string[];
	/** The declared error statuses. */
	errors?: string[];
	/** The evidence marks. Only the contract has them. */
	evidence?: Evidence;
	/** The evidence marks of the errors, by status. Only the contract has them. */
	errorEvidence?: Record<string, string>;
}

/** An event that Hero delivers, and the fields of its payload. */
export interface DescribedEvent {
	name: string;
	payload?: FieldSet;
}

/** A part of a document that has another form than OpenAPI gives it. */
export interface UnreadablePart {
	/** A JSON pointer, or the words that name the part. */
	place: string;
	reason: string;
}

/** What a source tells of the API. */
export interface DescribedApi {
	calls: DescribedCall[];
	/** Undefined if the source describes no events at all. */
	events?: DescribedEvent[];
	/** The headers that each call needs, in lower case. Undefined if the source does not tell. */
	headers?: string[];
	/** Base URLs without a slash at the end. Undefined if the source does not tell. */
	servers?: string[];
	/** The paths of these URLs, such as `/v1`. They stand before each path of the calls. */
	basePaths?: string[];
	/** Calls that the node does not use, such as `GET /v1/forms`. Only the contract has such a list. */
	unusedCalls?: string[];
	unreadable: UnreadablePart[];
}
