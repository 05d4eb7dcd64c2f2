import type { IDataObject } from 'n8n-workflow';

import { useBatchHero } from '../support/engine/batchMessages';
import { byId, runHero } from '../support/engine/runHero';

const { hero, bodies } = useBatchHero();

describe('Send', () => {
	const send = async (items: IDataObject[]) =>
		await runHero(hero, {
			operation: 'batchMessage: send',
			parameters: { id: byId('={{ $json.id }}') },
			items,
		});

	test('sends each batch once, without a body', async () => {
		hero.respondWith({ status: 200 });
		const { output } = await send([{ id: '7301' }, { id: '7302' }]);
		expect(hero.received).toMatchObject([
			{ method: 'PATCH', target: '/v1/batch_message/7301/send' },
			{ method: 'PATCH', target: '/v1/batch_message/7302/send' },
		]);
		expect(bodies()).toEqual([undefined, undefined]);
		expect(hero.connectionCount()).toBe(2);
		expect(output).toEqual([
			{ json: { success: true, id: '7301' }, pairedItem: { item: 0 } },
			{ json: { success: true, id: '7302' }, pairedItem: { item: 1 } },
		]);
	});

	test('sends a batch once when several items name it', async () => {
		hero.respondWith({ status: 200 });
		const { output } = await send([{ id: '7301' }, { id: '7302' }, { id: '7301' }]);
		expect(hero.received.map(({ target }) => target)).toEqual([
			'/v1/batch_message/7301/send',
			'/v1/batch_message/7302/send',
		]);
		expect(output).toMatchObject([
			{ json: { id: '7301' }, pairedItem: { item: 0 } },
			{ json: { id: '7302' }, pairedItem: { item: 1 } },
			{ json: { id: '7301' }, pairedItem: { item: 2 } },
		]);
	});

	test.each([{ status: 500 }, { status: 502 }, { cut: 'read' as const }])(
		'is not repeated after %j: the patients may have the text already',
		async (answer) => {
			hero.respondWith(answer);
			const { error } = await send([{ id: '7301' }, { id: '7302' }]);
			expect(error?.description).toContain(
				'Hero may have carried it out all the same: check there before you send it again.',
			);
			expect(error?.description).toContain('Of the other items: item 1 was not sent.');
			expect(hero.connectionCount()).toBe(1);
		},
	);
});
