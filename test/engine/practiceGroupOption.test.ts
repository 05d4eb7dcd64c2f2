import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { byId, practiceGroupId, runHero } from '../support/engine/runHero';
import { inNextYear } from '../support/futureDates';

const hero = useHeroServer();

const bodies = () => hero.received.map(({ body }) => body);
const targets = () => hero.received.map(({ target }) => target);

const text: INodeParameters = {
	messageType: 'sms',
	patientId: byId('98765'),
	messageString: 'Your review is due.',
};
const textBody = {
	message_type: 'sms',
	patient_id: '98765',
	message_string: 'Your review is due.',
};
const send = async (parameters: INodeParameters, items: IDataObject[] = [{}]) =>
	await runHero(hero, {
		operation: 'message: send',
		parameters: { ...text, ...parameters },
		items,
	});

describe('Practice Group ID in Options', () => {
	const groups = () => hero.received.map(({ headers }) => headers['x-practice-group-id']);

	test('replaces the header of the credential', async () => {
		await send({ options: { practiceGroupId: '1043' } });
		expect(groups()).toEqual(['1043']);
		expect(bodies()).toEqual([textBody]);
	});

	test('applies to its own item when it is an expression', async () => {
		const items = ['1043', practiceGroupId, '1044'].map((acting) => ({ acting }));
		await send({ options: { practiceGroupId: '={{ $json.acting }}' } }, items);
		expect(groups()).toEqual(['1043', practiceGroupId, '1044']);
	});

	test('applies to the look-up of a slot and to every page of a list', async () => {
		hero.respondWith(
			jsonResponse({ data: [{ id: '1' }], count: 2 }),
			jsonResponse({ data: [{ id: '2' }], count: 2 }),
		);
		const options = { practiceGroupId: '1043' };
		await runHero(hero, { operation: 'slot: getMany', parameters: { returnAll: true, options } });
		const slot = {
			...{ appointment_type_id: '31', location_id: '5', practitioner_id: '15' },
			...{
				start_time: inNextYear('2026-03-15T09:30:00Z'),
				finish_time: inNextYear('2026-03-15T09:45:00Z'),
			},
		};
		hero.respondWith(jsonResponse(slot));
		const parameters = { time: 'slot', slot: byId('900417'), options };
		await runHero(hero, { operation: 'appointment: create', parameters });
		expect(targets()).toEqual([
			'/v1/slots?page_index=0&page_size=50',
			'/v1/slots?page_index=1&page_size=50',
			'/v1/slots/900417',
			'/v1/appointments',
		]);
		expect(groups()).toEqual(['1043', '1043', '1043', '1043']);
	});

	test.each(['1043\r\nx-api-key: other', '10 43', '№ 7'])(
		'%j is rejected, because it is not an ID and could inject a header',
		async (acting) => {
			const parameters = { options: { practiceGroupId: '={{ $json.acting }}' } };
			const { error } = await send(parameters, [{ acting }]);

			expect(error?.message).toMatch(/^'Practice Group ID' .+ \[item 0\]$/);
			expect(hero.received).toEqual([]);
		},
	);
});
