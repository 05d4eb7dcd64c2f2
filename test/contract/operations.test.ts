import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { ContractParameter, JsonSchema } from '../../api';
import type { PlacedField } from '../../nodes/HeroHealth/actions/layout';
import { placedFields } from '../../nodes/HeroHealth/actions/layout';
import type { Field, Operation, Variant } from '../../nodes/HeroHealth/actions/operation';
import { parameterName } from '../../nodes/HeroHealth/actions/operation';
import { resources } from '../../nodes/HeroHealth/actions/resources';
import type { Placed, Published } from './published';
import { bodySchema, misfits, published, within } from './published';

/** One call of the node, with its counterpart in the contract. */
interface Call {
	name: string;
	operation: Operation;
	/** Undefined where the contract has no such operation. */
	hero: Published | undefined;
	/** What is offered for it and goes on the wire. */
	fields: PlacedField[];
}

/** The operation itself, and each older version that it has. */
function callsOf(resourceName: string, operation: Operation): Call[] {
	const { by = '', of = {} } = operation.variants ?? {};
	const choices = (operation.choices?.[by]?.property.options ?? []) as INodePropertyOptions[];
	const newest = choices.map(({ value }) => String(value)).filter((value) => !(value in of));
	const call = (values: string[], variant: Variant): Call => ({
		name: [`${resourceName}: ${operation.name}`, ...values].join(', '),
		operation: { ...operation, ...variant },
		hero: published.get(variant.id ?? operation.id),
		fields: placedFields(operation).filter(({ place, field }) => {
			const shown = field.shownWhen?.[by];
			const isShown = !shown || values.some((value) => shown.includes(value));
			return isShown && place !== 'choices' && place !== 'practiceGroup';
		}),
	});
	return [
		call(newest, {}),
		...Object.entries(of).map(([value, variant]) => call([value], variant)),
	];
}

/** Custom API Call stands for what the contract does not have. */
const operations = resources
	.filter(({ value }) => value !== 'customApiCall')
	.flatMap((resource) => resource.operations.map((operation) => ({ resource, operation })));
const calls = operations.flatMap(({ resource, operation }) => callsOf(resource.name, operation));
const known = calls.filter((call): call is Call & { hero: Published } => call.hero !== undefined);

/** A query parameter, a placeholder of the path or a member of the body, as the contract has it. */
interface Documented {
	place: PlacedField['place'];
	wireName: string;
	schema: Placed<JsonSchema>;
	/** "some": only in one of several forms of the body. */
	required: 'always' | 'some' | 'never' | 'unknown';
	/** A guess of the contract may be offered and need not be. */
	guessed?: true;
}

/** Nothing is documented of their parameters; the contract guesses that they are paged as others are. */
const guessedPaging = ['listAppointments', 'listEpisodesV2'];

/** Made by the node from a file of the input item. */
const filledIn = ['body file_data'];

const paging = ['page_index', 'page_size'];

function parametersOf({ operation }: Published): Array<Placed<ContractParameter>> {
	const count = operation.part.parameters?.length ?? 0;
	return Array.from({ length: count }, (_, index) =>
		within(operation, 'parameters', String(index)),
	);
}

function documentedParameters(hero: Published): Documented[] {
	return parametersOf(hero).map((parameter) => {
		const { name, required, in: place, 'x-evidence': evidence } = parameter.part;
		return {
			place: place === 'path' ? 'path' : 'query',
			wireName: name,
			schema: within(parameter, 'schema'),
			required: required ? 'always' : evidence?.required === 'unknown' ? 'unknown' : 'never',
		};
	});
}

function documentedBody(hero: Published): Documented[] {
	const body = bodySchema(hero);
	if (!body) return [];
	const forms = (body.part.anyOf ?? []).map((_, index) =>
		within<JsonSchema>(body, 'anyOf', `${index}`),
	);
	const open = forms.length === 0 ? [body] : forms;
	// A form of which nothing is documented requires nothing that could be told.
	const told = open.filter(({ part }) => part['x-evidence'] !== 'unknown');
	const members = told.flatMap((form) =>
		Object.keys(form.part.properties ?? {}).map((wireName): [string, Documented] => {
			const requiring = told.filter(({ part }) => part.required?.includes(wireName)).length;
			const isKnown = form.part['x-required-evidence'] !== 'unknown';
			const unasked = isKnown ? 'never' : 'unknown';
			const required = requiring === 0 ? unasked : requiring === told.length ? 'always' : 'some';
			const schema = within<JsonSchema>(form, 'properties', wireName);
			return [wireName, { place: 'body', wireName, schema, required }];
		}),
	);
	return [...new Map(members).values()];
}

