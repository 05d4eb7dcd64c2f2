import { jsonResponse, useHeroServer, type HeroResponse } from '../support/engine/heroServer';
import { byId, runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();

const send: HeroRunOptions = {
	operation: 'message: send',
	parameters: {
		messageType: 'sms',
		patientId: byId('={{ $json.id }}'),
		messageString: 'Your review is due.',
	},
	items: [{ id: '98765' }],
};
const get: HeroRunOptions = {
	operation: 'appointment: get',
	parameters: { id: byId('={{ $json.id }}') },
	items: [{ id: '48213' }],
};

const mayBeDone =
	'Hero may have carried it out all the same: check there before you send it again.';

describe('the first item that fails stops the run', () => {
	const items = ['1', '2', '3', '4'].map((id) => ({ id }));
	const places = ['1st', '2nd', '3rd', '4th'];
	const failAt = (failing: number, answer: HeroResponse = { status: 500 }) =>
		hero.onRequest((_received, index) =>
			index === failing ? answer : jsonResponse({ message_id: '1' }),
		);

	test.each([
		[0, 'items 1 to 3 were not sent'],
		[1, 'item 0 was carried out, items 2 to 3 were not sent'],
		[2, 'items 0 to 1 were carried out, item 3 was not sent'],
		[3, 'items 0 to 2 were carried out'],
	])('item %i of four: %s', async (failing, progress) => {
		failAt(failing);
		const { error } = await runHero(hero, { ...send, items });
		expect(error?.description).toBe(
			`${mayBeDone} Of the other items: ${progress}. n8n counts from 0: item ${failing} is the ${places[failing]}.`,
		);
		expect(error?.context.itemIndex).toBe(failing);
		const sent = hero.received.map(({ body }) => (body as { patient_id: string }).patient_id);
		expect(sent).toEqual(['1', '2', '3', '4'].slice(0, failing + 1));
	});

	test('a broken connection stops it too', async () => {
		failAt(1, { cut: 'read' });
		const { error } = await runHero(hero, { ...send, items });
		expect(error?.description).toContain('item 0 was carried out, items 2 to 3 were not sent');
		expect(hero.connectionCount()).toBe(2);
	});

	test('invalid input stops it too', async () => {
		const { error } = await runHero(hero, {
			...send,
			items: [{ id: '1' }, { id: '' }, { id: '3' }],
		});
		expect(error?.description).toContain(
			'Of the other items: item 0 was carried out, item 2 was not sent.',
		);
		expect(hero.received).toHaveLength(1);
	});

	test('the error of a read lists no outcomes', async () => {
		failAt(1);
		const { error } = await runHero(hero, { ...get, items });
		expect(error?.description).toBe(
			'Run it again in a while. n8n counts from 0: item 1 is the 2nd.',
		);
		expect(hero.received).toHaveLength(2);
	});
});
