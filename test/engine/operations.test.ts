import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Operation } from '../../nodes/HeroHealth/form/operation';
import { resources } from '../../nodes/HeroHealth/actions/resources';
import { isLaterPage, json, noMoreRows, startHero, type Hero } from '../support/engine/hero';
import { cases, type Case, type Exchange, type Item } from '../support/engine/operations';
import { group, key, runHero } from '../support/engine/run';

const titled = cases.map((one) => ({
	...one,
	title: one.form ? `${one.operation} ${one.form}` : one.operation,
}));

const offered = resources.flatMap(({ value, operations }) =>
	operations.map((operation) => ({ name: `${value}: ${operation.value}`, operation })),
);

let hero: Hero;
beforeEach(async () => {
	hero = await startHero();
});
afterEach(() => hero.stop());

const exchangesOf = ({ items }: Case): Exchange[] =>
	items.flatMap(({ lookUp, ...item }) => (lookUp ? [lookUp, item] : [item]));

/** Hero answers each exchange once, whatever the order in which the requests come. */
async function run(one: Case, more: INodeParameters = {}) {
	const open = exchangesOf(one);
	hero.responds(({ method, target }) => {
		if (isLaterPage({ target })) return noMoreRows;
		const index = open.findIndex(({ sent }) => sent === `${method} ${target}`);
		return index < 0 ? { status: 404 } : json(open.splice(index, 1)[0].answer);
	});
	return await runHero(hero, {
		operation: one.operation,
		parameters: { ...one.parameters, ...more },
		items: one.items.map((item) => item.json),
	});
}

/** The answer as it came, a list as one item a row. */
const whole = ({ answer }: Item) =>
	(answer as { data?: IDataObject[] }).data ?? [answer as IDataObject];

const paired = (outputs: IDataObject[][]) =>
	outputs.flatMap((rows, item) => rows.map((row) => ({ json: row, pairedItem: { item } })));

/** What an operation sends and what comes back for it. */
const kindOf = ({ method, list, pathFields, query, body }: Operation): string =>
	[method, list, pathFields && 'by ID', query && 'query', body && 'body']
		.filter(Boolean)
		.join(', ');

test('an operation of every kind stands in the table; test/contract/wire.test.ts runs all', () => {
	const covered = cases.map((one) => offered.find(({ name }) => name === one.operation)!);
	const kinds = new Set(covered.map(({ operation }) => kindOf(operation)));
	const others = offered.filter(({ operation }) => !kinds.has(kindOf(operation)));
	expect(others.map(({ name, operation }) => [name, kindOf(operation)])).toEqual([]);
});

describe.each(titled)('$title', (one) => {
	test('sends each item once, with the headers of the credential', async () => {
		await run(one);
		const expected = exchangesOf(one).map(({ sent, body }) => ({ sent, body }));
		const first = hero.received.filter((one) => !isLaterPage(one));
		const received = first.map(({ method, target, body }) => ({
			sent: `${method} ${target}`,
			body,
		}));
		expect(received).toEqual(expected);
		expect(hero.connections()).toBe(hero.received.length);
		for (const { headers } of hero.received) {
			expect(headers).toMatchObject({
				'x-api-key': key,
				'x-practice-group-id': group,
				accept: 'application/json',
			});
		}
	});

	test("gives out Hero's answers, each paired with its item", async () => {
		const { status, output } = await run(one);
		expect(status).toBe('success');
		expect(output).toEqual(paired(one.items.map((item) => item.output ?? whole(item))));
	});
});

const simplifying = offered.filter(({ operation }) => operation.simplify).map(({ name }) => name);

test.each(titled.filter(({ operation }) => simplifying.includes(operation)))(
	"$title with Simplify off gives out Hero's records whole",
	async (one) => {
		const { output } = await run(one, { simplify: false });
		expect(output).toEqual(paired(one.items.map(whole)));
	},
);
