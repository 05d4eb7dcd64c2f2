import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { AccessArea } from './access';
import type { SafeguardName } from './safeguards';

/** A JSON value that is sent to Hero. */
export type WireValue =
	| string
	| number
	| boolean
	| null
	| WireValue[]
	| { [key: string]: WireValue };

/** The circumstances in which a value is read. */
export interface ReadContext {
	/** The timezone for dates and times that have no offset. */
	timezone: string;
	/** Milliseconds since 1970. */
	now: number;
	/** Values read so far, by parameter name: opt-ins first, then the first level of the form. */
	earlierValues: ReadonlyMap<string, WireValue>;
	/** Called for a text that is sent although a value seems to be missing in it. */
	reportMissingValue?(): void;
}

/** A field of the form: its n8n property, and the conversion of its value into the one that Hero takes. */
export interface Field {
	/** The name on the screen. */
	label: string;
	/** The n8n property without its names and its display conditions. */
	property: Omit<INodeProperties, 'displayName' | 'name' | 'displayOptions'>;
	/**
	 * Converts the value that n8n read into the value on the wire. Throws a UserError that says what is wrong
	 * without repeating the value.
	 */
	toWire(value: unknown, context: ReadContext): WireValue;
	/** Required fields stand on the first level of the form, the others in a collection. */
	required?: boolean;
	/** Parameter names and the values that they must have for the field to show and to be sent. */
	shownWhen?: Record<string, string[]>;
	/** The value that clears the field at Hero. Without it an empty value is refused. */
	clearsWith?: null | '';
	/** The value is an object; its members are sent beside the other fields. */
	mergeMembers?: true;
	/** Booleans that allow values which this field otherwise refuses. They stand in Options and are not sent. */
	optIns?: Fields;
	/** The person to whom a contact detail belongs, such as the patient of a phone number. */
	contactOwner?: ContactOwner;
	/** The fields of an object, or of each object in a list. */
	members?: Fields;
	/** Only this node reads the value; it is not sent to Hero. */
	notSent?: true;
}

/** Fields by Hero's names. */
export type Fields = Record<string, Field>;

/** The owner of a contact detail. */
export interface ContactOwner {
	/** The fields of the body that identify the person. */
	identifiedBy: string[];
	/** Several people may share the contact, if each item gives it by an expression. */
	mayBeShared?: true;
}

/** The values of one item, under Hero's names. */
export interface Values {
	path: Record<string, WireValue>;
	query: Record<string, WireValue>;
	body: Record<string, WireValue>;
	formOnly: Record<string, WireValue>;
	/** Booleans by which the user allows values that are otherwise refused. */
	optIns?: Record<string, WireValue>;
}

/** A file of the input item. */
export interface InputFile {
	content: Buffer;
	name?: string;
	/** The MIME type, such as application/pdf. */
	type: string;
}

/** The functions and facts that `prepare` may use beside the values of the item. */
export interface PrepareContext {
	/** Gets one record from Hero. */
	lookUp(path: string, pathValues: Record<string, WireValue>): Promise<IDataObject>;
	/** Reads the file in this data field of the input item, if there is one. */
	readFile(dataField: string): Promise<InputFile | undefined>;
	/** Milliseconds since 1970. */
	now: number;
}

/** The parts of a request that Custom API Call takes from its values instead of from the operation. */
export interface RequestOverride {
	method: Operation['method'];
	path: string;
	headers?: Record<string, string>;
}

/** A filter that this node applies to a list, since Hero documents none. */
export interface RowFilter {
	isUsed(values: Values): boolean;
	/** Returns undefined if the row does not show whether it matches. The row is kept then, with a hint. */
	test(row: IDataObject, values: Values): boolean | undefined;
	/** The hint for this number of rows that were kept unchecked. */
	hint(count: number): string;
}

/** A further GET request for each record of the output. Its result becomes extra fields of the record. */
export interface Enrichment {
	/** Name of the boolean in `query` that turns it on; that field is `notSent`. */
	enabledBy: string;
	/** The path, by the ID of the record. */
	path: string;
	/** The fields to add from Hero's response; undefined where the response has an unknown form. */
	outputFields(response: IDataObject): IDataObject | undefined;
	/** The fields to add where the look-up failed. They must not look like a result. */
	outputFieldsOnFailure(reason: string, response?: IDataObject): IDataObject;
	/** The hint for this number of records whose look-up failed. */
	hint(count: number): string;
}

/** Makes up values that no real record of Hero has. */
export interface MadeUp {
	/** An ID such as "rehearsed-appointment-0f3a91c2b7d4". */
	id(kind: string): string;
	/** An ID for a field that holds a number: 15 digits that begin with 999. */
	numberId(): number;
	/** A link whose host can never exist (RFC 2606, ".invalid"). */
	link(): string;
	/** Milliseconds since 1970. */
	now: number;
}

/** Makes up the value of one field of a response. */
export type RehearsedField = (values: Values, madeUp: MadeUp) => WireValue;

/** How an operation is rehearsed. */
export interface Rehearsal {
	/** The response in Hero's place, by Hero's names. Without it, the response is an empty one. */
	response?: Record<string, RehearsedField>;
	/** What the rehearsal takes for granted, since only Hero knows it. A sentence. */
	assumes?: string;
	/** Why the operation cannot be rehearsed. A sentence. */
	refusal?: string;
}

/** A channel by which a message reaches a patient, by the name that Hero gives it when sending a message. */
export type Channel = 'sms' | 'email' | 'nhs_app';

