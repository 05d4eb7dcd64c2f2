import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { networkClock, type NetworkClock } from '../support/engine/networkClock';
import {
	jsonResponse,
	useHeroServer,
	type HeroResponse,
	type ReceivedRequest,
} from '../support/engine/heroServer';
import { byId, runHero, type HeroRunOptions } from '../support/engine/runHero';

let clock: NetworkClock;
const hero = useHeroServer();
beforeEach(() => {
	clock = networkClock();
});

const numbered = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ id: `${100 + index}` }));
const cancel: HeroRunOptions = {
	operation: 'appointment: cancel',
	parameters: { id: byId('={{ $json.id }}') },
};
const cancelling = async (items: IDataObject[], itemsInParallel?: unknown, more = {}) =>
	await runHero(hero, {
		...cancel,
		parameters: { ...cancel.parameters, itemsInParallel } as INodeParameters,
		items,
		node: clock.node,
		...more,
	});
const cancelAll = async (...run: Parameters<typeof cancelling>) =>
	await clock.during(async () => await cancelling(...run));
/** Starts these runs at once and waits for all of them. */
const atOnce = async <Run>(...runs: Array<() => Promise<Run>>) =>
	await clock.during(async () => await Promise.all(runs.map(async (run) => await run())));

const idOf = ({ target }: Pick<ReceivedRequest, 'target'>) => target.split('/')[3];
const received = () => hero.received.map(idOf);

/** Responds after a delay, and returns the maximum number of requests in flight. */
function answersAfter(
	milliseconds: (id: string) => number,
	answer: (id: string) => HeroResponse = (id) => jsonResponse({ id }),
) {
	const seen = { most: 0, underWay: 0, moments: [] as number[] };
	hero.onRequest(async (request) => {
		seen.most = Math.max(seen.most, ++seen.underWay);
		seen.moments.push(seen.underWay);
		await clock.delay(request, milliseconds(idOf(request)));
		seen.underWay--;
		return answer(idOf(request));
	});
	return seen;
}

describe('Items in Parallel', () => {
	test('with 1 sends strictly one request after another', async () => {
		const seen = answersAfter(() => 2);
		const items = numbered(12);
		await cancelAll(items, 1);
		expect(seen.most).toBe(1);
		expect(received()).toEqual(items.map(({ id }) => id));
	});

	test.each([
		[2, 2, 40],
		[7, 7, 40],
		['5', 5, 40],
		[undefined, 50, 150],
	])('of %p sends no more than %i at once, and as many soon', async (entered, most, count) => {
		// The clock stops until every request that may be in flight was sent.
		const seen = answersAfter(() => 6 * most);
		const { json: results } = await cancelAll(numbered(count), entered);
		expect(seen.most).toBe(most);
		expect(results).toEqual(numbered(count));
	});

	test.each([0, -1, 'many', null])('of %p is refused', async (entered) => {
		const { error } = await cancelAll(numbered(2), entered);
		expect(error).toMatchObject({
			message: "'Items in Parallel' needs a number above 0",
			description: 'Correct it in the Settings of the node.',
		});
		expect(hero.received).toEqual([]);
	});

	test('sends the first item alone, so an error that all items share shows on one', async () => {
		const seen = answersAfter(
			() => 10,
			() => ({ status: 401 }),
		);
		await cancelAll(numbered(20), 10);
		expect([seen.most, received()]).toEqual([1, ['100']]);
	});
});

test('results are in the order of the items, whatever the order of the responses', async () => {
	answersAfter((id) => 30 - (Number(id) % 10) * 3);
	const items = numbered(30);
	const { output } = await cancelAll(items, 10);
	expect(output).toEqual(items.map((item, index) => ({ json: item, pairedItem: { item: index } })));
});

describe('after the first failure', () => {
	/** Runs twenty items, five in parallel; the seventh is rejected while others are in flight. */
	const failing = async (answer: HeroResponse, more = {}) => {
		answersAfter(
			(id) => (id === '107' ? 10 : 40),
			(id) => (id === '107' ? answer : jsonResponse({ id })),
		);
		return await cancelAll(numbered(20), 5, more);
	};

	test('requests in flight finish, no more are sent, and the error accounts for all items', async () => {
		const { error, output } = await failing({ status: 404 });
		const last = Math.max(...received().map(Number)) - 100;
		expect(last).toBeLessThan(13);
		expect(output).toEqual([]);
		expect(error?.message).toBe("Hero did not find what 'Appointment' names [item 7]");
		expect(error?.description).toContain(
			`Of the other items: items 0 to 6 and 8 to ${last} were carried out, items ${last + 1} to 19 were not sent.`,
		);
	});

	test('the error lists the items that may have been carried out', async () => {
		answersAfter(
			(id) => (id === '103' ? 10 : 30),
			(id): HeroResponse => {
				if (id === '103') return { status: 400 };
				return id === '104' ? { cut: 'read' } : jsonResponse({ id });
			},
		);
		const { error } = await cancelAll(numbered(20), 4);
		expect(error?.message).toBe('Hero did not accept the values [item 3]');
		expect(error?.description).toMatch(
			/items 0 to 2( and 5( to \d)?)? were carried out, item 4 was perhaps carried out \(check them at Hero\), items \d to 19 were not sent\. n8n counts from 0: item 3 is the 4th\.$/,
		);
	});

	test('items that wait for a busy Hero are not sent', async () => {
		hero.onRequest(async (request, index): Promise<HeroResponse> => {
			if (index === 0) return jsonResponse({});
			if (idOf(request) !== '101') return { status: 429, headers: { 'retry-after': '20' } };
			await clock.delay(request, 60);
			return { status: 400 };
		});
		const { error } = await cancelAll(numbered(20), 8, {
			parameters: { ...cancel.parameters, itemsInParallel: 8, retryWhenBusy: true },
		});
		expect(error?.message).toBe('Hero did not accept the values [item 1]');
		expect(error?.description).toMatch(
			/item 0 was carried out, items 2 to 19 were not sent\. n8n counts from 0: item 1 is the 2nd\.$/,
		);
		expect(hero.received.length).toBeLessThan(10);
	});

	test('the other items continue with Continue', async () => {
		const { output } = await failing({ status: 404 }, { onError: 'continueRegularOutput' });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			numbered(20).map((_, item) => ({ item })),
		);
		expect(output.filter(({ json: { error } }) => error)).toHaveLength(1);
		expect(output[7].json.error).toBe("Hero did not find what 'Appointment' names [item 7]");
	});
});

