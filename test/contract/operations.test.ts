import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { JsonSchema } from '../../api';
import type { PlacedField } from '../../nodes/HeroHealth/form/layout';
import type { Field } from '../../nodes/HeroHealth/form/operation';
import { parameterName } from '../../nodes/HeroHealth/form/operation';
import { reading } from '../support/unit/fixtures';
import { exampleResponses, expectedRows } from '../support/contract/responses';
import { nodeCalls, documentedCalls, nodeOperations } from '../support/contract/calls';
import { contractFields, isPaged } from '../support/contract/contractFields';
import type { ContractNode } from '../support/contract/openapi';
import { schemaErrors, contractCalls, nodeAt } from '../support/contract/openapi';

/** Made by the node from a file of the input item. */
const filledIn = ['body file_data'];

/** Fields of a call beside their counterparts in the contract. */
const pairs = documentedCalls.flatMap((call) =>
	contractFields(call).flatMap((hero) => {
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

/** The value on the wire for this entry, or the message with which it is rejected. */
function wireOf(field: Field, entered: unknown): unknown {
	try {
		return field.toWire(entered, reading());
	} catch (refusal) {
		return String(refusal);
	}
}

/** The closed list of a field, or of the items of a list; emptying is no choice of its own. */
function valuesOf(schema: ContractNode<JsonSchema>, keyword: 'enum' | 'x-known-values') {
	const { part } = schema.part.items ? nodeAt<JsonSchema>(schema, 'items') : schema;
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

const counts = `${nodeOperations.length} operations make ${nodeCalls.length} of ${contractCalls.size} calls with ${pairs.length} fields`;

describe(counts, () => {
	test('each call is in the contract, with the same method and path', () => {
		expectEach(
			nodeCalls.map(({ name, operation: { method, path }, contractCall }) => [
				name,
				[contractCall?.method, contractCall?.path],
				[method, path],
			]),
		);
	});

	test('no call is offered twice', () => {
		const ids = nodeCalls.map(({ operation }) => operation.id);
		expect(ids).toEqual([...new Set(ids)]);
	});

	test('every field of the contract is offered under its name, and no other', () => {
		expectEach(
			documentedCalls.map((call) => {
				const offered = call.fields
					.filter(({ field, place }) => !field.mergeMembers && place !== 'optIns')
					.map(placeOf);
				const expected = contractFields(call)
					.filter((field) => !field.guessed || offered.includes(placeOf(field)))
					.map(placeOf)
					.filter((place) => !filledIn.includes(place));
				return [call.name, offered.sort(), [...new Set(expected)].sort()];
			}),
		);
	});

	test('a list is paged where the contract has paging', () => {
		expectEach(
			documentedCalls.map((call) => [call.name, call.operation.list === 'paged', isPaged(call)]),
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
				const isListed = ['enum', 'x-known-values'].some((keyword) =>
					valuesOf(hero.schema, keyword as 'enum'),
				);
				const isClosed = wireOf(field, 'other') !== 'other';
				return optionsOf(field) && isClosed ? [[name, isListed, true]] : [];
			}),
		);
	});

	test('required fields are those of Hero, those of a selection, and those not known to be optional', () => {
		expectEach(
			pairs.map(({ name, call, field, hero }) => {
				const { formField } = call.operation.variants ?? {};
				const isChosen = Object.keys(field.shownWhen ?? {}).some(
					(parameter) => parameter !== formField,
				);
				const isRequired = field.required ?? false;
				const expected = {
					always: true,
					// A field of one variant of the body, or one of several of which one is needed, has a selection.
					some: isChosen || 'under a choice',
					unknown: isRequired,
					never: isChosen && isRequired,
				}[hero.required];
				return [name, isRequired, expected];
			}),
		);
	});

	test('partly documented operations are marked', () => {
		expectEach(
			nodeOperations.map(({ operation, resource }) => {
				const evidence = contractCalls.get(operation.id)?.operation.part['x-evidence'];
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
			documentedCalls.map(({ name, operation, fields }) => {
				const isNewest = nodeOperations.some(({ operation: { id } }) => id === operation.id);
				const open = isNewest ? (operation.undocumented ?? []) : [];
				return [
					name,
					fields.filter(({ field }) => field.mergeMembers).map(({ place }) => place),
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
					return [name, [sent, schemaErrors(sent, schema.pointer)], [sent, []]];
				}),
		);
	});

	test('Simplify keeps every field that decides on contact or tells whether a record still stands', () => {
		const deciding = [
			...['deceased_at', 'restricted', 'ehr_registered', 'status', 'archived', 'hidden', 'active'],
			...['reserved_until', 'booking_confirmed_at', 'can_be_cancelled', 'suppress_mail'],
			...['scheduled_at', 'sent_at', 'expiry_date', 'cancelled_at', 'short_link.status'],
		];
		expectEach(
			documentedCalls.flatMap((call) => {
				const { simplify } = call.operation;
				if (!simplify) return [];
				const [answer] = exampleResponses(call);
				const [record] = expectedRows(call, answer);
				const valueAt = (path: string) =>
					path
						.split('.')
						.reduce<unknown>((part, key) => (part as IDataObject | null)?.[key], record);
				const expected = deciding.filter((path) => valueAt(path) !== undefined);
				const kept = expected.filter((path) => simplify.includes(path));
				return [[call.name, kept, expected]];
			}),
		);
	});

	test('an object has the members that the contract has', () => {
		const differing = pairs.flatMap(({ name, field, hero: { schema } }) => {
			const offered = membersOf(field);
			if (!offered) return [];
			const { part } = schema.part.items ? nodeAt<JsonSchema>(schema, 'items') : schema;
			// Only the first of several variants of an item is documented.
			const form = part.anyOf
				? nodeAt<JsonSchema>(nodeAt(schema, 'items'), 'anyOf', '0').part
				: part;
			const expected = Object.keys(form.properties ?? {}).map(parameterName);
			return [{ name, offered: offered.sort(), expected: expected.sort() }];
		});
		expect(differing.map(({ name, offered }) => [name, offered])).toEqual(
			differing.map(({ name, expected }) => [name, expected]),
		);
	});
});
