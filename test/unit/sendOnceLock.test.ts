import type { IExecuteFunctions } from 'n8n-workflow';

import { createLock } from '../../nodes/HeroHealth/run/sendOnce/lock';
import { seededRandom } from '../support/seededRandom';
import { fakeClock } from '../support/unit/fakeClock';

const second = 1000;

/** The row of a node in n8n's database, and how n8n reads and writes it. */
function lockRow() {
	const state: { row?: unknown[] } = {};
	const helpers = {
		async checkProcessedAndRecord(items: string[]) {
			const read = state.row;
			await undefined;
			const added = items.filter((item) => !read?.includes(item));
			if (!read && state.row) throw new Error('UNIQUE constraint failed');
			// An update of a row that was deleted since does nothing.
			if (!read || state.row) state.row = [...(read ?? []), ...added];
			return { new: added, processed: items.filter((item) => read?.includes(item)) };
		},
		getProcessedDataCount: async () => state.row?.length ?? 0,
		clearAllProcessedItems: async () => void delete state.row,
	};
	return { state, helpers: helpers as unknown as IExecuteFunctions['helpers'] };
}

/** Opens a row and functions that hold its lock, each for another n8n process. */
function open(row?: unknown[]) {
	const clock = fakeClock(seededRandom(7));
	const { state, helpers } = lockRow();
	state.row = row;
	const start = clock.now();
	const spans: Array<{ from: number; to: number }> = [];
	/** Holds the lock for some time, in a process that asks for it after a delay. */
	const hold = async (milliseconds: number, after = 0) => {
		if (after > 0) await clock.sleep(after);
		await createLock(
			helpers,
			clock,
		)(async () => {
			const from = clock.now() - start;
			await clock.sleep(milliseconds);
			spans.push({ from, to: clock.now() - start });
		});
	};
	const overlaps = () => {
		const sorted = [...spans].sort((one, other) => one.from - other.from);
		return sorted.filter(({ to }, index) => to > (sorted[index + 1]?.from ?? Infinity));
	};
	return { clock, state, helpers, spans, hold, overlaps };
}

describe('the lock of Send Only Once', () => {
	test('lets one process at a time work, and leaves no row', async () => {
		const { clock, state, spans, hold, overlaps } = open();
		await clock.until(Promise.all(Array.from({ length: 20 }, async () => await hold(50))));
		expect([spans.length, overlaps(), state.row]).toEqual([20, [], undefined]);
	});

	test('is free after work that failed', async () => {
		const { clock, helpers, spans, hold } = open();
		const fails = async () => await Promise.reject(new Error('No'));
		await expect(clock.until(createLock(helpers, clock)(fails))).rejects.toThrow('No');
		await clock.until(hold(1));
		expect(spans[0].from).toBeLessThan(second);
	});

	test('of a process that ended is taken over after half a minute, by one of those that wait', async () => {
		const { clock, spans, hold, overlaps } = open(['lock 0']);
		await clock.until(Promise.all(Array.from({ length: 10 }, async () => await hold(50))));
		expect([spans.length, overlaps()]).toEqual([10, []]);
		expect(Math.min(...spans.map(({ from }) => from))).toBeGreaterThan(30 * second);
	});

	test('that passes from process to process is not taken over', async () => {
		const { clock, spans, hold, overlaps } = open();
		await clock.until(Promise.all([20, 20, 20, 20].map(async (time) => await hold(time * second))));
		expect([spans.length, overlaps()]).toEqual([4, []]);
	});

	test('that was taken over is not freed by the process that held it first', async () => {
		const { clock, spans, hold } = open();
		const first = hold(60 * second);
		const other = hold(50 * second, second);
		const third = hold(second, 61 * second);
		await clock.until(Promise.all([first, other, third]));
		const [, takenOver, last] = [...spans].sort((one, another) => one.from - another.from);
		expect(last.from).toBeGreaterThanOrEqual(takenOver.to);
	});

	test('throws what the database throws again and again', async () => {
		const { clock, helpers, hold } = open();
		helpers.checkProcessedAndRecord = async () => await Promise.reject(new Error('Disk full'));
		await expect(clock.until(hold(1))).rejects.toThrow('Disk full');
	});

	test('is not waited for without an end', async () => {
		const { clock, helpers, hold } = open();
		let entries = 1;
		helpers.checkProcessedAndRecord = async (items) => ({ new: [], processed: items });
		helpers.getProcessedDataCount = async () => (entries = 1 + (entries % 50));
		await expect(clock.until(hold(1))).rejects.toThrow("'Send Only Once' waits");
	});
});
