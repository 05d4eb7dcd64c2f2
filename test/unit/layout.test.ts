import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import {
	select,
	practiceGroupId,
	required,
	shownWhen,
	text,
} from '../../nodes/HeroHealth/form/fields';
import { optionalCollection, placedFields } from '../../nodes/HeroHealth/form/layout';
import { patientLocator } from '../../nodes/HeroHealth/form/locators';
import type { Operation } from '../../nodes/HeroHealth/form/operation';
import { parameterName } from '../../nodes/HeroHealth/form/operation';
import { findOperation, resources } from '../../nodes/HeroHealth/actions/resources';
import { HeroHealth } from '../../nodes/HeroHealth/HeroHealth.node';
import { formOf, members, named, namesOf, operation, shownBy } from '../support/unit/operationForm';

test.each([
	['first_name', 'firstName'],
	['address_line_1', 'addressLine1'],
	['id', 'id'],
	['orderBy', 'orderBy'],
	['order_by[]', 'orderBy'],
])('%s at Hero is %s in n8n', (wireName, name) => {
	expect(parameterName(wireName)).toBe(name);
});

describe('the place of a field', () => {
	const all = operation({
		path: '/v1/things/{id}',
		formOnly: { how: select('How', '', ['a', 'b']) },
		pathFields: { id: patientLocator },
		body: { first_name: required(text('First Name')), last_name: text('Last Name') },
	});

	test('is the first level for required fields, path fields and form-only fields', () => {
		const form = shownBy(formOf(all));
		expect(namesOf(form)).toEqual(['how', 'id', 'firstName', 'additionalFields', 'options']);
		expect(named(form, 'firstName')).toMatchObject({ displayName: 'First Name', required: true });
	});

	test('is required for a path field, since the path needs its value', () => {
		expect(named(formOf(all), 'id')).toMatchObject({ required: true });
	});

	test('is the collection for an optional field, which is not required', () => {
		expect(members(formOf(all), 'additionalFields')).toEqual([
			expect.objectContaining({ displayName: 'Last Name', name: 'lastName' }),
		]);
		expect(members(formOf(all), 'additionalFields')[0]).not.toHaveProperty('required');
	});

	test.each<[Partial<Operation>, string, string]>([
		[{ method: 'GET', list: 'paged' }, 'filters', 'Filters'],
		[{ method: 'GET', list: 'whole' }, 'filters', 'Filters'],
		[{ method: 'GET' }, 'options', 'Options'],
		[{ method: 'POST' }, 'additionalFields', 'Additional Fields'],
		[{ method: 'PATCH' }, 'additionalFields', 'Additional Fields'],
		[{ method: 'PATCH', value: 'update' }, 'updateFields', 'Update Fields'],
		[{ method: 'PATCH', value: 'updateThing' }, 'updateFields', 'Update Fields'],
	])('the collection of %j is %s', (parts, name, label) => {
		const one = operation({ ...parts, query: { size: text('Size') } });
		expect(optionalCollection(one)).toEqual({ name, label });
		const form = formOf(one);
		expect(namesOf(members(form, name))).toContain('size');
		expect(named(form, name)).toMatchObject({
			displayName: label,
			type: 'collection',
			default: {},
		});
	});

	test('a collection is in alphabetical order of the names on the screen', () => {
		const body = { z: text('Apple'), b: text('cherry'), a: text('Banana') };
		const form = formOf(operation({ body }));
		expect(members(form, 'additionalFields').map(({ displayName }) => displayName)).toEqual([
			'Apple',
			'Banana',
			'cherry',
		]);
	});

	test('an operation without optional fields has no empty collection', () => {
		expect(namesOf(shownBy(formOf(operation({}))))).toEqual(['options']);
	});

	test('has a place on the wire for every field', () => {
		expect(
			placedFields(all).map(({ place, wireName, parameter }) => [place, wireName, parameter]),
		).toEqual([
			['formOnly', 'how', 'how'],
			['path', 'id', 'id'],
			['body', 'first_name', 'firstName'],
			['body', 'last_name', 'additionalFields'],
			['practiceGroup', 'practice_group_id', 'options'],
		]);
	});
});

describe('the display condition of a field', () => {
	const byHand = { how: ['hand'] };
	const form = formOf(
		operation({
			formOnly: { how: required(select('How', '', ['list', 'hand'])) },
			body: {
				start: shownWhen(byHand, required(text('Start'))),
				note: shownWhen(byHand, text('Note')),
			},
		}),
	);

	test('stands beside resource and operation on the first level', () => {
		expect(named(form, 'start').displayOptions).toEqual({
			show: { resource: ['thing'], operation: ['do'], how: ['hand'] },
		});
	});

	test('is an absolute name in a collection', () => {
		expect(members(form, 'additionalFields')[0].displayOptions).toEqual({
			show: { '/how': ['hand'] },
		});
	});
});

