import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { parameterName } from '../../nodes/HeroHealth/form/operation';
import { HeroHealth } from '../../nodes/HeroHealth/HeroHealth.node';
import {
	isLaterPage,
	json as answering,
	noMoreRows,
	startHero,
	type Hero,
} from '../support/engine/heroServer';
import { runHero } from '../support/engine/runHero';
import { answersTo } from '../support/contract/responses';
import type { Documented } from '../support/contract/contractFields';
import type { Kind } from '../support/contract/valueKinds';
import { kindOf, kinds, secrets } from '../support/contract/valueKinds';
import { replaced } from '../support/contract/enumCoverage';
import { arrived } from '../support/contract/requests';
import type { Way } from '../support/contract/formVariants';
import { exampleFor, filledIn, ways } from '../support/contract/formVariants';

/** One field of one operation, or a member of it, with a form in which it is filled in. */
interface Place {
	title: string;
	way: Way;
	field: Documented;
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

const shownIn = ({ chosen }: Way) =>
	properties.filter(({ displayOptions: { show = {} } = {} }) =>
		['resource', 'operation'].every((name) => show[name]?.includes(chosen[name] as string) ?? true),
	);

function* membersOf(part: unknown, steps: string[] = []): Generator<string[]> {
	if (typeof part !== 'object' || part === null) return yield steps;
	// Of a list one row stands for all; a list of values is entered as one.
	const isValues = Array.isArray(part) && typeof part[0] !== 'object';
	if (isValues) return yield steps;
	const entries = Array.isArray(part) ? [['0', part[0] as unknown]] : Object.entries(part);
	for (const [name, member] of entries as Array<[string, unknown]>) {
		yield* membersOf(member, [...steps, name]);
	}
}

/** Each place once, in the first way of the operation that has it. */
const places = [
	...new Map(
		ways
			.filter(({ making }) => !making.together && !making.body)
			.flatMap((way) =>
				filledIn(way).entries.flatMap(({ field, value: example }) =>
					[...membersOf(example)].map((steps): [string, Place] => {
						const all = [field.wireName, ...steps.filter((step) => !/^\d+$/.test(step))];
						const title = `${way.id}: ${all.join('.')}`;
						const top = propertyOf(shownIn(way), parameterName(field.wireName))!;
						const name = parameterName(all[all.length - 1]);
						const property = all.length === 1 ? top : propertyOf([top], name)!;
						return [title, { title, way, field: field as Documented, steps, property }];
					}),
				),
			)
			.reverse(),
	).values(),
].reverse();

/** What no kind is for: closed lists, lists of values, JSON and what is asked for the form's own sake. */
const isOther = ({ property, field }: Place) =>
	!property ||
	['options', 'multiOptions', 'json'].includes(property.type) ||
	secrets.includes(field.wireName) ||
	secrets.some((name) => parameterName(name) === property.name) ||
	field.schema?.part.items !== undefined;

const kindAt = ({ way, field, steps, property }: Place): Kind | undefined => {
	const all = [field.wireName, ...steps];
	if (field.wireName === 'recipient_contact_detail') {
		const channel = String(way.chosen.messageType);
		return { sms: kinds.mobile, email: kinds.email }[channel] ?? kinds.contact;
	}
	if (field.wireName === 'fallback_contact_detail') return kinds.email;
	const name = kindOf(way.id, all, property.type);
	return name && kinds[name];
};

const checked = places.filter((place) => place.field.schema && !isOther(place) && kindAt(place));

let hero: Hero;
beforeEach(async () => {
	hero = await startHero();
});
afterEach(() => hero.stop());

async function runWith({ way, field, steps }: Place, values: unknown[]) {
	const exampleOf = exampleFor(way);
	const [answer] = answersTo(way.call);
	hero.responds((received) => (isLaterPage(received) ? noMoreRows : answering(answer)));
	const chosen = { ...way.chosen };
	const { parameters } = filledIn(way, (one) =>
		one === field ? replaced(exampleOf(one), steps, value) : exampleOf(one),
	);
	return await runHero(hero, {
		operation: `${String(chosen.resource)}: ${String(chosen.operation)}`,
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
		const { refused } = kindAt(place)!;
		const { json } = await runWith(place, refused);
		const wrong = refused.filter(
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
		const { taken } = kindAt(place)!;
		const { json } = await runWith(
			place,
			taken.map(([entered]) => entered),
		);
		expect(json.filter(({ error }) => error)).toEqual([]);
		const first = hero.received.filter((one) => !isLaterPage(one));
		const received = first.map(arrived).map(({ path, query, body }) => {
			if (place.field.place === 'path') return path;
			if (place.field.place === 'query') return query[place.field.wireName]?.[0];
			return [place.field.wireName, ...place.steps].reduce<unknown>(
				(part, name) => (part as IDataObject | undefined)?.[name],
				body,
			);
		});
		for (const [index, [, arrives]] of taken.entries()) {
			if (place.field.place === 'path') {
				expect(received[index]).toContain(encodeURIComponent(String(arrives)));
			} else if (place.field.place === 'query') {
				expect(received[index]).toBe(String(arrives));
			} else expect(received[index]).toEqual(arrives);
		}
	});
});
