import type { INodePropertyOptions } from 'n8n-workflow';

import { additionalFields, required, text, version } from '../../nodes/HeroHealth/form/fields';
import { evidenceNote, variantFor } from '../../nodes/HeroHealth/form/layout';
import { patientLocator } from '../../nodes/HeroHealth/form/locators';
import type { Operation } from '../../nodes/HeroHealth/form/operation';
import { formOf, members, named, namesOf, operation, shownBy } from '../support/unit/operationForm';

describe('a call that Hero does not publish', () => {
	test.each<[Operation['undocumented'], string]>([
		[['method'], 'Hero does not publish the exact form of this call'],
		[['path'], 'Hero does not publish the exact form of this call'],
		[['method', 'path', 'body'], 'Hero does not publish the exact form of this call'],
		[['query'], 'Hero does not publish all filters of this call'],
		[['body'], 'Hero does not publish all fields of this call'],
	])('%j says so above its fields and in the list of operations', (undocumented, note) => {
		const one = operation({ undocumented, body: { a: required(text('A')) } });
		expect(evidenceNote(one)).toBe(note);
		const form = formOf(one);
		const [notice] = shownBy(form);
		expect(notice).toMatchObject({ type: 'notice' });
		expect(notice.displayName).toMatch(new RegExp(`^${note}\\. If Hero .+\\.$`));
		const [listed] = named(form, 'operation').options as INodePropertyOptions[];
		expect(listed.description).toBe(`Does it. ${note}.`);
	});

	test.each<['query' | 'body', string, string]>([
		['query', 'additionalQueryParameters', 'Additional Query Parameters (JSON)'],
		['body', 'additionalBodyFields', 'Additional Body Fields (JSON)'],
	])('with an open %s takes further members as JSON', (place, name, displayName) => {
		const form = formOf(operation({ undocumented: [place] }));
		expect(members(form, 'additionalFields')).toEqual([
			expect.objectContaining({ name, displayName, type: 'json' }),
		]);
		expect(named(form, 'evidenceNotice').displayName).toContain(displayName.replace(' (JSON)', ''));
		const [field] = Object.values(additionalFields(place));
		expect(field.mergeMembers).toBe(true);
	});

	test('differs from a published call, which has neither notice nor JSON', () => {
		const one = operation({ body: { a: text('A') } });
		expect(evidenceNote(one)).toBeUndefined();
		expect(namesOf(formOf(one))).toEqual(['operation', 'additionalFields', 'options']);
		expect(namesOf(members(formOf(one), 'additionalFields'))).toEqual(['a']);
	});
});

describe('a call with older versions', () => {
	const one = operation({
		method: 'GET',
		undocumented: ['method', 'query'],
		formOnly: { version: version('v2', 'v1') },
		variants: {
			formField: 'version',
			byValue: { v1: { id: 'doThingV1', path: '/v0/things', list: 'whole' } },
		},
	});
	const form = shownBy(formOf(one));

	test('offers the newest version first', () => {
		expect(named(form, 'version')).toMatchObject({
			default: 'v2',
			options: [
				{ name: 'V2', value: 'v2' },
				{ name: 'V1', value: 'v1' },
			],
		});
	});

	test('says only for the newest version that Hero does not publish it', () => {
		expect(named(form, 'evidenceNotice').displayOptions?.show).toMatchObject({ version: ['v2'] });
		const [json] = members(form, 'options').filter(({ type }) => type === 'json');
		expect(json.displayOptions).toEqual({ show: { '/version': ['v2'] } });
	});

	test('shows Return All and Limit with the version that is a list', () => {
		expect(named(form, 'returnAll').displayOptions?.show).toMatchObject({ version: ['v1'] });
		expect(named(form, 'limit').displayOptions?.show).toMatchObject({
			version: ['v1'],
			returnAll: [false],
		});
	});

	test('takes the variant of its version', () => {
		const values = (chosen: string) => ({
			path: {},
			query: {},
			body: {},
			formOnly: { version: chosen },
		});
		expect(variantFor(one, values('v2'))).toEqual(one);
		expect(variantFor(one, values('v1'))).toEqual({
			...one,
			id: 'doThingV1',
			path: '/v0/things',
			list: 'whole',
		});
	});
});

describe('operations of one resource', () => {
	const get = operation({
		value: 'get',
		name: 'Get',
		method: 'GET',
		pathFields: { id: patientLocator },
	});
	const cancel = operation({ value: 'cancel', name: 'Cancel', pathFields: { id: patientLocator } });
	const create = operation({ value: 'create', name: 'Create', body: { a: required(text('A')) } });

	test('share equal fields', () => {
		const form = formOf(get, cancel, create);
		expect(named(form, 'id').displayOptions?.show?.operation).toEqual(['get', 'cancel']);
		// A read has nothing to rehearse, so it has other options.
		const writes = formOf(cancel, create);
		expect(named(writes, 'options').displayOptions?.show?.operation).toEqual(['cancel', 'create']);
	});

	test('keep different fields separate', () => {
		const other = operation({ value: 'other', body: { a: required(text('A', 'Another')) } });
		const forms = formOf(create, other).filter(({ name }) => name === 'a');
		const shownFor = forms.map(({ displayOptions }) => displayOptions?.show?.operation);
		expect(shownFor.sort()).toEqual([['create'], ['other']]);
	});

	test('are listed in alphabetical order', () => {
		const { options, ...selector } = named(formOf(get, create, cancel), 'operation');
		expect(options).toEqual([
			{ name: 'Cancel', value: 'cancel', action: 'Do a thing', description: 'Does it' },
			{ name: 'Create', value: 'create', action: 'Do a thing', description: 'Does it' },
			{ name: 'Get', value: 'get', action: 'Do a thing', description: 'Does it' },
		]);
		expect(selector).toMatchObject({ noDataExpression: true, default: 'cancel' });
	});

	test('show their own fields above the collections, Options last', () => {
		const form = formOf(
			cancel,
			operation({ ...create, body: { a: required(text('A')), b: text('B') } }),
		);
		expect(namesOf(shownBy(form, 'cancel'))).toEqual(['id', 'options']);
		expect(namesOf(shownBy(form, 'create'))).toEqual(['a', 'additionalFields', 'options']);
	});
});
