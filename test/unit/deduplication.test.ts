import fc from 'fast-check';

import { addEntry, isDuplicate, startDelivery } from '../../nodes/HeroHealth/trigger/deduplication';
import { resetProcessState } from '../../nodes/HeroHealth/transport/processState';
import { arrive, kept, minute, now, starts } from '../support/unit/deduplication';

/** Restarts n8n, whose new process knows nothing but what is stored. */
const restart = resetProcessState;
beforeEach(restart);

describe('the same event of a record', () => {
	test('is a repeat until it expires', async () => {
		expect(await starts('moved')).toBe(true);
		expect(await starts('moved')).toBe(false);
		expect(await starts('moved', { at: now + minute - 1 })).toBe(false);
		expect(await starts('moved', { at: now + minute })).toBe(true);
		expect(await starts('moved', { at: now + 2 * minute - 1 })).toBe(false);
	});

	test('is not a repeat after another event of the record', async () => {
		for (const name of ['confirmed', 'cancelled', 'confirmed', 'cancelled']) {
			expect(await starts(name)).toBe(true);
		}
	});

	test('is not a repeat after the record has changed, nor after it has changed back', async () => {
		for (const state of ['10:00', '11:00', '10:00']) {
			expect(await starts('moved', { state })).toBe(true);
		}
		expect(await starts('moved', { state: '10:00' })).toBe(false);
	});

	test('does not include other records or other triggers', async () => {
		expect(await starts('moved')).toBe(true);
		expect(await starts('moved', { record: '2' })).toBe(true);
		expect(await starts('moved', { by: 'other' })).toBe(true);
	});

	test('is a repeat only after n8n has accepted the first', async () => {
		const first = arrive('moved');
		const second = arrive('moved');
		await first.repeat();
		const isRepeat = second.repeat();
		await first.answer(false);
		expect(await isRepeat).toBe(false);
	});

	test('waits while the first is in progress', async () => {
		const first = arrive('moved');
		const second = arrive('moved');
		const isRepeat = second.repeat();
		expect(await first.repeat()).toBe(false);
		await first.answer(true);
		expect(await isRepeat).toBe(true);
	});

	test('does not wait for an event of another name', async () => {
		arrive('cancelled');
		expect(await arrive('confirmed').repeat()).toBe(false);
	});

	test('is not a repeat after one that n8n could not start', async () => {
		expect(await starts('confirmed')).toBe(true);
		const between = arrive('cancelled');
		await between.repeat();
		await between.answer(false);
		expect(await starts('confirmed')).toBe(true);
	});

	test('keeps its order of arrival, whichever record is read first', async () => {
		const slow = arrive('moved', { state: '10:00' });
		const quick = arrive('moved', { state: '11:00' });
		const isQuickOne = quick.repeat();
		expect(await slow.repeat()).toBe(false);
		expect(await isQuickOne).toBe(false);
		await quick.answer(true);
		await slow.answer(true);
		expect(await starts('moved', { state: '11:00' })).toBe(false);
	});

	test('twice in one delivery does not wait for itself', async () => {
		const delivery = startDelivery('trigger', '', now, new Promise(() => undefined));
		const enter = () => addEntry(delivery, ['record', '1'], minute, 'moved');
		const [first, second] = [enter(), enter()];
		expect(await isDuplicate(first, ['moved'])).toBe(false);
		expect(await isDuplicate(second, ['moved'])).toBe(true);
	});

	test('in a duplicate delivery does not count', async () => {
		await starts('confirmed');
		await starts('cancelled');
		const copy = arrive('confirmed');
		copy.retract();
		await copy.answer(true);
		expect(await starts('cancelled')).toBe(false);
	});
});

test('in any sequence of events, a run starts exactly when name or state differ from the last', async () => {
	const event = fc.record({
		name: fc.constantFrom('confirmed', 'cancelled', 'moved'),
		state: fc.constantFrom('10:00', '11:00'),
		record: fc.constantFrom('1', '2'),
		restarts: fc.boolean(),
	});
	await fc.assert(
		fc.asyncProperty(fc.array(event, { maxLength: 20 }), async (all) => {
			const last = new Map<string, string>();
			restart();
			let stored = '';
			for (const { record, restarts, ...what } of all) {
				if (restarts) restart();
				const delivery = arrive(what.name, { ...what, record, kept: stored });
				const isRepeat = await delivery.repeat();
				expect(isRepeat).toBe(last.get(record) === JSON.stringify(what));
				if (!isRepeat) stored = delivery.store();
				await delivery.answer(true);
				last.set(record, JSON.stringify(what));
			}
		}),
		{ numRuns: 200 },
	);
});

