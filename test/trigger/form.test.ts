import type {
	ILoadOptionsFunctions,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeParameters,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { HeroHealthTrigger } from '../../nodes/HeroHealth/HeroHealthTrigger.node';
import { lintDescription } from '../support/contract/descriptionLint';

const { description, methods } = new HeroHealthTrigger();

const under = ({ type, options = [] }: INodeProperties): INodeProperties[] => {
	if (type === 'collection') return options as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ values }) => values);
};
const fields = description.properties.flatMap((field) => [field, ...under(field)]);
const field = (name: string) => fields.find((one) => one.name === name)!;
const optionsOf = ({ type, options = [] }: INodeProperties) =>
	['options', 'multiOptions'].includes(type) ? (options as INodePropertyOptions[]) : [];

/** True when the form shows a field for these values and the defaults of the others. */
function isShown(name: string, values: INodeParameters): boolean {
	const node = { typeVersion: 1.1 };
	const all = NodeHelpers.getNodeParameters(
		description.properties,
		values,
		true,
		false,
		node as never,
		description,
	)!;
	return NodeHelpers.displayParameter(all, field(name), node, description);
}

describe('the form', () => {
	test('asks for the events, and for nothing else that has no good default', () => {
		expect(description.properties.filter(({ required }) => required)).toMatchObject([
			{ displayName: 'Trigger On', name: 'events', type: 'multiOptions' },
		]);
	});

	test('lists options in alphabetical order', () => {
		const lists = [
			...fields.map(optionsOf).map((options) => options.map(({ name }) => name)),
			...description.properties
				.filter(({ type }) => type === 'collection')
				.map((collection) => under(collection).map(({ displayName }) => displayName)),
		];
		for (const names of lists.filter(({ length }) => length > 4)) {
			expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
		}
		for (const collection of ['filters', 'options'].map(field)) {
			const names = under(collection).map(({ displayName }) => displayName);
			expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
		}
	});

	test.each<[string, INodeParameters, boolean]>([
		['unlistedEventNotice', {}, false],
		['unlistedEventNotice', { events: ['appointment.confirmed'] }, false],
		['unlistedEventNotice', { events: ['form-submission.created'] }, true],
		['unlistedEventNotice', { events: ['appointment.confirmed', 'form-submission.created'] }, true],
		['verificationNotice', {}, false],
		['verificationNotice', { options: {} }, false],
		['verificationNotice', { options: { verification: 'tokenAndSignature' } }, false],
		['verificationNotice', { options: { verification: 'signature' } }, false],
		['verificationNotice', { options: { verification: 'token' } }, true],
		['simplify', {}, true],
		['simplify', { fetchRecord: false }, false],
		['filters', {}, true],
		['filters', { fetchRecord: false }, false],
		['options', { fetchRecord: false }, true],
	])('%s with %j: %p', (name, values, shown) => {
		expect(isShown(name, values)).toBe(shown);
	});

	test('has a load method for every list of Hero', () => {
		const loaded = fields.flatMap(({ typeOptions }) => typeOptions?.loadOptionsMethod ?? []);
		expect(loaded.sort()).toEqual(Object.keys(methods.loadOptions).sort());
	});

	test('shows the names of locations and appointment types, and takes their IDs', async () => {
		const rows = [{ id: '5', name: 'Example Road Surgery' }];
		const context = {
			getCredentials: async () => ({ environment: 'production', apiKey: 'key' }),
			getNode: () => ({ name: 'Hero Health Trigger', parameters: {} }),
			getNodeParameter: () => undefined,
			helpers: {
				httpRequestWithAuthentication: async () => ({
					...{ statusCode: 200, headers: {}, body: { data: rows } },
				}),
			},
		} as unknown as ILoadOptionsFunctions;
		for (const load of Object.values(methods.loadOptions)) {
			expect(await load.call(context)).toMatchObject([{ value: '5' }]);
		}
	});
});

describe("n8n's rules for descriptions", () => {
	const rule = (name: string) => `n8n-nodes-base/${name}`;

	/** Rules that expect another file name. */
	const fileNameRules = [
		rule('node-filename-against-convention'),
		rule('node-class-description-inputs-wrong-trigger-node'),
	];

	test('report only the descriptions of events, which begin with the names of Hero', async () => {
		const found = (await lintDescription(description)).filter(
			(one) => !fileNameRules.includes(one.rule),
		);
		expect(new Set(found.map((one) => one.rule))).toEqual(
			new Set([rule('node-param-description-lowercase-first-char')]),
		);
		const described = found.map(({ code }) => /'([^':]+)[:']/.exec(code)![1]);
		expect(described).toEqual(optionsOf(field('events')).map(({ value }) => value));
	});

	test('for triggers are kept', () => {
		expect(description).toMatchObject({
			name: 'heroHealthTrigger',
			displayName: 'Hero Health Trigger',
			group: ['trigger'],
			inputs: [],
			version: [1, 1.1],
			defaultVersion: 1.1,
		});
		expect(description.usableAsTool).toBeUndefined();
		expect(description.webhooks).toEqual([
			{
				...{ name: 'default', httpMethod: 'POST', path: 'webhook' },
				...{ responseMode: 'onReceived', responseData: 'noData' },
			},
		]);
	});
});

describe('every text', () => {
	const texts = fields.flatMap((one) => [
		one.displayName,
		one.description,
		one.placeholder,
		...optionsOf(one).flatMap((option) => [option.name, option.description]),
	]);
	const written = texts.filter((text) => text !== undefined);

	test('ends with a full stop when it has several sentences, and only then', () => {
		const texts = fields.flatMap((one) => [
			one.description,
			...optionsOf(one).map((option) => option.description),
		]);
		// An event is described by the name that Hero gives it.
		const names = optionsOf(field('events')).map(({ value }) => value);
		const sentences = texts.filter((text) => text && !names.includes(text));
		expect(sentences.filter((text) => text!.endsWith('.') !== text!.includes('. '))).toEqual([]);
	});

	test('begins with "Whether" when it describes a boolean', () => {
		for (const one of fields.filter(({ type }) => type === 'boolean')) {
			expect(one.description).toMatch(/^Whether /);
		}
	});

	test('begins with "e.g." when it is an example', () => {
		const examples = fields
			.filter(({ type }) => type !== 'collection')
			.flatMap(({ placeholder }) => placeholder ?? []);
		expect(examples.filter((text) => !text.startsWith('e.g. '))).toEqual([]);
	});

	test('has no surrounding or double spaces', () => {
		expect(written.filter((text) => text !== text.trim() || /\s\s/.test(text))).toEqual([]);
	});
});
