import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { parameterName } from '../../nodes/HeroHealth/form/operation';
import { HeroHealth } from '../../nodes/HeroHealth/HeroHealth.node';
import {
	isLaterPage,
	jsonResponse as answering,
	emptyPage,
	useHeroServer,
} from '../support/engine/heroServer';
import { runHero } from '../support/engine/runHero';
import { exampleResponses } from '../support/contract/responses';
import type { ContractField } from '../support/contract/contractFields';
import type { ValueKind } from '../support/contract/valueKinds';
import { valueKindOf, valueKinds, secretFields } from '../support/contract/valueKinds';
import { withValueAt } from '../support/contract/enumCoverage';
import { parseRequest } from '../support/contract/requests';
import type { FormVariant } from '../support/contract/formVariants';
import { exampleForVariant, fillAllFields, formVariants } from '../support/contract/formVariants';

/** One field of one operation, or a member of it, with a form in which it is filled in. */
interface Place {
	title: string;
	variant: FormVariant;
	field: ContractField;
	/** From the field to its member; empty for the field itself. */
	steps: string[];
	property: INodeProperties;
}

const value = '={{ $json.value }}';
const { properties } = new HeroHealth().description;

/** The property in which this member is entered, by its name, however deep. */
function propertyOf(all: INodeProperties[], name: string): INodeProperties | undefined {
	for (const property of all) {
		if (property.name === name) return property;
		const inside = (property.options ?? []).flatMap((option) =>
			'values' in option ? option.values : 'displayName' in option ? [option] : [],
		);
		const found = propertyOf(inside as INodeProperties[], name);
		if (found) return found;
	}
	return undefined;
}

const shownIn = ({ selection }: FormVariant) =>
	properties.filter(({ displayOptions: { show = {} } = {} }) =>
		['resource', 'operation'].every(
			(name) => show[name]?.includes(selection[name] as string) ?? true,
		),
	);

function* membersOf(part: unknown, steps: string[] = []): Generator<string[]> {
	if (typeof part !== 'object' || part === null) return yield steps;
	// One row stands for all rows of a list; a list of values is entered as one value.
	const isValues = Array.isArray(part) && typeof part[0] !== 'object';
	if (isValues) return yield steps;
	const entries = Array.isArray(part) ? [['0', part[0] as unknown]] : Object.entries(part);
	for (const [name, member] of entries as Array<[string, unknown]>) {
		yield* membersOf(member, [...steps, name]);
	}
}

/** Each place once, in the first variant of the operation that has it. */
const places = [
	...new Map(
		formVariants
			.filter(({ supplied }) => !supplied.combinesItems && !supplied.body)
			.flatMap((variant) =>
				fillAllFields(variant).filledFields.flatMap(({ field, value: example }) =>
					[...membersOf(example)].map((steps): [string, Place] => {
						const all = [field.wireName, ...steps.filter((step) => !/^\d+$/.test(step))];
						const title = `${variant.id}: ${all.join('.')}`;
						const top = propertyOf(shownIn(variant), parameterName(field.wireName))!;
						const name = parameterName(all[all.length - 1]);
						const property = all.length === 1 ? top : propertyOf([top], name)!;
						return [title, { title, variant, field: field as ContractField, steps, property }];
					}),
				),
			)
			.reverse(),
	).values(),
].reverse();

/** Fields without a value kind: enums, lists of values, JSON and fields that are in the form only. */
const isOther = ({ property, field }: Place) =>
	!property ||
	['options', 'multiOptions', 'json'].includes(property.type) ||
	secretFields.includes(field.wireName) ||
	secretFields.some((name) => parameterName(name) === property.name) ||
	field.schema?.part.items !== undefined;

const kindAt = ({ variant, field, steps, property }: Place): ValueKind | undefined => {
	const all = [field.wireName, ...steps];
	if (field.wireName === 'recipient_contact_detail') {
		const channel = String(variant.selection.messageType);
		return { sms: valueKinds.mobile, email: valueKinds.email }[channel] ?? valueKinds.contact;
	}
	if (field.wireName === 'fallback_contact_detail') return valueKinds.email;
	const name = valueKindOf(variant.id, all, property.type);
	return name && valueKinds[name];
};

const checked = places.filter((place) => place.field.schema && !isOther(place) && kindAt(place));

const hero = useHeroServer();

async function runWith({ variant, field, steps }: Place, values: unknown[]) {
	const exampleOf = exampleForVariant(variant);
	const [answer] = exampleResponses(variant.call);
	hero.onRequest((received) => (isLaterPage(received) ? emptyPage : answering(answer)));
	const { resource, operation } = variant.selection;
	const { parameters } = fillAllFields(variant, (one) =>
		one === field ? withValueAt(exampleOf(one), steps, value) : exampleOf(one),
	);
	return await runHero(hero, {
		operation: `${String(resource)}: ${String(operation)}`,
		parameters,
		items: values.map((one) => ({ value: one, group: '1042' })) as IDataObject[],
		onError: 'continueRegularOutput',
	});
}

test('every field that is typed in or mapped has a kind', () => {
	const without = places.filter((place) => place.field.schema && !isOther(place) && !kindAt(place));
	expect(without.map(({ title }) => title)).toEqual([]);
});

describe('a value that cannot be meant is refused before anything is sent', () => {
	test.each(checked)('$title', async (place) => {
		const { rejected } = kindAt(place)!;
		const { json } = await runWith(place, rejected);
		const wrong = rejected.filter(
			(_, index) =>
				!String(json[index]?.error).includes(`'${place.property.displayName}'`) ||
				!String(json[index]?.error).includes(`[item ${index}]`),
		);
		expect(wrong).toEqual([]);
		expect(hero.received).toEqual([]);
	});
});

describe('a value that can be meant arrives', () => {
	test.each(checked)('$title', async (place) => {
		const { accepted } = kindAt(place)!;
		const { json } = await runWith(
			place,
			accepted.map(([entered]) => entered),
		);
		expect(json.filter(({ error }) => error)).toEqual([]);
		const first = hero.received.filter((one) => !isLaterPage(one));
		const received = first.map(parseRequest).map(({ path, query, body }) => {
			if (place.field.place === 'path') return path;
			if (place.field.place === 'query') return query[place.field.wireName]?.[0];
			return [place.field.wireName, ...place.steps].reduce<unknown>(
				(part, name) => (part as IDataObject | undefined)?.[name],
				body,
			);
		});
		for (const [index, [, arrives]] of accepted.entries()) {
			if (place.field.place === 'path') {
				expect(received[index]).toContain(encodeURIComponent(String(arrives)));
			} else if (place.field.place === 'query') {
				expect(received[index]).toBe(String(arrives));
			} else expect(received[index]).toEqual(arrives);
		}
	});
});
