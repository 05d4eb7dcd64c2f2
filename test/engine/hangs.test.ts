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

// Real timeouts, in parallel with other tests.
jest.setTimeout(60_000);

describe('a Hero that hangs', () => {
	test('stops a run of 1,000 items after a few timeouts; the other items fail as not sent', async () => {
		hero.onRequest(async () => await new Promise(() => {}));
		const { json: output } = await run('POST', 0.3, 1_000);
		const targetsWith = (message: RegExp, mayBeDone: boolean) =>
			output.flatMap(({ error, details }, index) =>
				message.test(String(error)) && JSON.stringify(details).includes('mayBeDone') === mayBeDone
					? [`/v1/calls/${items[index].id}`]
					: [],
			);
		const timedOut = targetsWith(/^No answer came from \S+ in time/, true);
		const notSent = targetsWith(/^Not sent: Hero does not answer/, false);
		expect(timedOut.length).toBeLessThan(600);
		expect(timedOut.length + notSent.length).toBe(items.length);
		// A timeout can end before a busy Hero has read the request, so it may have received fewer.
		const received = hero.received.map(({ target }) => target);
		expect(timedOut).toEqual(expect.arrayContaining(received));
		expect(new Set(received).size).toBe(received.length);
		expect(received.length).toBeGreaterThan(0);
	});

	test('for one item in ten does not stop the others', async () => {
		hero.onRequest(async ({ target }) =>
			target.endsWith('7') ? await new Promise(() => {}) : jsonResponse({}),
		);
		const { json: output } = await run('POST', 5, 60);
		expect(output.filter(({ error }) => error)).toHaveLength(6);
		expect(output.filter(({ error }) => /^Not sent/.test(String(error)))).toEqual([]);
	});
});
