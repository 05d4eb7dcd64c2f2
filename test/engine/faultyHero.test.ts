import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { networkClock } from '../support/engine/networkClock';
import { startHeroServer } from '../support/engine/heroServer';
import type { Faults } from '../support/engine/faultyHero';
import { injectFaults } from '../support/engine/faultyHero';
import {
	byId,
	apiKey,
	runHero,
	type HeroRun,
	type HeroRunOptions,
} from '../support/engine/runHero';

const faults: Faults = { busy: 0.2, unavailable: 0.05, broken: 0.03, late: 0.001 };
/** In milliseconds by the clock of the run; longer than the timeout. */
const lateness = 60_000;
const atSpeed: INodeParameters = {
	itemsInParallel: 50,
	timeout: 40,
	retryWhenBusy: true,
	keepTryingFor: 6_000,
};

const patient = { text: 'Results of the coelacanth test', mobile: '07700 900123' };
const canaries = [apiKey, patient.text, patient.mobile, '900123'];

const numbered = (count: number, more: IDataObject = {}): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ id: `${10_000 + index}`, ...patient, ...more }));

const cancel: HeroRunOptions = {
	operation: 'appointment: cancel',
	parameters: { ...atSpeed, id: byId('={{ $json.id }}') },
};
const call = (method: string): HeroRunOptions => ({
	operation: 'customApiCall: send',
	parameters: {
		...atSpeed,
		method,
		path: '=/v1/calls/{{ $json.id }}',
		...(method === 'POST' ? { body: '={{ { text: $json.text, to: $json.mobile } }}' } : {}),
	},
});

/** Runs the node over these items, each by its own Hero. */
async function runOver(items: IDataObject[], run: HeroRunOptions, seed: number, having = faults) {
	const hero = await startHeroServer();
	const clock = networkClock();
	const ledger = injectFaults(hero, having, seed, async (received) => {
		await clock.delay(received, lateness);
	});
	const ran = await clock.during(
		async () => await runHero(hero, { ...run, node: clock.node, items }),
	);
	await hero.stop();
	return { ...ran, ledger, received: hero.received };
}

const pairedWithEach = (items: IDataObject[]) => items.map((_, item) => ({ item }));
const pairedItems = ({ output }: HeroRun) => output.map(({ pairedItem }) => pairedItem);
const canariesIn = ({ savedExecution }: HeroRun) =>
	canaries.filter((canary) => savedExecution.includes(canary));