describe('after a restart', () => {
	test('a stored claim is recognized until it expires', async () => {
		const stored = await kept('moved');
		restart();
		expect(await starts('moved', { kept: stored })).toBe(false);
		expect(await starts('moved', { kept: stored, at: now + minute - 1 })).toBe(false);
		expect(await starts('moved', { kept: stored, at: now + minute })).toBe(true);
	});

	test('the last event of a record is recognized, not the one before', async () => {
		let stored = await kept('confirmed');
		stored = await kept('cancelled', { kept: stored });
		restart();
		expect(await starts('cancelled', { kept: stored })).toBe(false);
		expect(await starts('confirmed', { kept: stored })).toBe(true);
	});

	test('an unstored claim is not recognized, and the event before it does not count as the last', async () => {
		const first = await kept('confirmed');
		const waiting = arrive('cancelled', { kept: first });
		const stored = await kept('moved', { record: '2', kept: first });
		expect(await starts('moved', { record: '2' })).toBe(false);
		restart();
		expect(await starts('cancelled', { kept: stored })).toBe(true);
		restart();
		expect(await starts('confirmed', { kept: stored })).toBe(true);
		await waiting.answer(false);
	});

	test('an event that overtakes an earlier one is recognized as the last', async () => {
		const slow = arrive('confirmed');
		const quick = arrive('cancelled');
		await quick.repeat();
		quick.store();
		await quick.answer(true);
		await slow.repeat();
		const stored = slow.store();
		await slow.answer(true);
		restart();
		expect(await starts('cancelled', { kept: stored })).toBe(false);
	});

	test('an event stored by another process counts as the last', async () => {
		const own = await kept('confirmed');
		restart();
		const stored = await kept('cancelled', { kept: own, at: now + 1000 });
		restart();
		// This process has received the first event alone.
		await kept('confirmed');
		expect(await starts('confirmed', { kept: stored, at: now + 2000 })).toBe(true);
		expect(await starts('confirmed', { kept: stored, at: now + 3000 })).toBe(false);
	});

	test('a claim stored before the response is recognized, even without a response', async () => {
		const first = arrive('moved');
		await first.repeat();
		first.store();
		await first.answer(false);
		expect(await starts('moved')).toBe(false);
	});

	test.each(['', ' ', 'nonsense', 'x'.repeat(500), '0 0 0'])(
		'a store of "%s" keeps nothing from starting a run',
		async (stored) => {
			expect(await starts('moved', { kept: stored })).toBe(true);
			expect(await starts('moved', { kept: stored })).toBe(false);
		},
	);

	test('claims of version 0.1.0 are recognized', async () => {
		const until = Math.ceil((now + minute) / 1000).toString(36);
		// The beginning of the digest of ["event","confirmed","1"].
		const stored = `VAzKeYMCo-uB${until}`;
		const delivery = startDelivery('trigger', stored, now, Promise.resolve(true));
		const entry = addEntry(delivery, ['record', '1'], minute, 'confirmed');
		expect(await isDuplicate(entry, ['confirmed'], ['event', 'confirmed', '1'])).toBe(true);
	});
});

describe('the memory', () => {
	const startMany = async (count: number, prefix: string, stored = '') => {
		for (let index = 0; index < count; index++) {
			await starts('moved', { record: `${prefix}${index}`, kept: stored });
		}
	};

	test('keeps the ten thousand newest claims of a trigger', async () => {
		await startMany(10_001, 'n');
		expect(await starts('moved', { record: 'n10000' })).toBe(false);
		expect(await starts('moved', { record: 'n1' })).toBe(false);
		expect(await starts('moved', { record: 'n0' })).toBe(true);
	});

	test('keeps only the entries of an acknowledged delivery', async () => {
		const stored = await kept('moved');
		const delivery = startDelivery('trigger', stored, now, Promise.resolve(true));
		const entry = addEntry(delivery, ['record', '2'], minute, 'moved');
		await delivery.accepted;
		expect([entry.delivery, delivery.stored, delivery.entries]).toEqual([undefined, '', []]);
	});

	test('keeps the thousand most recently used triggers', async () => {
		for (let index = 0; index <= 1_000; index++) await starts('moved', { by: `trigger${index}` });
		expect(await starts('moved', { by: 'trigger1000' })).toBe(false);
		expect(await starts('moved', { by: 'trigger1' })).toBe(false);
		expect(await starts('moved', { by: 'trigger0' })).toBe(true);
	});

	test('is stored with four hundred entries at most, in less than ten kilobytes', async () => {
		await startMany(1_000, 'first');
		const stored = await kept('moved');
		await startMany(1_000, 'second', stored);
		const after = await kept('moved', { record: 'last', kept: stored });
		expect(after.split(' ').length).toBeLessThanOrEqual(400);
		expect(after.length).toBeLessThan(10_000);
	});

	test('is stored with the newest entries of this process, and some of others', async () => {
		await startMany(1_000, 'other');
		const others = await kept('moved');
		restart();
		await startMany(100, 'own', others);
		const stored = await kept('moved', { record: 'last', kept: others });
		restart();
		for (const record of ['own0', 'own99', 'other999', 'other900']) {
			expect([record, await starts('moved', { record, kept: stored })]).toEqual([record, false]);
		}
	});

	test('is stored without any content of the deliveries', async () => {
		const stored = await kept('moved', { record: '48213' });
		expect(stored).toMatch(/^[\w-]{10}[0-9a-z]{8}[\w-]{6}$/);
		expect(stored).not.toContain('48213');
	});
});
