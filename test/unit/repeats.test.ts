import fc from 'fast-check';

/** What a process knows that has just begun: nothing but what is stored. */
async function startProcess() {
	let started: typeof import('../../nodes/HeroHealthTrigger/repeats') | undefined;
	await jest.isolateModulesAsync(async () => {
		started = await import('../../nodes/HeroHealthTrigger/repeats');
	});
	return started!;
}

const minute = 60_000;
const now = Date.parse('2026-03-15T09:30:00.250Z');

let repeats: Awaited<ReturnType<typeof startProcess>>;
beforeEach(async () => {
	repeats = await startProcess();
});

interface Claimed {
	at?: number;
	for?: number;
	kept?: string;
	by?: string;
}

/** Whether it is the first of its kind. */
const isFirst = (what: string, { at = now, for: keepFor = minute, kept = '', by }: Claimed = {}) =>
	repeats.claim(by ?? 'trigger', kept, ['event', what], at, keepFor);
const release = (what: string, by = 'trigger') => repeats.release(by, ['event', what]);
const keep = (kept = '', by = 'trigger') => repeats.claimsToKeep(by, kept);

describe('what was claimed', () => {
	test('is known until its time is over', () => {
		expect(isFirst('1')).toBe(true);
		expect(isFirst('1')).toBe(false);
		expect(isFirst('1', { at: now + minute - 1 })).toBe(false);
		expect(isFirst('1', { at: now + minute })).toBe(true);
		expect(isFirst('1', { at: now + 2 * minute - 1 })).toBe(false);
	});

	test('is not prolonged by coming again', () => {
		isFirst('1');
		isFirst('1', { at: now + minute - 1 });
		expect(isFirst('1', { at: now + minute })).toBe(true);
	});

	test('for no time at all is not known', () => {
		expect(isFirst('1', { for: 0 })).toBe(true);
		expect(isFirst('1', { for: 0 })).toBe(true);
		expect(isFirst('1', { for: 0, kept: keep() })).toBe(true);
	});

	test('is neither another thing nor that of another trigger', () => {
		expect(isFirst('1')).toBe(true);
		expect(isFirst('2')).toBe(true);
		expect(isFirst('1', { by: 'other' })).toBe(true);
	});

	test('can be of any text, and is told apart by every part of it', () => {
		const parts = fc.array(fc.string(), { minLength: 1, maxLength: 4 });
		let triggers = 0;
		fc.assert(
			fc.property(fc.uniqueArray(parts, { selector: (part) => JSON.stringify(part) }), (all) => {
				const trigger = `trigger ${++triggers}`;
				for (const what of all) expect(repeats.claim(trigger, '', what, now, minute)).toBe(true);
				for (const what of all) expect(repeats.claim(trigger, '', what, now, minute)).toBe(false);
			}),
		);
		expect(repeats.claim('glued', '', ['ab', 'c'], now, minute)).toBe(true);
		expect(repeats.claim('glued', '', ['a', 'bc'], now, minute)).toBe(true);
	});
});

describe('what was released', () => {
	test('can be claimed again', () => {
		isFirst('1');
		release('1');
		expect(isFirst('1')).toBe(true);
		expect(isFirst('1')).toBe(false);
	});

	test('can be claimed again though it was stored meanwhile', () => {
		isFirst('1');
		isFirst('2');
		const kept = keep();
		release('1');
		expect(isFirst('1', { kept })).toBe(true);
		expect(isFirst('2', { kept })).toBe(false);
	});

	test('is stored no more', async () => {
		isFirst('1');
		const before = keep();
		release('1');
		const kept = keep(before);
		repeats = await startProcess();
		expect(isFirst('1', { kept })).toBe(true);
	});

	test('may never have been claimed', () => {
		expect(() => release('1')).not.toThrow();
		expect(() => release('1', 'unknown')).not.toThrow();
	});
});

describe('after a restart', () => {
	test('what was kept is known until its time is over', async () => {
		isFirst('1');
		isFirst('2', { for: 5 * minute });
		const kept = keep();
		repeats = await startProcess();
		expect(isFirst('1', { kept })).toBe(false);
		expect(isFirst('3', { kept })).toBe(true);
		// Kept to the second, rather a little longer than too short.
		expect(isFirst('1', { kept, at: now + minute - 1 })).toBe(false);
		expect(isFirst('1', { kept, at: now + minute + 1000 })).toBe(true);
		expect(isFirst('2', { kept, at: now + minute + 1000 })).toBe(false);
	});

	test('what was kept before is kept on', async () => {
		isFirst('1');
		const before = keep();
		repeats = await startProcess();
		isFirst('2', { kept: before });
		const kept = keep(before);
		repeats = await startProcess();
		expect([isFirst('1', { kept }), isFirst('2', { kept })]).toEqual([false, false]);
	});

	test('every claim that was kept is known', async () => {
		const names = fc.uniqueArray(fc.string(), { maxLength: 100 });
		await fc.assert(
			fc.asyncProperty(names, async (all) => {
				repeats = await startProcess();
				for (const name of all) isFirst(name);
				const kept = keep();
				repeats = await startProcess();
				expect(all.filter((name) => isFirst(name, { kept }))).toEqual([]);
			}),
			{ numRuns: 20 },
		);
	});

	test.each(['', ' ', 'nonsense', 'x'.repeat(500), '0 0 0'])(
		'a store of "%s" keeps nothing from being claimed',
		(kept) => {
			expect(isFirst('1', { kept })).toBe(true);
			expect(isFirst('1', { kept })).toBe(false);
			expect(() => keep(kept)).not.toThrow();
		},
	);
});

describe('the memory', () => {
	const claimMany = (count: number, prefix: string, kept = '') => {
		for (let index = 0; index < count; index++) isFirst(`${prefix}${index}`, { kept });
	};

	test('of a trigger holds the ten thousand newest claims', () => {
		claimMany(10_001, 'n');
		expect(isFirst('n10000')).toBe(false);
		expect(isFirst('n1')).toBe(false);
		expect(isFirst('n0')).toBe(true);
	});

	test('holds the thousand triggers that were used last', () => {
		for (let index = 0; index <= 1_000; index++) isFirst('1', { by: `trigger${index}` });
		expect(isFirst('1', { by: 'trigger1000' })).toBe(false);
		expect(isFirst('1', { by: 'trigger1' })).toBe(false);
		expect(isFirst('1', { by: 'trigger0' })).toBe(true);
	});

	test('that is stored holds four hundred claims at most, in less than ten kilobytes', () => {
		claimMany(1_000, 'first');
		let kept = keep();
		claimMany(1_000, 'second', kept);
		kept = keep(kept);
		expect(kept.split(' ').length).toBeLessThanOrEqual(400);
		expect(kept.length).toBeLessThan(10_000);
	});

	test('that is stored holds the newest of this process, and some of others', async () => {
		claimMany(1_000, 'other');
		const others = keep();
		repeats = await startProcess();
		claimMany(100, 'own', others);
		const kept = keep(others);
		repeats = await startProcess();
		for (const name of ['own0', 'own99', 'other999', 'other900']) {
			expect([name, isFirst(name, { kept })]).toEqual([name, false]);
		}
	});

	test('that is stored tells nothing of what was claimed', () => {
		isFirst('appointment 48213');
		expect(keep()).toMatch(/^[\w-]{12}[0-9a-z]+$/);
		expect(keep()).not.toContain('48213');
	});
});