/** What stands in the contract as a guess may be offered where the body is not documented. */
function guessedBody(hero: Published, { undocumented = [] }: Operation): Documented[] {
	const { 'x-guess': guess } = hero.operation.part;
	if (!undocumented.includes('body') || !guess?.requestBody) return [];
	const schema = within<JsonSchema>(hero.operation, 'x-guess', 'requestBody');
	return Object.keys(schema.part.properties ?? {}).map((wireName) => ({
		place: 'body',
		wireName,
		schema: within(schema, 'properties', wireName),
		required: 'unknown',
		guessed: true,
	}));
}

const documented = ({ hero, operation }: Call & { hero: Published }): Documented[] => [
	...documentedParameters(hero).filter(({ wireName }) => !paging.includes(wireName)),
	...documentedBody(hero),
	...guessedBody(hero, operation),
];

/** Fields of a call beside their counterparts in the contract. */
const pairs = known.flatMap((call) =>
	documented(call).flatMap((hero) => {
		const found = call.fields.find(
			({ place, wireName }) => place === hero.place && wireName === hero.wireName,
		);
		return found
			? [{ name: `${call.name}: ${hero.wireName}`, call, field: found.field, hero }]
			: [];
	}),
);

const optionsOf = ({ property }: Field) =>
	['options', 'multiOptions'].includes(property.type)
		? (property.options as INodePropertyOptions[]).map(({ value }) => value)
		: undefined;

/** What goes on the wire for this entry, or the words with which it is refused. */
function wireOf(field: Field, entered: unknown): unknown {
	try {
		return field.toWire(entered, 'Europe/London');
	} catch (refusal) {
		return String(refusal);
	}
}

/** The closed list of a field, or of the items of a list; emptying is no choice of its own. */
function valuesOf(schema: Placed<JsonSchema>, keyword: 'enum' | 'x-known-values') {
	const { part } = schema.part.items ? within<JsonSchema>(schema, 'items') : schema;
	const values = part[keyword] as unknown[] | undefined;
	return values?.filter((value) => value !== '' && value !== null);
}

/** The members of an object, or of the objects in a list, by their names in the form. */
function membersOf({ property: { type, options = [] } }: Field): string[] | undefined {
	if (type !== 'collection' && type !== 'fixedCollection') return undefined;
	const [first] = options;
	const members = first && 'values' in first ? first.values : (options as INodeProperties[]);
	return members.flatMap(({ name, type: kind, options: more = [] }) =>
		kind === 'collection' && name === 'additionalFields' ? more.map((one) => one.name) : [name],
	);
}

const placeOf = ({ place, wireName }: Pick<PlacedField, 'place' | 'wireName'>) =>
	`${place} ${wireName}`;

/** Compares all at once, so that one difference does not hide the others. */
function expectEach(rows: Array<[name: string, actual: unknown, expected: unknown]>): void {
	expect(rows).not.toEqual([]);
	expect(rows.map(([name, actual]) => [name, actual])).toEqual(
		rows.map(([name, , expected]) => [name, expected]),
	);
}

const counts = `${operations.length} operations make ${calls.length} of ${published.size} calls with ${pairs.length} fields`;

