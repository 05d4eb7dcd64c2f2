import type { IDataObject, INodeProperties } from 'n8n-workflow';

export type WireValue =
	| string
	| number
	| boolean
	| null
	| WireValue[]
	| { [key: string]: WireValue };

/** What a value is read in. */
export interface ReadContext {
	/** Date and time without an offset are read in it. */
	timezone: string;
	/** Milliseconds since 1970. */
	now: number;
	/** The values that were read before, by parameter name: switches, then the first level of the form. */
	earlierValues: ReadonlyMap<string, WireValue>;
	/** Takes note of a value that is sent, and that the user should look at. */
	reportMissingValue?(): void;
}

/** One value: what the screen shows for it, and how what was entered becomes what Hero takes. */
export interface Field {
	/** The name on the screen. */
	label: string;
	/** The n8n property, but for its names and when it shows. */
	property: Omit<INodeProperties, 'displayName' | 'name' | 'displayOptions'>;
	/**
	 * From the value that n8n read to the value on the wire. Throws a UserError that says what is wrong
	 * without repeating the value.
	 */
	toWire(value: unknown, context: ReadContext): WireValue;
	/** Required fields stand on the first level of the form, the others in a collection. */
	required?: boolean;
	/** Parameter names and the values that they must have for the field to show and to be sent. */
	shownWhen?: Record<string, string[]>;
	/** What Hero takes for "no value"; where it is absent, an empty value is refused. */
	clearsWith?: null | '';
	/** The value is an object whose members are sent beside the other fields. */
	mergeMembers?: true;
	/** Booleans that let through what this field else refuses; they stand in Options and are not sent. */
	optIns?: Fields;
	/** Whose value it is, such as the phone number of a patient. */
	contactOwner?: ContactOwner;
	/** The fields of an object, or of each object in a list. */
	members?: Fields;
	/** This node alone reads the value; Hero is not sent it. */
	notSent?: true;
}

export type Fields = Record<string, Field>;

/** A value that belongs to one person. */
export interface ContactOwner {
	/** The fields of the body that tell who it is. */
	identifiedBy: string[];
	/** Several people may have the same one, if each item gives its own. */
	mayBeShared?: true;
}

/** The values of one item, under Hero's names. */
export interface Values {
	path: Record<string, WireValue>;
	query: Record<string, WireValue>;
	body: Record<string, WireValue>;
	formOnly: Record<string, WireValue>;
	/** What the user let through. */
	optIns?: Record<string, WireValue>;
}

/** A file of the input item. */
export interface InputFile {
	content: Buffer;
	name?: string;
	/** Such as application/pdf. */
	type: string;
}

/** What an operation may need beside its values before its own request. */
export interface PrepareContext {
	/** Gets one record from Hero. */
	lookUp(path: string, pathValues: Record<string, WireValue>): Promise<IDataObject>;
	/** Reads the file in this data field of the input item, if it has one. */
	readFile(dataField: string): Promise<InputFile | undefined>;
	/** Milliseconds since 1970. */
	now: number;
}

/** What Custom API Call decides by its values and all other operations by their data. */
export interface RequestOverride {
	method: Operation['method'];
	path: string;
	headers?: Record<string, string>;
}

/** Which rows of a list this node keeps, where Hero documents no such filter. */
export interface RowFilter {
	isUsed(values: Values): boolean;
	/** Undefined where the row does not tell: it is kept, and a hint says so. */
	test(row: IDataObject, values: Values): boolean | undefined;
	/** The hint for so many rows that do not tell. */
	hint(count: number): string;
}

/** A further request for each record that leaves. The record gets keys of its own for what came of it. */
export interface Enrichment {
	/** Name of the boolean in `query` that turns it on; that field is `notSent`. */
	enabledBy: string;
	/** A GET by the ID of the record. */
	path: string;
	/** The keys for Hero's answer; undefined where the answer does not tell. */
	outputFields(answer: IDataObject): IDataObject | undefined;
	/** The keys for a look-up that gave nothing. They must not look like an answer. */
	outputFieldsOnFailure(reason: string, answer?: IDataObject): IDataObject;
	/** The hint for so many records without an answer. */
	hint(count: number): string;
}

