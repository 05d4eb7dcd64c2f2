import type { IDataObject } from 'n8n-workflow';

import { seededRandom } from '../support/seededRandom';
import { jsonResponse, startHeroServer, type HeroResponse } from '../support/engine/heroServer';
import { networkClock } from '../support/engine/networkClock';
import { runHero } from '../support/engine/runHero';

/** A response, and whether Hero carried out the call before it; "perhaps" is decided at random. */
type Kind = [done: 'yes' | 'no' | 'perhaps', answer: HeroResponse];

const text = (body: string, type = 'text/plain', status = 200): HeroResponse => ({
	status,
	body,
	headers: { 'content-type': type },
});
const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

const kinds: Kind[] = [
	// Carried out, with a success status and an unexpected body.
	['yes', {}],
	['yes', { status: 201 }],
	['yes', { status: 202, body: '' }],
	['yes', { status: 204 }],
	['yes', { status: 226, body: { id: '1' } }],
	['yes', jsonResponse(null)],
	['yes', jsonResponse([])],
	['yes', jsonResponse([null])],
	['yes', jsonResponse([[], {}, null, 7, 'x'])],
	['yes', jsonResponse({ data: [{ id: 1 }, null] })],
	['yes', jsonResponse({ data: null })],
	['yes', jsonResponse({ data: {} })],
	['yes', jsonResponse({ success: true })],
	['yes', jsonResponse({ ok: 1 })],
	['yes', jsonResponse({ id: null })],
	['yes', jsonResponse({ error: false, errors: [] })],
	['yes', jsonResponse({ id: '1', error: 'The phone was off' })],
	['yes', jsonResponse({ id: '1', status: 'failed' })],
	['yes', jsonResponse({ message: 'x'.repeat(200_000) })],
	['yes', text(deep(50), 'application/json')],
	['yes', text('{"__proto__": {"a": 1}, "constructor": 7}', 'application/json')],
	['yes', text('{"id": 1}', 'text/html')],
	['yes', text(deep(5_000), 'application/json')],
	['yes', text('done')],
	['yes', text('<html>OK</html>', 'text/html')],
	['yes', text('{"id": "1', 'application/json')],
	['yes', jsonResponse(7)],
	['yes', jsonResponse({ error: true, id: '1' })],
	['yes', jsonResponse({ success: false, message_id: '1' })],
	// Rejected, by the status or in the body.
	...[400, 401, 402, 403, 404, 405, 406, 409, 410, 413, 415, 418, 422, 425, 426, 431, 451].map(
		(status): Kind => ['no', { status, body: { message: 'No credit left' } }],
	),
	['no', { status: 400, body: [null, { message: [null, 7, [], {}] }] }],
	['no', text('The slot is no longer free', 'text/plain', 409)],
	['no', text('<html>Blocked</html>', 'text/html', 403)],
	['no', { status: 407, headers: { 'proxy-authenticate': 'Basic' } }],
	['no', { status: 307, headers: { location: '/other' } }],
	['no', { status: 308, headers: { location: '/other' } }],
	['no', { status: 429, headers: { 'retry-after': '99999' } }],
	['no', { status: 429, headers: { 'retry-after': 'x'.repeat(8_000) } }],
	['no', jsonResponse({ error: true })],
	['no', jsonResponse({ error: true, statusCode: 400, message: [null] })],
	['no', jsonResponse({ statusCode: '404' })],
	['no', jsonResponse({ success: false })],
	['no', jsonResponse({ ok: false, message: ['No credit left'] })],
	['no', jsonResponse({ error: true, statusCode: 429 })],
	// The outcome is unknown.
	...[300, 301, 302, 303, 304, 408, 444, 460, 499, 500, 501, 502, 503, 504, 520, 530, 598, 999].map(
		(status): Kind => ['perhaps', { status }],
	),
	['perhaps', jsonResponse({ statusCode: 500, error: true })],
	['perhaps', jsonResponse({ error: 'The queue is full' })],
	['perhaps', jsonResponse({ errors: [{ code: 1 }] })],
	['perhaps', jsonResponse({ status: 'error' })],
	['perhaps', { cut: 'unread' }],
	['perhaps', { cut: 'read' }],
	['perhaps', { cut: 'answering', body: '{"id": "1"}' }],
	['perhaps', { garbled: true }],
];

/** Runs so many writes with random responses, and compares the reported outcomes with the actual ones. */
async function compareOutcomes(method: string, answer: string, seed: number, count: number) {
	const hero = await startHeroServer();
	const clock = networkClock();
	const random = seededRandom(seed);
	const done = new Map<string, number>();
	hero.onRequest(({ target }) => {
		const [sure, response] = kinds[Math.floor(random() * kinds.length)];
		if (sure === 'yes' || (sure === 'perhaps' && random() < 0.5)) {
			done.set(target, (done.get(target) ?? 0) + 1);
		}
		return response;
	});
	const items = Array.from({ length: count }, (_, index) => ({ id: `${10_000 + index}` }));
	const { json: left, output } = await clock.during(
		async () =>
			await runHero(hero, {
				operation: 'customApiCall: send',
				parameters: {
					...{ method, answer, path: '=/v1/calls/{{ $json.id }}', returnAll: true },
					...{ itemsInParallel: 20, retryWhenBusy: true, keepTryingFor: 0.2 },
				},
				items,
				onError: 'continueRegularOutput',
				node: clock.node,
			}),
	);
	await hero.stop();
	const byItem = new Map<number, IDataObject>();
	output.forEach(({ pairedItem }, index) => {
		byItem.set((pairedItem as { item: number }).item, left[index]);
	});
	return items.map(({ id }, item) => {
		const one = byItem.get(item);
		const { mayBeDone } = (one?.details ?? {}) as IDataObject;
		const isFailed = one !== undefined && 'error' in one && 'details' in one;
		const told = !one ? 'lost' : !isFailed ? 'done' : mayBeDone ? 'unclear' : 'not done';
		return { id, told, times: done.get(`/v1/calls/${id}`) ?? 0 };
	});
}

describe.each([
	['POST', 'record', 1],
	['POST', 'whole', 2],
	['PUT', 'record', 3],
	['PATCH', 'whole', 4],
])('of 750 writes (%s, %s) that are answered in any way', (method, answer, seed) => {
	let all: Awaited<ReturnType<typeof compareOutcomes>>;
	beforeAll(async () => {
		all = await compareOutcomes(method, answer, seed, 750);
	}, 120_000);

	test('no write is carried out twice', () => {
		expect(all.filter(({ times }) => times > 1)).toEqual([]);
	});

	test('each outcome is reported correctly, and none is missing', () => {
		expect(all.filter(({ told, times }) => told === 'done' && times !== 1)).toEqual([]);
		expect(all.filter(({ told, times }) => told === 'not done' && times !== 0)).toEqual([]);
		expect(all.filter(({ told }) => told === 'lost')).toEqual([]);
	});

	test('most outcomes are known', () => {
		const told = (word: string) => all.filter((one) => one.told === word).length;
		expect(told('done')).toBeGreaterThan(100);
		expect(told('not done')).toBeGreaterThan(100);
		expect(told('unclear')).toBeLessThan(450);
	});
});
