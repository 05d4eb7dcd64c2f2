import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { runWorkflow } from '../../scripts/engine';
import {
	isLaterPage,
	json,
	noMoreRows,
	startHero,
	type Hero,
	type Received,
} from '../support/engine/heroServer';
import { group, heroNode, installed, key, startNode } from '../support/engine/runHero';
import { answersTo, leaving, marked, simplified } from '../support/contract/responses';
import { knownCalls, operations } from '../support/contract/calls';
import type { Documented } from '../support/contract/contractFields';
import { documented } from '../support/contract/contractFields';
import type { Entry } from '../support/contract/form';
import { arrivedAt, byExpression, itemsFor, listings } from '../support/contract/enumCoverage';
import { bodyExamples, published } from '../support/contract/openapi';
import { arrived, expectedRequest, misfitsOf } from '../support/contract/requests';
import type { Way } from '../support/contract/formVariants';
import {
	file,
	filledIn,
	filledWith,
	leastField,
	leastOf,
	neededField,
	slot,
	ways,
} from '../support/contract/formVariants';

let hero: Hero;
beforeAll(async () => {
	hero = await startHero();
});
afterAll(() => hero.stop());

/** Practice groups for which the two items act where they say so; what goes together acts for one. */
const groups = ['2001', '2002'];
const groupsOf = ({ making }: Way) => (making.together ? [groups[0], groups[0]] : groups);

/** Runs the node over the items. Hero answers each practice group of its own, others as the first. */
async function run(
	way: Way,
	{ resource, operation, ...parameters }: INodeParameters,
	answers: Array<IDataObject | undefined>,
	items: IDataObject[] = groupsOf(way).map((acting) => ({ group: acting })),
) {
	hero.received.length = 0;
	hero.responds(({ method, target, headers }) => {
		if (isLaterPage({ target })) return noMoreRows;
		if (`${method} ${target}` === way.making.lookUp) return json(slot);
		const item = groups.indexOf(String(headers['x-practice-group-id']));
		return json(answers[Math.max(item, 0)]);
	});
	const node = heroNode(`${String(resource)}: ${String(operation)}`, parameters);
	const ran = await runWorkflow({
		workflow: {
			nodes: [startNode, node],
			connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		},
		input: items.map((item): INodeExecutionData => ({ json: item, binary: { data: file } })),
		...installed(hero),
	});
	return { error: ran.error?.message, output: ran.items(node.name) };
}

/** One request an item with these values, fit for the contract, and nothing else but the look-ups. */
function expectRequests(way: Way, entries: Entry[], acting: string[]): void {
	const { lookUp, shared, together } = way.making;
	const requesting = shared || together ? [...new Set(acting)] : acting;
	const isLookUp = ({ method, target }: Received) => `${method} ${target}` === lookUp;
	const requests = hero.received.filter((one) => !isLookUp(one) && !isLaterPage(one));
	expect(requests.map(arrived)).toEqual(requesting.map(() => expectedRequest(way, entries)));
	expect(misfitsOf(way, arrived(requests[0]))).toEqual([]);

	const headers = (received: Received[]) =>
		received.map((one) => [
			...[one.headers['x-api-key'], one.headers['x-practice-group-id'], one.headers.accept],
		]);
	const expected = requesting.map((one) => [key, one, 'application/json']);
	expect(headers(requests)).toEqual(expected);
	expect(headers(hero.received.filter(isLookUp))).toEqual(lookUp ? expected : []);
}

/** The data of the items that leave for each of two items, paired with it, or of one with both. */
function paired({ making }: Way, rows: IDataObject[][]): INodeExecutionData[] {
	const told = (row: IDataObject) => ({ ...row, ...making.report });
	if (making.together) return [{ json: told(rows[0][0]), pairedItem: [{ item: 0 }, { item: 1 }] }];
	return rows.flatMap((data, item) =>
		data.map((row) => ({ json: told(row), pairedItem: { item } })),
	);
}

/** Fields at this place that Hero requires so, guesses apart. */
const namesOf = ({ fields }: Way, at: string, so: Documented['required']): string[] =>
	fields
		.filter(({ place, required, guessed }) => place === at && required === so && !guessed)
		.map(({ wireName }) => wireName);

const waysOf = (id: string) => ways.filter((way) => way.id === id);

/** The example of a batch has a subject for an SMS; the form has one for an email alone. */
const asFormHasIt: Record<string, IDataObject> = { createBatchMessage: { channel: 'EMAIL' } };

const bodies = knownCalls.flatMap(({ hero: call, operation: { id } }) =>
	bodyExamples(call).map(([name, body]) => ({
		title: `${id}, ${name}`,
		...{ id, body: { ...body, ...asFormHasIt[id] } },
	})),
);

/** All that is filled in for a call in any way, or made by the node. */
const valuesOf = (id: string) =>
	Object.fromEntries(
		waysOf(id).flatMap((way) => [
			...filledIn(way).entries.map(({ field, value }) => [field.wireName, value]),
			...Object.entries(way.making.body ?? {}),
		]),
	) as IDataObject;

