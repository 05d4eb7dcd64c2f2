import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { json, startHero, type Hero } from '../support/engine/heroServer';
import { byId, key, runHero, type RunHero } from '../support/engine/runHero';

let hero: Hero;
beforeEach(async () => {
	hero = await startHero();
});
afterEach(() => hero.stop());

const items = Array.from({ length: 40 }, (_, index): IDataObject => ({ id: `${100 + index}` }));
const cancel: RunHero = {
	operation: 'appointment: cancel',
	parameters: { id: byId('={{ $json.id }}'), itemsInParallel: 4, retryWhenBusy: true },
	items,
};

/** Hero does not answer: only a request that is broken off ends. */
const silence = async () => await new Promise<never>(() => {});

/** Stops the run once so many requests came in. */
async function stoppedAt(requests: number, options: RunHero = cancel) {
	const stop = new AbortController();
	const running = runHero(hero, { ...options, cancel: stop.signal });
	while (hero.received.length < requests) await sleep(5);
	stop.abort();
	const run = await running;
	// What was just leaving still comes in.
	await sleep(100);
	const sent = hero.received.length;
	await sleep(150);
	expect(hero.received).toHaveLength(sent);
	return { ...run, sent };
}

test('requests under way are broken off, and no more are sent', async () => {
	hero.responds(async (_request, index) => {
		if (index > 8) await silence();
		return json({});
	});
	const { status, sent } = await stoppedAt(12);
	expect(status).toBe('canceled');
	expect(sent).toBeLessThan(15);
});

test('it is told which were carried out, which perhaps, and which were not sent', async () => {
	hero.responds(async (_request, index) => {
		if (index > 8) await silence();
		return json({});
	});
	const { error, kept } = await stoppedAt(13);
	expect(error?.message).toBe('The run was canceled');
	expect(error?.description).toBe(
		'Of the items: items 0 to 8 were carried out, items 9 to 12 were perhaps carried out (check them at Hero), items 13 to 39 were not sent. n8n counts from 0: item 0 is the 1st.',
	);
	expect(kept).not.toContain(key);
});

test('of a batch that was being made of all items it is told that it may be made', async () => {
	hero.responds(silence);
	const { error } = await stoppedAt(1, {
		operation: 'batchMessage: create',
		parameters: {
			...{ name: 'Reviews', channel: 'SMS', content: 'Your review is due.' },
			...{ recipientsFrom: 'items', nhsNumber: '={{ $json.nhs }}', dob: '1990-12-31' },
		},
		items: ['9990000018', '9990000026', '9990000034'].map((nhs) => ({ nhs })),
	});
	expect(error?.description).toBe(
		'Of the items: items 0 to 2 were perhaps carried out (check them at Hero). n8n counts from 0: item 0 is the 1st.',
	);
});

test('a run that is to continue ends as well', async () => {
	hero.responds(async (_request, index) => {
		if (index > 3) await silence();
		return json({});
	});
	const { sent, status } = await stoppedAt(6, {
		...cancel,
		onError: 'continueRegularOutput',
	});
	expect(status).toBe('canceled');
	expect(sent).toBeLessThan(10);
});

test('a run that waits for a busy Hero ends soon', async () => {
	hero.answers({ status: 429, headers: { 'retry-after': '3000' } });
	const { status, sent } = await stoppedAt(1, {
		...cancel,
		parameters: { ...cancel.parameters, keepTryingFor: 3600 },
	});
	expect(status).toBe('canceled');
	expect(sent).toBe(1);
});

test('a run that waits for its turn behind another ends soon, and the other goes on', async () => {
	hero.responds(async () => {
		await sleep(20);
		return json({});
	});
	const other = runHero(hero, {
		...cancel,
		parameters: { ...cancel.parameters, itemsInParallel: 1 },
	});
	const stop = new AbortController();
	const own = runHero(hero, { ...cancel, cancel: stop.signal });
	await sleep(150);
	stop.abort();
	expect((await own).status).toBe('canceled');
	expect(await other).toMatchObject({ status: 'success', error: undefined });
});

test('a list ends between its pages', async () => {
	hero.responds(async (_request, index) => {
		await sleep(10);
		return json({ data: Array.from({ length: 50 }, (_, row) => ({ id: `${index} ${row}` })) });
	});
	const { status } = await stoppedAt(5, {
		operation: 'slot: getMany',
		parameters: { returnAll: true },
	});
	expect(status).toBe('canceled');
});
