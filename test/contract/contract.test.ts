import openApi from '@seriousme/openapi-schema-validator/schemas/v3.1/schema.json';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

import { contractProblems } from '../../scripts/generate/contractMarks';
import { contract, schemaErrors, contractCalls } from '../support/contract/openapi';

type Part = Record<string, unknown>;

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

/** Names of fields, which may be called as a keyword is. */
const holdsNames = (pointer: string) => pointer.endsWith('/properties');

/** A part of the contract and all that it holds, each with its place as a JSON pointer. */
function* partsOf(part: Part, pointer = ''): Generator<[pointer: string, part: Part]> {
	yield [pointer, part];
	for (const [name, value] of Object.entries(part)) {
		const isData = ['example', 'examples', 'default', 'enum'].includes(name);
		if (!isPart(value) || (isData && !holdsNames(pointer))) continue;
		yield* partsOf(value, `${pointer}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`);
	}
}

const parts = [...partsOf(contract as unknown as Part)].filter(([pointer]) => !holdsNames(pointer));

/** Every example, with the place of the schema that it must fit. */
const examples = parts.flatMap(([pointer, { schema, example, examples: several = [] }]) => {
	const schemaPointer = schema === undefined ? pointer : `${pointer}/schema`;
	const list = Array.isArray(several)
		? several
		: Object.values(several as Record<string, { value: unknown }>).map(({ value }) => value);
	const values = example === undefined ? list : [example, ...list];
	return values.map((value: unknown) => ({ value, schemaPointer }));
});

const dialect = addFormats(new Ajv2020({ strict: false, allErrors: true }));
// A format of OpenAPI's own schema that the kept formats lack.
dialect.addFormat('media-range', /^[^\s/]+\/[^\s/]+$/);

test('the contract is an OpenAPI 3.1 document', () => {
	const validate = dialect.compile(openApi);
	validate(contract);
	expect(validate.errors).toBeNull();
});

test('each of its schemas is a JSON Schema', () => {
	const schemas = [
		...Object.entries(contract.components.schemas),
		...parts.flatMap(([pointer, { schema }]) =>
			isPart(schema) ? [[pointer, schema] as const] : [],
		),
	];
	const wrong = schemas.filter(([, schema]) => !dialect.validateSchema(schema));
	expect(wrong.map(([place]) => place)).toEqual([]);
});

test('each call has a summary, a known tag, its age and a mark for each part', () => {
	expect(contractProblems(contract)).toEqual([]);
});

test('every reference leads somewhere', () => {
	const references = parts.map(([, { $ref }]) => $ref).filter(($ref) => typeof $ref === 'string');
	expect(references).not.toEqual([]);
	for (const $ref of new Set(references)) {
		const names = $ref.slice(2).split('/');
		const found = names.reduce<unknown>((at, name) => isPart(at) && at[name], contract);
		expect([$ref, isPart(found)]).toEqual([$ref, true]);
	}
});

test('every operation has a name of its own', () => {
	expect(contractCalls.size).toBe(Object.values(contract.paths).flatMap(Object.values).length);
});

test('every placeholder of a path is described, and nothing else', () => {
	for (const { path, operation } of contractCalls.values()) {
		const described = (operation.part.parameters ?? [])
			.filter((parameter) => parameter.in === 'path')
			.map(({ name }) => `{${name}}`);
		expect([path, described]).toEqual([path, path.match(/\{\w+\}/g) ?? []]);
	}
});

test(`each of the ${examples.length} examples fits its schema`, () => {
	const wrong = examples.flatMap(({ value, schemaPointer }) =>
		schemaErrors(value, schemaPointer).map((reason) => `${schemaPointer}: ${reason}`),
	);
	expect(wrong).toEqual([]);
});

test('every NHS number in an example is of the range for tests', () => {
	const numbers = JSON.stringify(examples).match(/\b\d{3} ?\d{3} ?\d{4}\b/g) ?? [];
	expect(numbers).not.toEqual([]);
	for (const number of numbers) expect(number).toMatch(/^999/);
});