test('invalid input stops the run before any later item is sent', async () => {
	answersAfter(() => 5);
	const items = numbered(40);
	items[17] = { id: '' };
	const { error } = await cancelAll(items, 10);
	expect(error?.message).toBe("'Appointment' is empty [item 17]");
	const sent = received().sort();
	// Those that are read at the same time as the invalid one may be sent or not.
	expect(sent).toEqual(items.slice(0, sent.length).map(({ id }) => id));
	expect(error?.description).toContain(`items 0 to ${sent.length - 1} were carried out`);
	expect(error?.description).toContain('18 to 39 were not sent');
});

describe('side by side', () => {
	test('a batch of many items is sent once', async () => {
		answersAfter(() => 5);
		const { output } = await runHero(hero, {
			operation: 'batchMessage: send',
			parameters: { id: byId('={{ $json.id }}'), itemsInParallel: 10 },
			items: [...numbered(3), ...numbered(3), ...numbered(3)],
		});
		expect(received().sort()).toEqual(['100', '101', '102']);
		expect(output.map(({ json: { id } }) => id)).toEqual(
			Array(3).fill(['100', '101', '102']).flat(),
		);
	});

	test('items that are combined make one batch', async () => {
		hero.respondWith(jsonResponse({ id: '7301' }));
		const items = ['9990000018', '9990000026', '9990000034'].map((nhs) => ({ nhs }));
		const { output } = await runHero(hero, {
			operation: 'batchMessage: create',
			parameters: {
				...{ name: 'Reviews', channel: 'SMS', content: 'Your review is due.' },
				...{ recipientsFrom: 'items', nhsNumber: '={{ $json.nhs }}', dob: '1990-12-31' },
				itemsInParallel: 10,
			},
			items,
		});
		expect(hero.received).toHaveLength(1);
		const batch = { id: '7301', recipient_count: 3, repeated_recipients: [] };
		expect(output).toEqual([{ json: batch, pairedItem: items.map((_, item) => ({ item })) }]);
	});

	test('lists keep their rows in order', async () => {
		const rows = (group: string, page: number) =>
			Array.from({ length: page < 2 ? 50 : 20 }, (_, row) => ({ id: `${group} ${page} ${row}` }));
		hero.onRequest(async (request) => {
			const page = Number(new URL(request.target, hero.url).searchParams.get('page_index'));
			const group = String(request.headers['x-practice-group-id']);
			await clock.delay(request, Number(group) % 7);
			return jsonResponse({ data: rows(group, page), count: 120 });
		});
		const items = numbered(12);
		const { output } = await runHero(hero, {
			operation: 'slot: getMany',
			parameters: {
				...{ returnAll: true, itemsInParallel: 6 },
				options: { practiceGroupId: '={{ $json.id }}' },
			},
			items,
		});
		expect(output).toEqual(
			items.flatMap(({ id }, item) =>
				[0, 1, 2].flatMap((page) =>
					rows(String(id), page).map((row) => ({ json: row, pairedItem: { item } })),
				),
			),
		);
	});
});

describe('two runs at once with one key', () => {
	test('have together no more requests in flight than the limit', async () => {
		const seen = answersAfter(() => 15);
		const run = async () => await cancelling(numbered(40), 6);
		await atOnce(run, run);
		expect(hero.received).toHaveLength(80);
		expect(seen.most).toBe(6);
	});

	test('take turns, so neither waits until the other ends', async () => {
		answersAfter(() => 5);
		const ends: string[] = [];
		await atOnce(
			async () => await cancelling(numbered(60), 4).then(() => ends.push('long')),
			async () => await cancelling(numbered(5), 4).then(() => ends.push('short')),
		);
		expect(ends).toEqual(['short', 'long']);
	});

	test('both pause after the Retry-After of either', async () => {
		const arrivals: number[] = [];
		let busyAt = 0;
		hero.onRequest(async (request, index) => {
			arrivals.push(Date.now());
			if (index === 20) {
				busyAt = Date.now();
				return { status: 429, headers: { 'retry-after': '1' } };
			}
			await clock.delay(request, 5);
			return jsonResponse({});
		});
		const patient = { retryWhenBusy: true, id: byId('={{ $json.id }}'), itemsInParallel: 4 };
		const run = async () => await cancelling(numbered(30), 4, { parameters: patient });
		const statuses = (await atOnce(run, run)).map(({ status }) => status);
		expect(statuses).toEqual(['success', 'success']);
		// Requests that were already sent arrive a moment later.
		const during = arrivals.filter((time) => time > busyAt + 150 && time < busyAt + 950);
		expect(during).toEqual([]);
		expect(arrivals).toHaveLength(61);
	});

	test('with different keys do not wait for each other', async () => {
		const seen = answersAfter(() => 15);
		const other = { credentials: { apiKey: 'another-key' } };
		await atOnce(
			async () => await cancelling(numbered(30), 4),
			async () => await cancelling(numbered(30), 4, other),
		);
		expect(seen.most).toBe(8);
	});
});
