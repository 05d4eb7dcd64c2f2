import type { Part } from './heroDocument';

/** Calls `change` for each call of a document. */
function eachCall(document: Part, change: (call: Part, path: string) => void): void {
	for (const [path, methods] of Object.entries<Part>(document.paths)) {
		for (const call of Object.values<Part>(methods)) change(call, path);
	}
}

const replaced = (part: Part, pattern: RegExp, by: string): Part =>
	JSON.parse(JSON.stringify(part).replace(pattern, by));

/** Ways to write down one API. None of them changes what is said. */
export const sameForms: Record<string, (document: Part) => Part> = {
	'as OpenAPI 3.0': (document) => ({ ...nullableForm(document), openapi: '3.0.3' }),
	'with webhooks as OpenAPI 3.0 has them': ({ webhooks, ...document }) => ({
		...document,
		'x-webhooks': webhooks,
	}),
	'as OpenAPI 3.2': (document) => ({ ...document, openapi: '3.2.0' }),
	'with renamed components': (document) => {
		const renamed = replaced(document, /#\/components\/schemas\//g, '#/components/schemas/Hero');
		const schemas = Object.entries(renamed.components.schemas);
		renamed.components.schemas = Object.fromEntries(
			schemas.map(([name, schema]) => [`Hero${name}`, schema]),
		);
		return renamed;
	},
	'with other names of placeholders': (document) => ({
		...document,
		paths: Object.fromEntries(
			Object.entries<Part>(document.paths).map(([path, item]) => [
				path.replaceAll('{id}', '{record}'),
				path.includes('{id}') ? replaced(item, /"name":"id"/g, '"name":"record"') : item,
			]),
		),
	}),
	'without operationIds': (document) => {
		eachCall(document, (call) => delete call.operationId);
		return document;
	},
	'with the same operationId everywhere': (document) => {
		eachCall(document, (call) => (call.operationId = 'call'));
		return document;
	},
	'with a slash after each path and server': (document) => ({
		...document,
		servers: document.servers.map(({ url }: Part) => ({ url: `${url}/` })),
		paths: Object.fromEntries(
			Object.entries(document.paths).map(([path, item]) => [`${path}/`, item]),
		),
	}),
	'with the parameters of the path on the path': (document) => {
		for (const item of Object.values<Part>(document.paths)) {
			const calls = Object.values<Part>(item);
			const inPath = (one: Part) => one.in === 'path';
			item.parameters = (calls[0].parameters ?? []).filter(inPath);
			for (const call of calls) {
				call.parameters = (call.parameters ?? []).filter((one: Part) => !inPath(one));
			}
		}
		return document;
	},
	'with a parameter that replaces the one of the path': (document) => {
		for (const item of Object.values<Part>(document.paths)) {
			const [first] = Object.values<Part>(item);
			item.parameters = structuredClone(first.parameters ?? []).filter(
				(one: Part) => one.in === 'path',
			);
		}
		return document;
	},
	'with named bodies': (document) => {
		eachCall(document, (call, path) => {
			const name = `${call.operationId}${path.length}`;
			document.components.requestBodies ??= {};
			if (!call.requestBody) return;
			document.components.requestBodies[name] = call.requestBody;
			call.requestBody = { $ref: `#/components/requestBodies/${name}` };
		});
		return document;
	},
	'with paths by reference': (document) => {
		document.components.pathItems = { send: document.paths['/v1/messages/send'] };
		document.paths['/v1/messages/send'] = { $ref: '#/components/pathItems/send' };
		return document;
	},
	'with headers as parameters in place of security': (document) => {
		const headers = ['X-Api-Key', 'X-Practice-Group-Id'].map((name) => ({
			name,
			in: 'header',
			required: true,
			schema: { type: 'string' },
		}));
		delete document.components.securitySchemes;
		eachCall(document, (call) => (call.parameters = [...(call.parameters ?? []), ...headers]));
		return document;
	},
	'with media types that are JSON, too': (document) => {
		const names = ['application/json; charset=utf-8', 'application/vnd.hero+json', '*/*'];
		let count = 0;
		eachCall(document, ({ responses }) => {
			for (const { content } of Object.values<Part>(responses)) {
				if (!content?.['application/json']) continue;
				content[names[count++ % names.length]] = content['application/json'];
				delete content['application/json'];
			}
		});
		return document;
	},
	'with a server of variables': (document) => ({
		...document,
		servers: [
			{
				url: 'https://api.{domain}',
				variables: { domain: { enum: ['herohealth.net', 'staging.htech.app'] } },
			},
			document.servers[2],
		],
	}),
	'with each schema inside an allOf': (document) => {
		for (const [name, schema] of Object.entries(document.components.schemas)) {
			document.components.schemas[name] = { allOf: [schema], description: 'Inside' };
		}
		return document;
	},
};

/** Nullable types as OpenAPI 3.0 writes them. */
function nullableForm(part: Part): Part {
	if (Array.isArray(part)) return part.map(nullableForm);
	if (typeof part !== 'object' || part === null) return part;
	const { type, ...others } = part;
	const isNullable = Array.isArray(type) && type.length === 2 && type.includes('null');
	const own = isNullable
		? { type: type.find((one: string) => one !== 'null'), nullable: true }
		: type === undefined
			? {}
			: { type: nullableForm(type) };
	const members = Object.entries(others).map(([name, value]) => [name, nullableForm(value)]);
	return { ...own, ...Object.fromEntries(members) };
}
