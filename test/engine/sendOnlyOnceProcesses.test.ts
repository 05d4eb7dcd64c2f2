import { resetProcessState } from '../../nodes/HeroHealth/transport/processState';
import { useDeduplicator } from '../support/engine/deduplicator';
import { nextEventLoopTurn } from '../support/engine/eventLoop';
import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { nodeOfAnotherProcess } from '../support/engine/n8nProcesses';
import { byId, runHero, type HeroRun, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();
const opened = useDeduplicator();
beforeEach(() => hero.respondWith(jsonResponse({ message_id: '550021' })));

const send = (ids: string[], options: Partial<HeroRunOptions> = {}): HeroRunOptions => ({
	operation: 'message: send',
	parameters: {
		...{ messageType: 'sms', patientId: byId('={{ $json.id }}') },
		...{ messageString: 'Your review is due.', sendOnlyOnce: true, itemsInParallel: 10 },
	},
	items: ids.map((id) => ({ id })),
	onError: 'continueRegularOutput',
	...options,
});
const idsFrom = (first: number, count = 20) =>
	Array.from({ length: count }, (_, index) => `${first + index}`);
const sentTo = () => hero.received.map(({ body }) => (body as { patient_id: string }).patient_id);
const alreadySent = ({ json }: HeroRun) => json.map((one) => one.alreadySent);
const unclear = ({ json }: HeroRun) =>
	json.filter(({ error }) => String(error).startsWith('Perhaps sent before'));

/** The row of all claims. */
const row = 'workflow/';

describe('several n8n processes at the same moment', () => {
	const processes = Array.from({ length: 4 }, nodeOfAnotherProcess);
	beforeEach(() => {
		// Each write lets the others read what it is about to overwrite.
		opened.store.beforeWrite = async () => {
			for (let turn = 0; turn < 5; turn++) await nextEventLoopTurn();
		};
	});

	test('send each message once, and say so of the others', async () => {
		const ids = idsFrom(1);
		const runs = await Promise.all(
			processes.map(async (node) => await runHero(hero, send(ids, { node }))),
		);
		expect(sentTo().sort()).toEqual([...ids].sort());
		const told = runs.flatMap((run) => [
			...run.json.filter((one) => one.alreadySent),
			...unclear(run),
		]);
		expect(told).toHaveLength(3 * ids.length);
	});

	test('lose no record of other messages', async () => {
		const lists = processes.map((_, index) => idsFrom(100 * (index + 1)));
		await Promise.all(
			processes.map(async (node, index) => await runHero(hero, send(lists[index], { node }))),
		);
		const again = await runHero(hero, send(lists.flat()));
		expect(alreadySent(again)).toEqual(lists.flat().map(() => true));
		expect(sentTo()).toHaveLength(lists.flat().length);
	});
});

/** Another node of the workflow is not held up by the lock, so its process can still overwrite the row. */
describe('another process that overwrites the row', () => {
	/** Puts back what the row held before each of these writes, counted from 1, once they are done. */
	const undo = (isUndone: (write: number) => boolean) => {
		let writes = 0;
		opened.store.beforeWrite = (name) => {
			const before = opened.store.rows.get(name);
			if (name !== row || !before || !isUndone(++writes)) return;
			void nextEventLoopTurn().then(() => opened.store.rows.set(name, before));
		};
	};
	const anchors = async () => {
		await runHero(hero, send(['999']));
		hero.received.length = 0;
		resetProcessState();
	};

	test.each([1, 2, 3, 4, 5, 6, 7])(
		'once, after write %i, lets no message leave twice',
		async (write) => {
			await anchors();
			undo((index) => index === write);
			const first = await runHero(hero, send(['1', '2']));
			opened.store.beforeWrite = () => undefined;
			resetProcessState();
			const again = await runHero(hero, send(['1', '2']));
			expect(first.json.filter(({ message_id }) => message_id)).toHaveLength(2);
			expect(sentTo()).toEqual(['1', '2']);
			expect(alreadySent(again).filter(Boolean).length + unclear(again).length).toBe(2);
		},
	);

	test('again and again lets nothing leave', async () => {
		await anchors();
		undo(() => true);
		const run = await runHero(hero, send(['1']));
		expect(run.json).toMatchObject([
			{ error: expect.stringContaining('n8n lost its note of the item several times') },
		]);
		expect(hero.received).toEqual([]);
	});

	test('while Hero responds cannot make n8n forget the message', async () => {
		await anchors();
		const before = opened.store.rows.get(row)!;
		hero.onRequest(() => {
			opened.store.rows.set(row, before);
			return jsonResponse({ message_id: '550021' });
		});
		await runHero(hero, send(['1']));
		resetProcessState();
		expect(alreadySent(await runHero(hero, send(['1'])))).toEqual([true]);
		expect(sentTo()).toEqual(['1']);
	});

	test('with a row of its own, the first of all, only delays the run', async () => {
		let isFirst = true;
		opened.store.beforeWrite = (name) => {
			if (name !== row || !isFirst) return;
			isFirst = false;
			throw new Error('UNIQUE constraint failed');
		};
		const run = await runHero(hero, send(['1']));
		expect(run.json).toEqual([{ message_id: '550021' }]);
		expect(sentTo()).toEqual(['1']);
	});
});

describe('a crash near the end of a long run with a slow database', () => {
	test('leaves only the last messages unclear', async () => {
		const ids = idsFrom(1, 300);
		opened.store.beforeWrite = async () => {
			for (let turn = 0; turn < 20; turn++) await nextEventLoopTurn();
		};
		let stored = '';
		hero.onRequest(() => {
			if (hero.received.length === 290) stored = JSON.stringify(opened.store.rows.get(row));
			return jsonResponse({ message_id: '550021' });
		});
		await runHero(
			hero,
			send(ids, { parameters: { ...send(ids).parameters, itemsInParallel: 50 } }),
		);

		resetProcessState();
		opened.store.beforeWrite = () => undefined;
		opened.store.rows.set(row, JSON.parse(stored) as string[]);
		hero.received.length = 0;
		const again = await runHero(hero, send(ids));
		const told = [alreadySent(again).filter(Boolean), unclear(again), sentTo()];
		expect(told.flat()).toHaveLength(ids.length);
		expect(unclear(again).length).toBeLessThan(150);
	});
});