describe('a list', () => {
	const form = shownBy(formOf(operation({ method: 'GET', list: 'paged' })));

	test('offers Return All, and a Limit of 50 without it', () => {
		expect(namesOf(form)).toEqual(['returnAll', 'limit', 'options']);
		expect(named(form, 'returnAll').default).toBe(false);
		expect(named(form, 'limit')).toMatchObject({
			default: 50,
			typeOptions: { minValue: 1 },
			displayOptions: { show: { returnAll: [false] } },
		});
	});

	test('shows its notice above its fields', () => {
		const notice = 'Cancelled things are listed, too.';
		const [first] = shownBy(formOf(operation({ method: 'GET', list: 'paged', notice })));
		expect(first).toMatchObject({ type: 'notice', displayName: notice });
	});

	test('is simplified by default if a record has many fields', () => {
		const simple = formOf(operation({ simplify: ['id'] }));
		expect(named(simple, 'simplify')).toMatchObject({ type: 'boolean', default: true });
		expect(namesOf(form)).not.toContain('simplify');
	});
});
describe('the form of the node', () => {
	const { properties } = new HeroHealth().description;
	const all = resources.flatMap((resource) =>
		resource.operations.map((one) => {
			const shown = shownBy(properties, one.value).filter(({ displayOptions }) =>
				displayOptions?.show?.resource?.includes(resource.value),
			);
			return { name: `${resource.name}: ${one.name}`, resource, one, shown };
		}),
	);

	test('begins with the resources, in alphabetical order', () => {
		const [first] = properties;
		expect(first).toMatchObject({ name: 'resource', noDataExpression: true });
		const names = namesOf(first.options as INodePropertyOptions[]);
		const [last, ...called] = resources.map(({ name }) => name).reverse();
		expect(names).toEqual([...[...called, 'Send Only Once'].sort(), last]);
		// n8n adds its own entry at the end, unless this one stands there.
		const [custom, ...others] = [...names].reverse();
		expect(custom).toBe('Custom API Call');
		expect(others.reverse()).toEqual([...others].sort((a, b) => a.localeCompare(b)));
	});

	test('finds an operation by its resource and its value, and no unknown one', () => {
		for (const { resource, one } of all) expect(findOperation(resource.value, one.value)).toBe(one);
		expect(findOperation('patient', 'nothing')).toBeUndefined();
		expect(findOperation('nothing', 'get')).toBeUndefined();
	});

	test('lets every operation act for another practice group', () => {
		for (const { name, shown } of all) {
			const options = members(shown, 'options');
			const found = options.filter((member) => member.name === 'practiceGroupId');
			expect([name, found]).toEqual([
				name,
				[
					{
						displayName: 'Practice Group ID',
						name: 'practiceGroupId',
						...practiceGroupId.property,
					},
				],
			]);
		}
	});

	test('has every name once in each operation', () => {
		for (const { name, shown } of all) {
			const collections = shown.filter(({ type }) => type === 'collection');
			for (const level of [shown, ...collections.map(({ options = [] }) => options)]) {
				const names = namesOf(level);
				expect([name, names]).toEqual([name, [...new Set(names)]]);
			}
			expect(namesOf(shown)).not.toContain('resource');
			expect(namesOf(shown)).not.toContain('operation');
		}
	});

	test.each(all)('shows the fields of $name in their order, collections last', ({ one, shown }) => {
		const { name: optional } = optionalCollection(one);
		const fields = placedFields(one);
		const lists = one.list ?? Object.values(one.variants?.byValue ?? {}).some(({ list }) => list);
		const hasOptional = fields.some((field) => field.collection && field.parameter === optional);
		const firstLevel = fields
			.filter(({ collection }) => !collection)
			.map(({ parameter }) => parameter);
		expect(namesOf(shown)).toEqual([
			...(one.undocumented ? ['evidenceNotice'] : []),
			...(one.notice ? ['notice'] : []),
			...firstLevel.filter((parameter) => parameter !== 'version'),
			...firstLevel.filter((parameter) => parameter === 'version'),
			...(lists ? ['returnAll', 'limit'] : []),
			...(one.simplify ? ['simplify'] : []),
			...(hasOptional && optional !== 'options' ? [optional] : []),
			'options',
			...(one.safeguards ? ['safeguards'] : []),
		]);
	});

	test('lets fields depend only on parameters that stand on the first level', () => {
		for (const { name, one, shown } of all) {
			const deciding = placedFields(one).flatMap(({ field }) => Object.keys(field.shownWhen ?? {}));
			expect([name, namesOf(shown)]).toEqual([name, expect.arrayContaining(deciding)]);
		}
	});

	// n8n wants at most ten. Fields that decide on contact come on top, since losing one could harm a patient.
	test('keeps at most ten fields of a simplified record, beside those that decide on contact', () => {
		const deciding =
			/^(deceased_at|restricted|status|ehr_registered|suppress_mail|short_link\.status)$/;
		for (const { one } of all) {
			const others = (one.simplify ?? []).filter((path) => !deciding.test(path));
			expect(others).not.toHaveProperty('10');
		}
	});

	test('begins the description of every boolean with "Whether"', () => {
		const flat = properties.flatMap((one) =>
			one.type === 'collection' ? (one.options as INodeProperties[]) : [one],
		);
		const toggles = flat.filter(({ type }) => type === 'boolean');
		expect(toggles).not.toEqual([]);
		for (const { description } of toggles) expect(description).toMatch(/^Whether /);
	});
});
