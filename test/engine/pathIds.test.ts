import { isLaterPage, jsonResponse, emptyPage, useHeroServer } from '../support/engine/heroServer';
import * as records from '../support/engine/records';
import { byId, runHero } from '../support/engine/runHero';

const value = '={{ $json.value }}';

const hero = useHeroServer();
beforeEach(() => {
	hero.onRequest(({ target }) =>
		isLaterPage({ target })
			? emptyPage
			: jsonResponse(
					target.startsWith('/v1/slots/') ? records.slot('900417') : records.list({ id: '1' }),
				),
	);
});

describe('an ID stays in its place in the path', () => {
	test.each([
		'a/7',
		'../patients/1',
		'%2e%2e',
		'48213?x=1#y',
		'é\\7',
		'a\r\nx-api-key: 7',
		'48213;8',
	])('%j is none, and nothing is sent', async (id) => {
		const { error } = await runHero(hero, {
			operation: 'appointment: cancel',
			parameters: { id: byId(value) },
			items: [{ value: id }],
		});
		expect(error?.message).toMatch(/^'Appointment' has .+ \[item 0\]$/);
		expect(hero.received).toEqual([]);
	});

	test.each([
		['7:1', '7%3A1'],
		['48213 ', '48213'],
		['7...', '7...'],
	])('%j', async (id, encoded) => {
		await runHero(hero, {
			operation: 'appointment: cancel',
			parameters: { id: byId(value) },
			items: [{ value: id }],
		});
		expect(hero.received).toMatchObject([
			{ method: 'PATCH', target: `/v1/appointments/${encoded}/cancel` },
		]);
	});
});
