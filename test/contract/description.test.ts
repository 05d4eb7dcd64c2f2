import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { HeroHealth } from '../../nodes/HeroHealth/HeroHealth.node';
import { lintDescription } from '../support/contract/descriptionLint';

const { description } = new HeroHealth();
const size = `${Math.round(JSON.stringify(description).length / 1024)} KB`;

const [resourceList, ...form] = description.properties;
const resources = resourceList.options as INodePropertyOptions[];

/** The properties under a property: members of a collection, fields of a row. */
const under = ({ type, options = [] }: INodeProperties): INodeProperties[] => {
	if (type === 'collection') return options as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ values }) => values);
};

const withAllUnder = (property: INodeProperties): INodeProperties[] => [
	property,
	...under(property).flatMap(withAllUnder),
];

const fields = description.properties.flatMap(withAllUnder);

const optionsOf = ({ type, options = [] }: INodeProperties) =>
	['options', 'multiOptions'].includes(type) ? (options as INodePropertyOptions[]) : [];

interface Shown {
	name: string;
	resource: string;
	operation: INodePropertyOptions;
	/** The properties that the form shows for it, whatever is selected in the form. */
	properties: INodeProperties[];
}

const operations = resources.flatMap((resource) => {
	const shown = form.filter(({ displayOptions }) =>
		displayOptions?.show?.resource?.includes(resource.value),
	);
	const [selector] = shown.filter(({ name }) => name === 'operation');
	return optionsOf(selector).map(
		(operation): Shown => ({
			name: `${resource.name}: ${operation.name}`,
			resource: resource.name,
			operation,
			properties: shown.filter(({ displayOptions }) =>
				displayOptions?.show?.operation?.includes(operation.value),
			),
		}),
	);
});

/** All texts that a user can read. */
const texts = [description, ...resources, ...fields, ...fields.flatMap(optionsOf)].flatMap((part) =>
	[
		'displayName' in part ? part.displayName : part.name,
		part.description,
		'action' in part ? part.action : undefined,
		'placeholder' in part ? part.placeholder : undefined,
	].filter((text) => text !== undefined),
);

