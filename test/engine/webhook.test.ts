import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { runHero } from '../support/engine/runHero';

const here = 'https://n8n.example.com/webhook/1/webhook';
const there = 'https://n8n.example.com/webhook/2/webhook';
/** A secret that is recognized wherever it appears. */
const canary = 'canary-3';
const confirmed = 'appointment.confirmed';
const cancelled = 'appointment.cancelled';

const hero = useHeroServer();

const row = (id: string, event_type: string, url = here): IDataObject => ({
	...{ id, event_type, url },
	signing_key: canary,
	headers: { 'x-n8n-token': canary },
	...{ created_at: '2026-03-15T09:30:00Z', updated_at: '2026-03-15T09:30:00Z' },
});
const brief = (id: string, event_type: string): IDataObject => ({
	...{ id, event_type },
	created_at: '2026-03-15T09:30:00Z',
});
const lists = (...rows: IDataObject[]) =>
	hero.respondWith(jsonResponse({ data: rows, count: rows.length }));

const check = async (parameters: INodeParameters = {}, items?: IDataObject[]) =>
	await runHero(hero, {
		operation: 'webhook: checkSubscriptions',
		parameters: { url: here, events: [confirmed, cancelled], ...parameters },
		items,
	});

const expected = [confirmed, cancelled];

describe('Check Subscriptions', () => {
	test('reads the whole list', async () => {
		lists();
		await check();
		expect(hero.received.map(({ method, target }) => `${method} ${target}`)).toEqual([
			'GET /v1/webhooks',
		]);
	});

	test('is ok when the URL has one subscription for each event', async () => {
		lists(row('712', confirmed), row('713', cancelled));
		expect((await check()).json).toEqual([
			{ ok: true, url: here, expected, missing: [], stale: [], elsewhere: [] },
		]);
	});

	test('lists missing events', async () => {
		lists(row('712', confirmed));
		expect((await check()).json).toEqual([
			{ ok: false, url: here, expected, missing: [cancelled], stale: [], elsewhere: [] },
		]);
	});

	test('lists unexpected and duplicate subscriptions', async () => {
		lists(
			row('712', confirmed),
			row('713', cancelled),
			row('714', confirmed),
			row('715', 'prescription.issued'),
		);
		expect((await check()).json).toEqual([
			{
				...{ ok: false, url: here, expected, missing: [] },
				stale: [brief('714', confirmed), brief('715', 'prescription.issued')],
				elsewhere: [],
			},
		]);
	});

	test('ignores other URLs', async () => {
		lists(
			row('711', confirmed, there),
			row('712', confirmed),
			row('713', cancelled),
			row('714', cancelled, there),
		);
		expect((await check()).json).toMatchObject([{ ok: true, stale: [] }]);
	});

	test('lists other URLs, and marks those with the same path: a former URL, or a copy', async () => {
		const former = 'https://former.example.com/webhook/1/webhook';
		lists(row('711', confirmed, there), row('712', confirmed), row('713', cancelled, former));
		const { json: output } = await check();
		expect(output).toMatchObject([
			{
				elsewhere: [
					{ ...brief('711', confirmed), url: there, same_path: false },
					{ ...brief('713', cancelled), url: former, same_path: true },
				],
			},
		]);
		expect(JSON.stringify(output)).not.toContain(canary);
	});

	test('keeps the newer of two for one event, because n8n has lost the keys of the older', async () => {
		const older = { ...row('712', confirmed), created_at: '2026-03-15T09:29:00Z' };
		lists(older, row('713', confirmed), row('714', cancelled));
		expect((await check()).json).toMatchObject([{ stale: [{ id: '712' }] }]);
	});

	test('knows Form Submitted, which Hero does not list', async () => {
		lists(row('712', 'form-submission.created'));
		const { json: output } = await check({ events: ['form-submission.created'] });
		expect(output).toMatchObject([{ ok: true }]);
	});

	test('accepts a URL with surrounding spaces', async () => {
		lists(row('712', confirmed), row('713', cancelled));
		expect((await check({ url: ` ${here} ` })).json).toMatchObject([{ ok: true }]);
	});

	test('accepts a list without a wrapper', async () => {
		hero.respondWith(jsonResponse([row('712', confirmed), row('713', cancelled)]));
		expect((await check()).json).toMatchObject([{ ok: true }]);
	});

	test('accepts an empty list', async () => {
		hero.respondWith(jsonResponse([]));
		expect((await check()).json).toMatchObject([{ ok: false, missing: expected }]);
	});

	test('outputs neither keys nor tokens', async () => {
		lists(row('712', confirmed), row('713', 'prescription.issued'));
		const { json: output } = await check();
		expect(JSON.stringify(output)).not.toContain(canary);
	});

	test.each([{}, { webhooks: [] }, { data: null }, { data: {} }])(
		'reports that %j is not a list',
		async (body) => {
			hero.respondWith(jsonResponse(body));
			const { error } = await check();
			expect(error?.message).toContain('Hero returned no list of webhooks');
			expect(error?.description).toContain('Nothing can be compared.');
		},
	);

	test('does not read an empty response as an empty list', async () => {
		hero.respondWith({ status: 204 });
		const { status, json: output } = await check();
		expect([status, output]).toEqual(['error', []]);
	});

	test.each<[INodeParameters, string]>([
		[{ url: '={{ "" }}' }, "'URL' is empty [item 0]"],
		[{ events: '={{ [] }}' }, "'Events' is empty [item 0]"],
	])('of %j asks nothing', async (parameters, message) => {
		const { error } = await check(parameters);
		expect(error?.message).toBe(message);
		expect(hero.connectionCount()).toBe(0);
	});

	test('gives one result for each of two items', async () => {
		lists(row('712', confirmed, here), row('713', cancelled, there));
		const parameters = { url: '={{ $json.url }}', events: '={{ $json.events }}' };
		const { output } = await check(parameters, [
			{ url: here, events: [confirmed] },
			{ url: there, events: [confirmed] },
		]);
		expect(output).toEqual([
			{
				json: {
					...{ ok: true, url: here, expected: [confirmed], missing: [], stale: [] },
					elsewhere: [{ ...brief('713', cancelled), url: there, same_path: false }],
				},
				pairedItem: { item: 0 },
			},
			{
				json: {
					...{ ok: false, url: there, expected: [confirmed], missing: [confirmed] },
					stale: [brief('713', cancelled)],
					elsewhere: [{ ...brief('712', confirmed), url: here, same_path: false }],
				},
				pairedItem: { item: 1 },
			},
		]);
	});

	test('explains a 404: Hero may have no such list', async () => {
		hero.respondWith({ status: 404 });
		const { error } = await check();
		expect(error?.description).toContain('Hero does not publish the exact form of this call');
	});
});

describe('Delete', () => {
	test('removes a webhook by its ID', async () => {
		hero.respondWith({ status: 204 });
		const { json: output } = await runHero(hero, {
			operation: 'webhook: delete',
			parameters: { id: { __rl: true, mode: 'id', value: '712' } },
		});
		expect(hero.received.map(({ method, target }) => `${method} ${target}`)).toEqual([
			'DELETE /v1/webhooks/712',
		]);
		expect(output).toEqual([{ deleted: true, id: '712' }]);
	});
});
