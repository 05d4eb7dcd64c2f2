/** The evidence marks of one operation; README.md beside this file says what they mean. */
export interface Evidence {
	method: string;
	path: string;
	parameters: string;
	requestBody: string;
	response: string;
}

/** How something became known: `reference` and `guide` are pages of Hero, `openapi` is Hero's OpenAPI file. */
export type SourceKind = 'reference' | 'guide' | 'openapi' | 'mock' | 'staging' | 'live';

/** One place where something about Hero was read or seen. */
export interface ContractSource {
	kind: SourceKind;
	title: string;
	url?: string;
	/** `YYYY-MM`, `YYYY-MM-DD` or `unknown`. */
	read: string;
	note?: string;
}

/** Names a source: a key of `x-sources`, or a kind. Without a date, that of the named source counts. */
export interface SourceReference {
	source: string;
	/** `YYYY-MM`, `YYYY-MM-DD` or `unknown`. */
	date?: string;
}

/**
 * The source of one part of a call: `method`, `path`, `parameters`, `requestBody`, `response` or `errors`, or a
 * field below one of them, such as `response.video_url`. Webhooks also have `event`, `payload`, `object` and
 * `headers`.
 */
export interface SourcedClaim extends Required<SourceReference> {
	claim: string;
	/** What the source says, if that is less or more than the claim. */
	says?: string;
}

/** Something that is known of Hero, and that is no part of a single call. */
export interface ContractFact {
	id: string;
	says: string;
	/** `seen`, `partial`, `inferred` or `unknown`. */
	evidence: string;
	sources: SourceReference[];
	/** Operation ids, or words. */
	affects: string[];
}

/** Statements of Hero's own pages that cannot all be true. */
export interface ContractContradiction {
	id: string;
	about: string;
	statements: Array<SourceReference & { says: string }>;
	/** What this package does until it is settled. */
	followed: string;
}

export interface JsonSchema {
	type?: string | string[];
	properties?: Record<string, JsonSchema>;
	required?: string[];
	items?: JsonSchema;
	enum?: Array<string | null>;
	allOf?: JsonSchema[];
	anyOf?: JsonSchema[];
	oneOf?: JsonSchema[];
	$ref?: string;
	[keyword: string]: unknown;
}

export interface ContractContent {
	schema?: JsonSchema;
	example?: unknown;
	examples?: Record<string, { summary?: string; value: unknown }>;
}

export interface ContractParameter {
	name: string;
	in: 'path' | 'query' | 'header';
	required?: boolean;
	description?: string;
	schema: JsonSchema;
	style?: string;
	explode?: boolean;
	$ref?: string;
	/** Which of name, type and required is not printed in the documentation. */
	'x-evidence'?: Record<string, string>;
}

export interface ContractOperation {
	operationId: string;
	tags: string[];
	summary: string;
	description?: string;
	parameters?: ContractParameter[];
	requestBody?: { required?: boolean; content: Record<string, ContractContent> };
	responses: Record<string, { $ref?: string; content?: Record<string, ContractContent> }>;
	'x-evidence': Evidence;
	/** How new the documentation is: `newest`, `recent` or `old`. */
	'x-captured': string;
	'x-sources'?: SourcedClaim[];
	'x-open-questions'?: string[];
	/** Evidence mark of each error status. */
	'x-error-evidence'?: Record<string, string>;
	'x-guess'?: Record<string, unknown>;
	'x-superseded-by'?: string;
}

export interface ContractWebhook {
	operationId: string;
	summary: string;
	'x-evidence': { event: string; payload: string; object: string; headers: string };
	'x-captured': string;
	'x-sources'?: SourcedClaim[];
	'x-open-questions'?: string[];
}

export interface Contract {
	openapi: string;
	servers: Array<{ url: string; description: string }>;
	paths: Record<string, Record<string, ContractOperation>>;
	tags: Array<{ name: string; description: string }>;
	webhooks: Record<string, { post: ContractWebhook }>;
	'x-sources': Record<string, ContractSource>;
	'x-facts': ContractFact[];
	'x-contradictions': ContractContradiction[];
	/** Questions about all calls. */
	'x-open-questions': string[];
	'x-webhook-signing': { unknown: string[] };
	'x-known-but-unreachable': Array<{ name: string }>;
	components: {
		schemas: Record<string, JsonSchema>;
		parameters: Record<string, ContractParameter>;
		[group: string]: Record<string, unknown>;
	};
}

/** Returns a new copy of the contract on each call, so that a caller may change it. */
export function loadContract(): Contract;
