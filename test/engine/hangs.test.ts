import { jsonResponse, startHeroServer, type HeroServer } from '../support/engine/heroServer';
import { runHero } from '../support/engine/runHero';

let hero: HeroServer;
beforeEach(async () => {
	hero = await startHeroServer();
});
afterEach(() => hero.stop());

const items = Array.from({ length: 1_000 }, (_, index) => ({ id: `${index}` }));
const run = async (method: string, timeout: number, count: number) =>
	await runHero(hero, {
		operation: 'customApiCall: send',
		parameters: {
			...{ method, path: '=/v1/calls/{{ $json.id }}', itemsInParallel: 50 },
			...{ timeout, retryWhenBusy: false },
		},
		items: items.slice(0, count),
		onError: 'continueRegularOutput',
	});

// They wait for real timeouts, beside other tests.
jest.setTimeout(60_000);

describe('a Hero that hangs', () => {
	test('ends a run of 1,000 items after a few of them; the others are told as not sent', async () => {
		hero.onRequest(async () => await new Promise(() => {}));
		const { json: left } = await run('POST', 0.3, 1_000);
		expect(hero.received.length).toBeLessThan(600);
		const unsent = left.filter(({ error }) =>
			/^Not sent: Hero does not answer/.test(String(error)),
		);
		expect(unsent).toHaveLength(items.length - hero.received.length);
		expect(unsent.filter(({ details }) => JSON.stringify(details).includes('mayBeDone'))).toEqual(
			[],
		);
	});

	test('for one item in ten does not: the others are carried out', async () => {
		hero.onRequest(async ({ target }) =>
			target.endsWith('7') ? await new Promise(() => {}) : jsonResponse({}),
		);
		const { json: left } = await run('POST', 5, 60);
		expect(left.filter(({ error }) => error)).toHaveLength(6);
		expect(left.filter(({ error }) => /^Not sent/.test(String(error)))).toEqual([]);
	});
});
