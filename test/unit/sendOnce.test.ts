import { chunkSize } from '../../nodes/HeroHealth/run/sendOnce/capacity';
import { addPending, pendingWrite } from '../../nodes/HeroHealth/run/sendOnce/pending';
import { createSettlements } from '../../nodes/HeroHealth/run/sendOnce/settlements';
import type { KeySet, KeyStore } from '../../nodes/HeroHealth/run/sendOnce/store';
import { fakeClock } from '../support/unit/fakeClock';

describe('a chunk of claims', () => {
	test('grows with what the run has claimed, to 50', () => {
		const claimed = [0, 16, 32, 64, 10_000];
		expect(claimed.map((count) => chunkSize(count, 0))).toEqual([16, 16, 32, 50, 50]);
	});

	test('grows further with a store of more than 10,000 keys, whose calls cost more', () => {
		const held = [10_000, 20_000, 100_000];
		expect(held.map((count) => chunkSize(50_000, count))).toEqual([50, 100, 500]);
	});

	test('stays small at the start of a run, however large the store is', () => {
		expect(chunkSize(0, 100_000)).toBe(16);
	});
});

describe('outcomes', () => {
	const clock = fakeClock();
	const removed: string[][] = [];
	const keys: KeySet = {
		record: async () => new Set(),
		remove: async (removedKeys) => void removed.push(removedKeys),
		clear: async () => undefined,
	};
	const store: KeyStore = {
		exclusively: async (work) => await work(keys),
		count: async () => 0,
		held: () => 0,
	};
	const settlements = createSettlements(store, clock);
	const send = (claim: string) => {
		const writeKeys = { claim, open: `${claim}:open`, unclear: `${claim}:unclear` };
		const pending = addPending(claim, {}, settlements.flush);
		const { settled } = pendingWrite(claim)!;
		settlements.add({ keys: writeKeys, recorded: [], pending }, 'sent');
		return { settled };
	};

	test('are recorded together', async () => {
		send('a');
		send('b');
		expect(removed).toEqual([]);
		await settlements.flush();
		expect(removed).toEqual([['a:open', 'b:open']]);
	});

	test('wait for a second at most until the next item is done, so that a slow run leaves few unclear', async () => {
		await clock.until(clock.sleep(1001));
		await send('c').settled;
		expect(removed).toEqual([['a:open', 'b:open'], ['c:open']]);
	});
});
