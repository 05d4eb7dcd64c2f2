/** The evidence marks of one operation; README.md beside this file says what they mean. */
export interface Evidence {
	method: string;
	path: string;
	parameters: string;
	requestBody: string;
	response: string;
}

export interface ContractOperation {
	operationId: string;
	tags: string[];
	summary: string;
	parameters?: Array<Record<string, any>>;
	requestBody?: Record<string, any>;
	responses: Record<string, any>;
	'x-evidence': Evidence;
	'x-guess'?: Record<string, any>;
	'x-superseded-by'?: string;
}

export interface Contract {
	openapi: string;
	servers: Array<{ url: string; description: string }>;
	paths: Record<string, Record<string, ContractOperation>>;
	webhooks: Record<string, any>;
	components: Record<string, Record<string, any>>;
}

export function loadContract(): Contract;
