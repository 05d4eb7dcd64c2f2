import type { IDataObject } from 'n8n-workflow';

import type { JsonSchema } from '../../api';
import { loadContract } from '../../api';
import type { AccessArea } from '../../nodes/HeroHealth/form/access';
import type { Operation } from '../../nodes/HeroHealth/form/operation';
import { resources } from '../../nodes/HeroHealth/actions/resources';
import { accessRows } from '../../nodes/HeroHealth/run/access/report';
import { versions } from '../../nodes/HeroHealth/form/versions';

/** The folders in which the editor looks for schemas. It takes none of another version of the node. */
const folders = versions.map(
	(version) => `__schema__/v${[...String(version).split('.'), '0', '0'].slice(0, 3).join('.')}`,
);

/**
 * The output schemas, which the editor shows before the first run, by path below the node's folder. An
 * operation has none where the contract does not know its response.
 */
export function outputSchemas(): Map<string, JsonSchema> {
	const responses = responsesByOperation();
	const schemas = resources.flatMap((resource) =>
		resource.operations.flatMap((operation): Array<[string, JsonSchema]> => {
			const schema = schemaFor(operation, responses.get(operation.id));
			if (!schema || Object.keys(schema.properties ?? {}).length === 0) return [];
			return folders.map((folder) => [
				`${folder}/${resource.value}/${operation.value}.json`,
				{ ...schema, version: 1 },
			]);
		}),
	);
	return new Map(schemas);
}

/** The schema of one output item; undefined where neither the contract nor this node determines its form. */
function schemaFor(operation: Operation, response?: JsonSchema): JsonSchema | undefined {
	if (operation.accessAreas) return accessSchema(operation.accessAreas);
	return response && outputSchema(operation, response);
}

/** The schema of a row of Check Access, in which a refusal has every field. */
function accessSchema(areas: AccessArea[]): JsonSchema {
	const [row] = accessRows(areas, [{ status: 403, heroSays: '', isKeyRefused: true }]);
	return schemaOf(row);
}

/** The schema of one output item, from the schema of Hero's response. */
function outputSchema(operation: Operation, answer: JsonSchema): JsonSchema {
	const nothing = { path: {}, query: {}, body: {}, formOnly: {} };
	const record = operation.list ? (answer.properties?.data?.items ?? {}) : answer;
	if (operation.transformResponse) {
		return schemaOf(operation.transformResponse(valueOf(record) as IDataObject, nothing));
	}
	if (operation.extraOutput) {
		const { properties } = schemaOf(operation.extraOutput(nothing));
		return { type: 'object', properties: { ...record.properties, ...properties } };
	}
	if (!operation.simplify) return { type: 'object', properties: record.properties };
	const kept = operation.simplify.map((path) => [path.replace(/\./g, '_'), valueAt(record, path)]);
	return { type: 'object', properties: Object.fromEntries(kept) };
}

/** An example of a schema: empty texts, zeros and lists of one. */
function valueOf({ type, properties = {}, items }: JsonSchema): unknown {
	if (type === 'object') {
		return Object.fromEntries(
			Object.entries(properties).map(([name, one]) => [name, valueOf(one)]),
		);
	}
	if (type === 'array') return items ? [valueOf(items)] : [];
	return { string: '', number: 0, integer: 0, boolean: false }[String(type)];
}

/** The schema of a value. */
function schemaOf(value: unknown): JsonSchema {
	if (Array.isArray(value))
		return { type: 'array', ...(value[0] ? { items: schemaOf(value[0]) } : {}) };
	if (typeof value !== 'object' || value === null) return { type: typeof value };
	const members = Object.entries(value).map(([name, one]) => [name, schemaOf(one)]);
	return { type: 'object', properties: Object.fromEntries(members) };
}

const valueAt = (record: JsonSchema, path: string): JsonSchema =>
	path.split('.').reduce((schema, key) => schema.properties?.[key] ?? {}, record);

/** Schemas of success responses with at least one known field, by operationId; references are resolved. */
function responsesByOperation(): Map<string, JsonSchema> {
	const contract = loadContract();
	const operations = Object.values(contract.paths).flatMap((path) => Object.values(path));
	const responses = operations.flatMap((operation): Array<[string, JsonSchema]> => {
		const success = operation.responses['200'] ?? operation.responses['201'];
		const schema = plain(
			success?.content?.['application/json']?.schema ?? {},
			contract.components.schemas,
		);
		return schema.properties ? [[operation.operationId, schema]] : [];
	});
	return new Map(responses);
}

/** A schema reduced to the keywords that the editor reads: type, properties and items. */
function plain(schema: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
	const resolved = schema.$ref ? schemas[schema.$ref.split('/').pop()!] : schema;
	const parts = [
		resolved,
		...(resolved.allOf ?? []),
		...(resolved.oneOf ?? []),
		...(resolved.anyOf ?? []),
	];
	const [own, ...others] = parts.map((part) => (part === resolved ? part : plain(part, schemas)));
	const type = [own.type ?? others[0]?.type ?? 'object'].flat().find((name) => name !== 'null');
	const properties = Object.fromEntries(
		[own, ...others].flatMap((part) =>
			Object.entries(part.properties ?? {}).map(([name, value]) => [name, plain(value, schemas)]),
		),
	);
	return {
		type,
		...(type === 'object' && Object.keys(properties).length > 0 ? { properties } : {}),
		...(own.items ? { items: plain(own.items, schemas) } : {}),
	};
}
