import type { IDataObject, INodeType } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { networkClock } from '../support/engine/networkClock';
import { byId, apiKey, runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();

const items = Array.from({ length: 40 }, (_, index): IDataObject => ({ id: `${100 + index}` }));
const cancel: HeroRunOptions = {
	operation: 'appointment: cancel',
	parameters: { id: byId('={{ $json.id }}'), itemsInParallel: 4, retryWhenBusy: true },
	items,
};

/** Never responds, so a request ends only when it is aborted. */
const hang = async () => await new Promise<never>(() => {});

/** Runs an action by a clock that skips each wait. */
async function clocked<Result>(work: (node: INodeType) => Promise<Result>): Promise<Result> {
	const clock = networkClock();
	return await clock.during(async () => await work(clock.node));
}

const hourMs = 3_600_000;

/** Stops the run once so many requests came in, and lets an hour pass after its end. */
async function stopAfter(requests: number, options: HeroRunOptions = cancel) {
	const stop = new AbortController();
	return await clocked(async (node) => {
		const running = runHero(hero, { ...options, node, cancel: stop.signal });
		await hero.untilReceived(requests);
		stop.abort();
		const run = await running;
		await sleep(hourMs);
		return run;
	});
}

test('requests in flight are aborted, and no more are sent', async () => {
	hero.onRequest(async (_request, index) => {
		if (index > 8) await hang();
		return jsonResponse({});
	});
	const { status } = await stopAfter(12);
	expect(status).toBe('canceled');
	// Nine requests got a response, and four were in flight.
	expect(hero.received.length).toBeLessThanOrEqual(13);
});

test('the error lists the items that were carried out, perhaps carried out, and not sent', async () => {
	hero.onRequest(async (_request, index) => {
		if (index > 8) await hang();
		return jsonResponse({});
	});
	const { error, savedExecution } = await stopAfter(13);
	expect(error?.message).toBe('The run was canceled');
	expect(error?.description).toBe(
		'Of the items: items 0 to 8 were carried out, items 9 to 12 were perhaps carried out (check them at Hero), items 13 to 39 were not sent. n8n counts from 0: item 0 is the 1st.',
	);
	expect(savedExecution).not.toContain(apiKey);
});

test('the error of a combined batch says that it may have been created', async () => {
	hero.onRequest(hang);
	const { error } = await stopAfter(1, {
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

test('a run with Continue ends too', async () => {
	hero.onRequest(async (_request, index) => {
		if (index > 3) await hang();
		return jsonResponse({});
	});
	const { status } = await stopAfter(6, { ...cancel, onError: 'continueRegularOutput' });
	expect(status).toBe('canceled');
	// Four requests got a response, and four were in flight.
	expect(hero.received.length).toBeLessThanOrEqual(8);
});

test('a run that waits for a busy Hero ends soon', async () => {
	hero.respondWith({ status: 429, headers: { 'retry-after': '3000' } });
	const { status } = await stopAfter(1, {
		...cancel,
		parameters: { ...cancel.parameters, keepTryingFor: 3600 },
	});
	expect(status).toBe('canceled');
	expect(hero.received).toHaveLength(1);
});

test('a run that waits for its turn behind another ends, and the other goes on', async () => {
	hero.respondWith(jsonResponse({}));
	const stop = new AbortController();
	const [own, other] = await clocked(async (node) => {
		const others = runHero(hero, {
			...{ ...cancel, node },
			parameters: { ...cancel.parameters, itemsInParallel: 1 },
		});
		await hero.untilReceived(1);
		const run = runHero(hero, { ...cancel, node, cancel: stop.signal });
		await hero.untilReceived(3);
		stop.abort();
		return await Promise.all([run, others]);
	});
	expect(own.status).toBe('canceled');
	expect(other).toMatchObject({ status: 'success', error: undefined });
});

test('a list ends between its pages', async () => {
	hero.onRequest((_request, index) =>
		jsonResponse({
			data: Array.from({ length: 50 }, (_, row) => ({ id: `${index} ${row}` })),
		}),
	);
	const { status } = await stopAfter(5, {
		operation: 'slot: getMany',
		parameters: { returnAll: true },
	});
	expect(status).toBe('canceled');
	// One page was in flight, and one had just been requested.
	expect(hero.received.length).toBeLessThanOrEqual(6);
});
