import { createClaims } from '../../nodes/HeroHealth/run/sendOnce/claims';
import { addPending } from '../../nodes/HeroHealth/run/sendOnce/pending';
import type { KeySet, KeyStore } from '../../nodes/HeroHealth/run/sendOnce/store';
import { resetProcessState } from '../../nodes/HeroHealth/transport/processState';

beforeEach(resetProcessState);

function memoryStore(): KeyStore {
	const recorded = new Set<string>();
	const keys: KeySet = {
		async record(wanted) {
			const added = new Set(wanted.filter((key) => !recorded.has(key)));
			for (const key of wanted) recorded.add(key);
			return added;
		},
		remove: async (removed) => removed.forEach((key) => recorded.delete(key)),
		clear: async () => recorded.clear(),
	};
	const count = async () => recorded.size;
	return { exclusively: async (work) => await work(keys), count, held: () => recorded.size };
}

/** The claims of a run over items that make these writes. */
const claimsOf = (store: KeyStore, ...writes: string[]) =>
	createClaims(store, {
		itemCount: writes.length,
		keysOf: async (index) => ({
			claim: writes[index],
			open: `${writes[index]}:open`,
			unclear: `${writes[index]}:unclear`,
		}),
		sendUnclearAgain: false,
		isCancelled: () => false,
	});

describe('two runs that want to make the same write', () => {
	test('the second waits for the outcome of the first', async () => {
		const store = memoryStore();
		const [first, second] = [claimsOf(store, 'a'), claimsOf(store, 'a')];
		expect(await first.claim(0)).toMatchObject({ state: 'claimed' });
		expect(await second.claim(0)).toMatchObject({ state: 'pending' });
		const waiting = second.waitForPending(0);
		first.settle(0, 'sent');
		expect(await waiting).toBe(true);
		expect(await second.claim(0)).toMatchObject({ state: 'sent' });
	});

	test('the second makes it if Hero refused the first', async () => {
		const store = memoryStore();
		const [first, second] = [claimsOf(store, 'a'), claimsOf(store, 'a')];
		await first.claim(0);
		await second.claim(0);
		const waiting = second.waitForPending(0);
		first.settle(0, 'notSent');
		await waiting;
		expect(await second.claim(0)).toMatchObject({ state: 'claimed' });
	});

	test('never wait for each other', async () => {
		const store = memoryStore();
		const other = addPending('a', {}, () => undefined);
		const first = claimsOf(store, 'a');
		await first.claim(0);
		other.end();
		expect(await first.waitForPending(0)).toBe(true);

		// The second run has claimed the write for its next item, and may wait for the first run before that.
		const second = claimsOf(store, 'b', 'a');
		await second.claim(0);
		expect(await first.claim(0)).toMatchObject({ state: 'pending' });
		expect(await first.waitForPending(0)).toBe(false);

		await second.claim(1);
		const waiting = first.waitForPending(0);
		second.settle(1, 'sent');
		expect(await waiting).toBe(true);
		expect(await first.claim(0)).toMatchObject({ state: 'sent' });
	});
});

test('claims that were not sent are released at the end', async () => {
	const store = memoryStore();
	const first = claimsOf(store, 'a', 'b');
	await first.claim(0);
	first.settle(0, 'sent');
	expect(await first.close()).toBe(0);
	const second = claimsOf(store, 'a', 'b');
	expect(await second.claim(0)).toMatchObject({ state: 'sent' });
	expect(await second.claim(1)).toMatchObject({ state: 'claimed' });
});