/** The members of objects, however deep, by their names. */
const namesIn = (value: unknown): string[] => {
	if (Array.isArray(value)) return namesIn(value[0]);
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, member]) => [name, ...namesIn(member)]);
};

const fieldCount = knownCalls
	.flatMap(({ operation }) => namesIn(valuesOf(operation.id)))
	.filter((name) => name !== 'not_documented').length;
const valueCount = listings.flatMap(({ listed }) => listed.flatMap(({ values }) => values)).length;
const counts = `${operations.length} operations, ${knownCalls.length} calls, ${ways.length} ways to fill them in, ${fieldCount} fields, ${valueCount} listed values`;

describe(`through n8n: ${counts}`, () => {
	test('every operation of the contract is driven', () => {
		const driven = ways.map(({ id }) => id);
		expect([...published.keys()].filter((id) => !driven.includes(id))).toEqual([]);
	});

	test('every field of the contract can be filled in', () => {
		const missing = knownCalls.flatMap((call) => {
			const values = valuesOf(call.operation.id);
			return documented(call)
				.filter(({ wireName, guessed }) => !guessed && !(wireName in values))
				.map(({ wireName }) => `${call.operation.id}: ${wireName}`);
		});
		expect(missing).toEqual([]);
	});

	describe('all fields arrive as the contract has them, and nothing else; the answers leave', () => {
		test.each(ways)('$title', async (way) => {
			const { simplify } = way.call.operation;
			const { parameters, entries, problems } = filledIn(way);
			const [one, other = one] = answersTo(way.call);
			const answers = [marked(one, 'of the first'), marked(other, 'of the second')];
			const { error, output } = await run(way, parameters, answers);

			expect([error, problems]).toEqual([undefined, []]);
			expectRequests(way, entries, groupsOf(way));
			const rows = answers.map((answer) => leaving(way.call, answer));
			const shown = rows.map((data) =>
				simplify ? data.map((row) => simplified(row, simplify)) : data,
			);
			expect(output).toEqual(paired(way, shown));
		});
	});

	describe('of the required fields alone, no other arrives; the answers leave whole', () => {
		test.each(ways)('$title', async (way) => {
			const { method } = way.call.hero;
			const isAnswered = method === 'GET' || way.call.operation.requiresResponseBody;
			const { parameters, entries, problems } = leastOf(way, leastField[way.title]);
			const [answer] = answersTo(way.call);
			const answers = isAnswered ? [answer] : [];
			const { error, output } = await run(way, { ...parameters, simplify: false }, answers);

			expect([error, problems]).toEqual([undefined, []]);
			expectRequests(way, entries, [group, group]);
			const given = entries.map(({ field }) => field.wireName);
			expect(given).toEqual(expect.arrayContaining(namesOf(way, 'query', 'always')));
			const needed = [leastField[way.title], neededField[way.title]];
			const optional = ['query', 'body'].flatMap((place) => namesOf(way, place, 'never'));
			const others = optional.filter((name) => !needed.includes(name));
			expect(given.filter((name) => others.includes(name))).toEqual([]);

			const { id } = Object.fromEntries(entries.map(({ field, value }) => [field.wireName, value]));
			const done = method === 'DELETE' ? { deleted: true } : { success: true };
			const told = id === undefined ? done : { ...done, id: id as string };
			const rows = isAnswered ? leaving(way.call, answer) : [told];
			expect(output).toEqual(paired(way, [rows, rows]));
		});
	});

	describe('each body that the contract has as an example can be filled in', () => {
		test.each(bodies)('$title', async ({ id, body }) => {
			const { way, parameters, entries, problems } = filledWith(body, waysOf(id))!;
			const { error } = await run(way, parameters, answersTo(way.call));

			expect([error, problems]).toEqual([undefined, []]);
			expectRequests(way, entries, [group, group]);
			expect(Object.keys(hero.received[0].body as object).sort()).toEqual(Object.keys(body).sort());
		});
	});

	describe('nothing is sent that would say nothing', () => {
		test.each(ways.filter(({ title }) => title in leastField))('$title', async (way) => {
			const { error } = await run(way, leastOf(way).parameters, [{}]);
			expect(error).toMatch(/missing|Nothing to change|At least one filter is needed/);
			expect(hero.received).toEqual([]);
		});
	});

	describe('each value that the contract lists arrives unchanged, by expression', () => {
		test.each(listings)('$title', async ({ way, listed }) => {
			const items = itemsFor(way, listed).map((item) => ({ ...item, group }));
			const { error } = await run(way, byExpression(way, listed), answersTo(way.call), items);

			expect(error).toBeUndefined();
			const values = listed.flatMap((one) => one.values);
			const received = hero.received.filter((one) => !isLaterPage(one));
			expect(arrivedAt(listed, received.map(arrived))).toEqual(values);
		});
	});
});