describe(`a description of ${operations.length} operations in ${size}`, () => {
	describe("n8n's rules for descriptions find nothing", () => {
		const rule = (name: string) => `n8n-nodes-base/${name}`;

		/** Under Jest's NODE_ENV "test", the rules for triggers check every node. */
		const onlyUnderJest = [
			rule('node-filename-against-convention'),
			rule('node-class-description-display-name-unsuffixed-trigger-node'),
			rule('node-class-description-name-unsuffixed-trigger-node'),
			rule('node-class-description-inputs-wrong-trigger-node'),
		];

		const exceptions = [
			{
				rule: rule('node-param-options-type-unsorted-items'),
				code: /'Webhook'[^]+'Custom API Call'/,
				reason: 'n8n adds an entry of that name itself, unless it stands at the end of the list',
			},
			{
				rule: rule('node-param-operation-option-action-miscased'),
				code: /Get a Heidi token/,
				reason: 'Heidi is a name',
			},
			{
				rule: rule('node-param-type-options-password-missing'),
				code: /type: 'string'/,
				reason: 'a Merge Token is not a secret: a person has looked at the preview that gave it',
			},
		];

		test(`but ${exceptions.map(({ reason }) => reason).join('; ')}`, async () => {
			// The rule for actions knows no brackets, in which the warning of a write stands.
			const unmarked = JSON.stringify(description).replace(/ \((changes|may change) data\)/g, '');
			const found = await lintDescription(JSON.parse(unmarked) as object);
			const counted = found.filter((finding) => !onlyUnderJest.includes(finding.rule));
			// Several operations share a field.
			const others = counted.filter(
				({ code, rule }, index) =>
					counted.findIndex((other) => other.code === code && other.rule === rule) === index,
			);
			expect(others).toEqual(
				exceptions.map((one) =>
					expect.objectContaining({ rule: one.rule, code: expect.stringMatching(one.code) }),
				),
			);
		});

		test('the Merge Token alone has the name of a secret and shows what is entered', () => {
			const open = fields.filter(
				({ name, type, typeOptions }) =>
					type === 'string' && /token|secret|password|key$/i.test(name) && !typeOptions?.password,
			);
			expect(open.map(({ displayName }) => displayName)).toEqual(['Merge Token']);
		});
	});

	describe('every operation', () => {
		test.each(operations)('$name has a description that ends as n8n ends them', (one) => {
			const { description: text = '' } = one.operation;
			expect(text).toMatch(/^[A-Z].{10,}[^\s,;:]$/);
			expect([text, text.endsWith('.')]).toEqual([text, text.includes('. ')]);
		});

		/** The nouns that stand for some resources in their actions. */
		const namedBy: Record<string, string[]> = {
			Message: ['snomed code'],
			Patient: ['two patients'],
			'Send Only Once': ['what was sent'],
			Slot: ['a time'],
		};
		const names = ['API', 'HCA', 'Heidi', 'PDS', 'SNOMED'];

		test.each(operations)('$name has an action in sentence case', ({ operation, resource }) => {
			const { action = '' } = operation;
			const [first, ...others] = action.split(' ');
			expect(first).toMatch(/^[A-Z][a-z]+$/);
			const capitals = others.filter((word) => /[A-Z]/.test(word));
			expect(capitals.filter((word) => !names.includes(word))).toEqual([]);
			const kinds = namedBy[resource] ?? [];
			const named = [resource.toLowerCase(), ...kinds].map((noun) => noun.replace(/y$/, ''));
			expect(named.filter((noun) => action.toLowerCase().includes(noun))).not.toEqual([]);
		});

		test.each(operations)('$name has every parameter once', ({ properties }) => {
			const levels = [properties, ...properties.flatMap(withAllUnder).map(under)];
			for (const level of levels) {
				const levelNames = level.map(({ name }) => name);
				expect(levelNames).toEqual([...new Set(levelNames)]);
			}
		});
	});

	describe('every record is chosen', () => {
		const locators = fields.filter(({ type }) => type === 'resourceLocator');

		/** Records that are chosen by ID alone, with the reason. */
		const unlisted: Record<string, string> = {
			Appointment: 'Hero does not document what its list has',
			'Automated Message': 'Hero does not document what its list has',
			'Bill Payer': 'Hero has no list',
			'Form Response': 'Hero has no list',
			Invoice: 'Hero has no list',
			Message: 'Hero has no list',
			Prescriber: 'Hero has no list',
			'Record Attachment': 'Hero does not document what its list has',
			Scheme: 'Hero has no list',
			Task: 'Hero has no list',
		};

		test('from a list first, where Hero has one, and by its ID', () => {
			const modes = locators.map(({ displayName, modes: offered = [] }) => [
				displayName,
				offered.map((mode) => mode.displayName),
			]);
			expect(modes).toEqual(
				locators.map(({ displayName }) => [
					displayName,
					displayName in unlisted ? ['By ID'] : ['From List', 'By ID'],
				]),
			);
		});

		test.each(Object.entries(unlisted))('%s by its ID alone: %s', (label) => {
			expect(locators.map(({ displayName }) => displayName)).toContain(label);
		});

		test('at first in the mode that stands first, and empty', () => {
			for (const { displayName, default: initial, modes = [] } of locators) {
				expect([displayName, initial]).toEqual([displayName, { mode: modes[0].name, value: '' }]);
			}
		});

		test('from a list that the node has', () => {
			const { listSearch } = new HeroHealth().methods;
			const lists = locators.flatMap(({ modes = [] }) =>
				modes.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []),
			);
			expect(Object.keys(listSearch).sort()).toEqual([...new Set(lists)].sort());
		});
	});

	describe('every text', () => {
		const small = ['a', 'an', 'and', 'as', 'at', 'by', 'for', 'in', 'of', 'on', 'or', 'the', 'to'];
		const isTitle = (label: string) =>
			label.split(/[\s/()]+/).every((word, index, words) => {
				const isInside = index > 0 && index < words.length - 1;
				return /^([A-Z0-9]|$)/.test(word) || (isInside && [...small, 'via'].includes(word));
			});

		test('that names a field or a value is in title case', () => {
			const labels = [
				...fields.filter(({ type }) => type !== 'notice').map(({ displayName }) => displayName),
				...fields.flatMap(optionsOf).map(({ name }) => name),
			];
			expect(labels.filter((label) => !isTitle(label))).toEqual([]);
		});

		test('that stands in an empty field begins with "e.g.", but on the buttons that add one', () => {
			const placeholders = fields.flatMap(({ type, placeholder, modes = [] }) => {
				const isButton = ['collection', 'fixedCollection'].includes(type);
				const own = isButton
					? placeholder?.replace(/^Add (option|[A-Z].+)$/, 'e.g. ')
					: placeholder;
				return [own, ...modes.map((mode) => mode.placeholder)];
			});
			expect(placeholders.filter((text) => text !== undefined && !/^e\.g\. /.test(text))).toEqual(
				[],
			);
		});

		test('ends with a full stop when it has several sentences, and only then', () => {
			const descriptions = fields.flatMap((field) => [
				field.description,
				...optionsOf(field).map((option) => option.description),
			]);
			const ending = descriptions.filter(
				(text) => text && text.endsWith('.') !== text.includes('. '),
			);
			expect(ending).toEqual([]);
		});

		test('begins with "Whether" when it describes a boolean', () => {
			const booleans = fields.filter(({ type }) => type === 'boolean');
			const others = booleans.filter((field) => !/^Whether /.test(field.description ?? ''));
			expect(others.map(({ displayName }) => displayName)).toEqual([]);
		});

		test('speaks of Hero and n8n alone', () => {
			const unfinished = /\b(issue|ticket|todo|fixme|tbd|placeholder|lorem)s?\b|#\d/i;
			expect(texts.filter((text) => unfinished.test(text))).toEqual([]);
		});

		test('has no blanks at its ends and none twice', () => {
			expect(texts.filter((text) => text !== text.trim() || /\s\s/.test(text))).toEqual([]);
		});
	});
});
