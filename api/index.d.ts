/** The evidence marks of one operation; README.md beside this file says what they mean. */
export interface Evidence {
	method: string;
	path: string;
	parameters: string;
	requestBody: string;
	response: string;
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
	'x-guess'?: Record<string, unknown>;
	'x-superseded-by'?: string;
}

export interface Contract {
	openapi: string;
	servers: Array<{ url: string; description: string }>;
	paths: Record<string, Record<string, ContractOperation>>;
	tags: Array<{ name: string; description: string }>;
	webhooks: Record<string, { post: { 'x-evidence': { payload: string } } }>;
	'x-known-but-unreachable': Array<{ name: string }>;
	components: {
		schemas: Record<string, JsonSchema>;
		parameters: Record<string, ContractParameter>;
		[group: string]: Record<string, unknown>;
	};
}

/** Returns a new copy of the contract on each call, so that a caller may change it. */
export function loadContract(): Contract;