/** What an item sends to a patient. */
export interface PatientMessage {
	/** Undefined for a link or a form, which another message takes to the patient. */
	channel?: Channel;
	/** The text, if it goes out as an SMS. */
	smsText?: string;
	/** The channel that Hero uses if the NHS App does not reach the patient. */
	fallback?: Channel;
	/** The contact to use instead of the patient's own. */
	contact?: string;
	/** When it goes out, if not at once: ISO 8601 in UTC. */
	sendAt?: string;
}

/** The parts of a call that Hero's documentation does not print in full. */
export type Undocumented = 'method' | 'path' | 'query' | 'body';

/** One operation as data. The form, the request, the documentation and the tests are made from it. */
export interface Operation {
	/** `operationId` in api/hero-public-api.yaml. */
	id: string;
	name: string;
	value: string;
	/** Sentence case, with the resource. */
	action: string;
	description: string;
	/** A notice above the fields: a fact that the user must know before the first run. */
	notice?: string;
	/** Never the operation of a fresh node: set for one that would come first in a resource that exists. */
	isNeverDefault?: true;
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	path: string;
	undocumented?: Undocumented[];
	/**
	 * The effect of a second request with the same values, such as a retry after a lost response. `nothing`
	 * means idempotent: the record stays as the first request left it, and nobody is notified again. `again`
	 * means that it may act once more, such as send another email, or that Hero does not say. Only `nothing`
	 * is retried when the outcome is unknown. Each PUT, PATCH and DELETE has it. For Custom API Call a GET and
	 * a DELETE count as `nothing`, all other methods as `again`.
	 */
	onRepeat?: 'nothing' | 'again';
	/** Items of one run that name the same record share one call, since the call must happen only once. */
	oncePerRun?: true;
	/** What an item with these values sends to a patient; undefined if nothing of it reaches one. */
	toPatient?: (values: Values) => PatientMessage | undefined;
	/** The safeguards that the form offers. */
	safeguards?: readonly SafeguardName[];
	/** The paths of a batch of messages that this operation sends, and of its recipients. */
	sendsBatch?: { batch: string; recipients: string };
	/** The response is a secret and nothing else: a language model cannot call this. */
	returnsSecret?: true;
	/** The response is the purpose of the call: an empty one does not count as success. */
	requiresResponseBody?: true;
	/**
	 * The response is needed anew in each run, and a second call harms nobody, such as a check. A retry makes the
	 * call again instead of leaving it out.
	 */
	needsFreshResponse?: true;
	/** How a rehearsal answers in Hero's place. Without it, a write gives only its success. */
	rehearsal?: Rehearsal;
	/** The areas whose reads replace the operation's own call. Each gives one output item. */
	accessAreas?: AccessArea[];
	/** The message for a 404. Without it, a 404 means an ID that Hero does not have. */
	notFoundMeans?: string;
	/** The message for a 409. */
	conflictMeans?: string;
	/** Parameters that shape the form or feed `prepare`; they are not sent. */
	formOnly?: Fields;
	/** The fields of the path by Hero's names, as in `query` and `body`. Parameter names are in camelCase. */
	pathFields?: Fields;
	query?: Fields;
	body?: Fields;
	/** Set if the response is a list: `paged` has page_index and page_size, `whole` has no pages. */
	list?: 'paged' | 'whole';
	/** A filter for the rows of a list. */
	rowFilter?: RowFilter;
	enrich?: Enrichment;
	/**
	 * Paths of the fields that Simplify keeps, for records with more than ten fields. At most ten, and in
	 * addition all that decide whether to contact somebody or whether the record is still valid.
	 */
	simplify?: string[];
	/** Parts that differ by the value of one `formOnly` field, such as the version of the call. */
	variants?: { formField: string; byValue: Record<string, Variant> };
	/** Sends all input items in one call when this field has this value. */
	combineItems?: {
		field: string;
		value: string;
		combine: (items: Values[], itemIndexes: number[]) => Values;
	};
	/** Completes or checks the values. Throws a UserError for values that contradict each other. */
	prepare?: (
		values: Values,
		context: PrepareContext,
	) => Promise<RequestOverride | void> | RequestOverride | void;
	/** Reshapes a response whose own form does not show the result. */
	transformResponse?: (response: IDataObject, values: Values) => IDataObject;
	/** Output fields for decisions of this node. Fields of Hero's response replace them. */
	extraOutput?: (values: Values) => IDataObject;
	/** The hint beside the output after a run, if there is one. */
	hint?: (values: Values, records: IDataObject[], itemIndex: number) => string | undefined;
}

/** The parts of an operation that a variant replaces. */
export type Variant = Partial<Pick<Operation, 'id' | 'path' | 'list' | 'simplify'>>;

/** A resource of the node, with its operations. */
export interface Resource {
	name: string;
	value: string;
	description: string;
	operations: Operation[];
}

/** The parameter name of a field: Hero's name in camelCase, `order_by[]` without its brackets. */
export function parameterName(wireName: string): string {
	const words = wireName.replace(/\W+$/, '');
	return words.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The n8n property of a field, without its display conditions. */
export function toProperty(wireName: string, field: Field): INodeProperties {
	const name = parameterName(wireName);
	const { description, ...property } = field.property;
	return {
		displayName: field.label,
		name,
		...property,
		...(description ? { description: joinSentences(description) } : {}),
		...(field.required ? { required: true } : {}),
	};
}

/** Joins sentences to one text. n8n wants a full stop after several sentences, and none after a single one. */
export function joinSentences(...parts: Array<string | undefined>): string {
	const text = parts.filter(Boolean).join('. ').replace(/\.\. /g, '. ');
	return text.includes('. ') ? text.replace(/\.?$/, '.') : text;
}