describe(counts, () => {
	test('each call is in the contract, with the same method and path', () => {
		expectEach(
			calls.map(({ name, operation: { method, path }, hero }) => [
				name,
				[hero?.method, hero?.path],
				[method, path],
			]),
		);
	});

	test('no call is offered twice', () => {
		const ids = calls.map(({ operation }) => operation.id);
		expect(ids).toEqual([...new Set(ids)]);
	});

	test('every field of the contract is offered under its name, and no other', () => {
		expectEach(
			known.map((call) => {
				const offered = call.fields.filter(({ field }) => !field.spread).map(placeOf);
				const expected = documented(call)
					.filter((field) => !field.guessed || offered.includes(placeOf(field)))
					.map(placeOf)
					.filter((place) => !filledIn.includes(place));
				return [call.name, offered.sort(), [...new Set(expected)].sort()];
			}),
		);
	});

	test('a list is paged where the contract has paging', () => {
		expectEach(
			known.map(({ name, operation, hero }) => {
				const names = documentedParameters(hero).map(({ wireName }) => wireName);
				const isPaged = paging.every((one) => names.includes(one));
				return [name, operation.list === 'paged', isPaged || guessedPaging.includes(operation.id)];
			}),
		);
	});

	test('a closed list has the same values', () => {
		expectEach(
			pairs.flatMap(({ name, field, hero }) => {
				const values = valuesOf(hero.schema, 'enum');
				return values ? [[name, optionsOf(field)?.sort(), values.sort()]] : [];
			}),
		);
	});

	test('a list of known values has them, and takes others by expression', () => {
		expectEach(
			pairs.flatMap(({ name, field, hero }) => {
				const values = valuesOf(hero.schema, 'x-known-values');
				const offered = optionsOf(field);
				if (!values || !offered) return [];
				const other = hero.schema.part.items ? ['other'] : 'other';
				return [
					[name, offered, expect.arrayContaining(values)],
					[name, wireOf(field, other), other],
				];
			}),
		);
	});

	test('a closed choice is offered only where the contract lists values', () => {
		expectEach(
			pairs.flatMap(({ name, field, hero }) => {
				const listed = ['enum', 'x-known-values'].some((keyword) =>
					valuesOf(hero.schema, keyword as 'enum'),
				);
				const isClosed = wireOf(field, 'other') !== 'other';
				return optionsOf(field) && isClosed ? [[name, listed, true]] : [];
			}),
		);
	});

	test('what Hero requires is required, and else only what is chosen or not known to be optional', () => {
		expectEach(
			pairs.map(({ name, call, field, hero }) => {
				const { by } = call.operation.variants ?? {};
				const isChosen = Object.keys(field.shownWhen ?? {}).some((parameter) => parameter !== by);
				const isRequired = field.required ?? false;
				const expected = {
					always: true,
					// Required by one form of the body, or one of several at least: under a choice.
					some: isChosen || 'under a choice',
					unknown: isRequired,
					never: isChosen && isRequired,
				}[hero.required];
				return [name, isRequired, expected];
			}),
		);
	});

	test('what the contract does not see in full is marked', () => {
		expectEach(
			operations.map(({ operation, resource }) => {
				const evidence = published.get(operation.id)?.operation.part['x-evidence'];
				const isOpen = (part: 'parameters' | 'requestBody') =>
					['partial', 'unknown'].includes(evidence?.[part] ?? '');
				const expected = [
					evidence?.method === 'inferred' && 'method',
					evidence?.path === 'inferred' && 'path',
					isOpen('parameters') && 'query',
					isOpen('requestBody') && 'body',
				];
				return [
					`${resource.name}: ${operation.name}`,
					operation.undocumented ?? [],
					expected.filter(Boolean),
				];
			}),
		);
	});

	test('a marked query or body takes further members as JSON, and no other does', () => {
		expectEach(
			known.map(({ name, operation, fields }) => {
				const isNewest = operations.some(({ operation: { id } }) => id === operation.id);
				const open = isNewest ? (operation.undocumented ?? []) : [];
				return [
					name,
					fields.filter(({ field }) => field.spread).map(({ place }) => place),
					open.filter((part) => part === 'query' || part === 'body'),
				];
			}),
		);
	});

	test('the examples of the contract come out of the fields as Hero takes them', () => {
		expectEach(
			pairs
				.filter(({ hero }) => hero.schema.part.example !== undefined)
				.map(({ name, field, hero: { schema } }) => {
					const sent = wireOf(field, schema.part.example);
					return [name, [sent, misfits(sent, schema.pointer)], [sent, []]];
				}),
		);
	});

	test('an object has the members that the contract has', () => {
		const differing = pairs.flatMap(({ name, field, hero: { schema } }) => {
			const offered = membersOf(field);
			if (!offered) return [];
			const { part } = schema.part.items ? within<JsonSchema>(schema, 'items') : schema;
			// Of several forms of an item only the first one is documented.
			const form = part.anyOf
				? within<JsonSchema>(within(schema, 'items'), 'anyOf', '0').part
				: part;
			const expected = Object.keys(form.properties ?? {}).map(parameterName);
			return [{ name, offered: offered.sort(), expected: expected.sort() }];
		});
		expect(differing.map(({ name, offered }) => [name, offered])).toEqual(
			differing.map(({ name, expected }) => [name, expected]),
		);
	});
});
