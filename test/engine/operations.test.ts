import type { INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { oracle, type OracleCase } from '../support/engine/operationOracle';
import { practiceGroupId, apiKey, runHeroItems } from '../support/engine/runHero';

const hero = useHeroServer();

async function run(one: OracleCase, more: INodeParameters = {}) {
	hero.respondWith(...one.exchanges.map(({ response }) => jsonResponse(response)));
	const parameters = { ...one.parameters, ...more };
	return await runHeroItems(hero, one.items, { operation: one.operation, parameters });
}

describe.each(oracle)('$title ($operation)', (one) => {
	test('sends these requests, each once, with the headers of the credential', async () => {
		await run(one);
		const expected = one.exchanges.map(({ request, body }) => ({ request, body }));
		const received = hero.received.map(({ method, target, body }) => ({
			request: `${method} ${target}`,
			body,
		}));
		expect(received).toEqual(expected);
		expect(hero.connectionCount()).toBe(hero.received.length);
		for (const { headers } of hero.received) {
			expect(headers).toMatchObject({
				'x-api-key': apiKey,
				'x-practice-group-id': practiceGroupId,
				accept: 'application/json',
			});
		}
	});

	test('outputs the responses, each paired with its item', async () => {
		const { status, output } = await run(one);
		expect(status).toBe('success');
		expect(output).toEqual(one.output);
	});
});

test.each(oracle.filter(({ wholeOutput }) => wholeOutput))(
	"$title ($operation): gives out Hero's records whole with Simplify off",
	async (one) => {
		const { output } = await run(one, { simplify: false });
		expect(output).toEqual(one.wholeOutput);
	},
);