describe('with a Hero that is busy, breaks connections and times out', () => {
	const continuing = { onError: 'continueRegularOutput' } as const;
	const writes = numbered(1_000);
	const reads = numbered(2_000);
	const deletions = numbered(200);

	let runs: Array<Awaited<ReturnType<typeof runOver>>>;
	beforeAll(async () => {
		runs = [
			await runOver(writes, { ...cancel, ...continuing }, 1),
			await runOver(writes, { ...call('POST'), ...continuing }, 2),
			await runOver(reads, call('GET'), 3),
			await runOver(deletions, call('DELETE'), 4, { ...faults, broken: 0.1 }),
		];
	}, 300_000);

	describe.each([
		[0, 'PATCH', (id: unknown) => `PATCH /v1/appointments/${String(id)}/cancel`],
		[1, 'POST', (id: unknown) => `POST /v1/calls/${String(id)}`],
	])('of 1,000 writes (%#: %s)', (index, _method, callOf) => {
		/** For each item, how often Hero carried it out, and the outcome that the node reported. */
		const compared = () => {
			const { ledger, json } = runs[index];
			return writes.map(({ id }, item) => {
				const { error, details } = json[item];
				const { mayBeDone } = (details ?? {}) as IDataObject;
				const told = !error ? 'done' : mayBeDone ? 'unclear' : 'not done';
				return { times: ledger.carriedOut.get(callOf(id)) ?? 0, told };
			});
		};

		test('no write is carried out twice', () => {
			expect(compared().filter(({ times }) => times > 1)).toEqual([]);
		});

		test('each outcome is reported correctly', () => {
			expect(compared().filter(({ times, told }) => told === 'done' && times === 0)).toEqual([]);
			expect(compared().filter(({ times, told }) => told === 'not done' && times > 0)).toEqual([]);
		});

		test('every write is carried out, except some of those with an unknown outcome', () => {
			expect(compared().filter(({ told }) => told === 'not done')).toEqual([]);
			const unclear = compared().filter(({ told }) => told === 'unclear');
			expect(unclear.length).toBeLessThan(200);
			for (const times of [0, 1]) {
				expect(unclear.filter((one) => one.times === times).length).toBeGreaterThan(10);
			}
		});

		test('the results are in the order of the items', () => {
			expect(pairedItems(runs[index])).toEqual(pairedWithEach(writes));
		});
	});

	test('2,000 reads all succeed, in the order of the items', () => {
		const [, , ran] = runs;
		expect(ran.error).toBeUndefined();
		expect(ran.json).toEqual(reads.map(({ id }) => ({ id })));
		expect(pairedItems(ran)).toEqual(pairedWithEach(reads));
	});

	test('200 deletions are each carried out once, although some retries get a 404', () => {
		const [, , , ran] = runs;
		expect(ran.error).toBeUndefined();
		expect([...ran.ledger.carriedOut.values()]).toEqual(deletions.map(() => 1));
		expect(ran.json.filter(({ deleted }) => deleted)).not.toEqual([]);
	});

	test('every kind of fault occurred', () => {
		const faultCounts = runs.map(({ ledger }) => ledger.faultCounts);
		for (const fault of ['busy', 'unavailable', 'broken', 'late'] as const) {
			expect(faultCounts.map((one) => one[fault]).some(Boolean)).toBe(true);
		}
	});

	test('the data that n8n stores contain neither the key nor the patients', () => {
		expect(runs.flatMap(canariesIn)).toEqual([]);
	});
});

describe('the error of a stopped run gives the outcome of each item', () => {
	/** The items that an error lists with these words. */
	const listedItems = (description: string, words: string): number[] => {
		const [, list = ''] =
			new RegExp(`items? ([\\d, toand]+) (?:was|were) ${words}`).exec(description) ?? [];
		return list
			.split(/, | and /)
			.filter(Boolean)
			.flatMap((span) => {
				const [first, last = first] = span.split(' to ').map(Number);
				return Array.from({ length: last - first + 1 }, (_, index) => first + index);
			});
	};
	const mild = { busy: 0.1, unavailable: 0.04, broken: 0.04, late: 0 };
	const items = numbered(60);
	const run = call('POST');
	const parameters = { ...run.parameters, itemsInParallel: 8 };

	test.each(Array.from({ length: 25 }, (_, seed) => seed))('(%i)', async (seed) => {
		const ran = await runOver(items, { ...run, parameters }, seed, mild);
		const times = items.map(
			({ id }) => ran.ledger.carriedOut.get(`POST /v1/calls/${String(id)}`) ?? 0,
		);
		expect(Math.max(...times)).toBeLessThanOrEqual(1);
		expect(canariesIn(ran)).toEqual([]);
		expect(ran.status).toBe('error');

		const failed = ran.error?.context.itemIndex ?? NaN;
		const told = (words: string) => listedItems(ran.error?.description ?? '', words);
		const done = told('carried out');
		const unclear = told('perhaps carried out');
		const refused = told('refused');
		const left = told('not sent');
		const all = [failed, ...done, ...unclear, ...refused, ...left].sort((a, b) => a - b);
		expect(all).toEqual(items.map((_, item) => item));
		expect(done.filter((item) => times[item] !== 1)).toEqual([]);
		expect([...refused, ...left].filter((item) => times[item] !== 0)).toEqual([]);
	});
});