/** The parts of a call that Hero's documentation does not print in full. */
export type Undocumented = 'method' | 'path' | 'query' | 'body';

/** All there is to an operation. The form, the request, the documentation and the tests come from it. */
export interface Operation {
	/** `operationId` in api/hero-public-api.yaml. */
	id: string;
	name: string;
	value: string;
	/** Sentence case, with the resource. */
	action: string;
	description: string;
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	path: string;
	/** Keys of the four are Hero's names; the parameter has the same name in camelCase. */
	pathFields?: Fields;
	query?: Fields;
	body?: Fields;
	/** Parameters that shape the form or feed `prepare`; they are not sent. */
	formOnly?: Fields;
	undocumented?: Undocumented[];
	/** The answer is a list: `paged` has page_index and page_size, `whole` comes in one piece. */
	list?: 'paged' | 'whole';
	/**
	 * Paths of the fields that Simplify keeps; for records with more than ten. At most ten, and all that decide
	 * whether to contact somebody or whether the record still stands.
	 */
	simplify?: string[];
	/** Where the answer is a list. */
	rowFilter?: RowFilter;
	enrich?: Enrichment;
	/** What the user must know before the first run; it stands above the fields. */
	notice?: string;
	/** What the user should know after a run; it stands beside the output. */
	hint?: (values: Values, records: IDataObject[], itemIndex: number) => string | undefined;
	/** Parts that differ by the value of one choice, such as the version of the call. */
	variants?: { by: string; of: Record<string, Variant> };
	/** Completes or checks the values. Throws a UserError for values that do not go together. */
	prepare?: (
		values: Values,
		surroundings: PrepareContext,
	) => Promise<RequestOverride | void> | RequestOverride | void;
	/** One call for all input items together, where this choice has this value. */
	combineItems?: {
		field: string;
		value: string;
		combine: (items: Values[], itemIndexes: number[]) => Values;
	};
	/** The answer is what the call is for: an empty one is not taken for a success. */
	requiresResponseBody?: true;
	/** The answer is a secret and nothing else: a language model cannot call this. */
	returnsSecret?: true;
	/** Items of one run that name the same record share one call, since it must not happen twice. */
	oncePerRun?: true;
	/** What this node decided by itself. It leaves beside Hero's answer, whose own keys come first. */
	extraOutput?: (values: Values) => IDataObject;
	/**
	 * What a second request with the same values does, such as one sent again after a lost answer: `nothing`
	 * where the record stays as the first one left it and nobody hears of it, `again` where it may act once
	 * more, such as send another email, or where Hero does not say. Only `nothing` is sent again in doubt.
	 * Each PUT, PATCH and DELETE has it. Of Custom API Call a GET and a DELETE do nothing, all else acts again.
	 */
	onRepeat?: 'nothing' | 'again';
	/** What a 404 means here, as the message that the user gets; left out, an ID that Hero does not have. */
	notFoundMeans?: string;
	/** What a 409 means here, as the message that the user gets. */
	conflictMeans?: string;
	/** Reshapes Hero's answer where its form alone does not tell what happened. */
	transformResponse?: (answer: IDataObject, values: Values) => IDataObject;
}

export type Variant = Partial<Pick<Operation, 'id' | 'path' | 'list' | 'simplify'>>;

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

/** The n8n property of a field, but for when it shows. */
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

/** One text of several sentences; n8n ends only those with a full stop. */
export function joinSentences(...parts: Array<string | undefined>): string {
	const text = parts.filter(Boolean).join('. ').replace(/\.\. /g, '. ');
	return text.includes('. ') ? text.replace(/\.?$/, '.') : text;
}
