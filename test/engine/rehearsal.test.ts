import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { byId, runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();
beforeEach(() => hero.respondWith(jsonResponse({ id: '1' })));

const rehearse = async (
	operation: string,
	parameters: INodeParameters,
	options: Partial<HeroRunOptions> = {},
) => await runHero(hero, { operation, parameters, credentials: { mode: 'rehearsal' }, ...options });

const hold: INodeParameters = {
	...{ time: 'byHand', appointmentTypeId: byId('31'), locationId: byId('5') },
	...{ practitionerId: byId('12'), startTime: '2030-03-24T09:30:00Z', duration: 10 },
	additionalFields: { patientId: byId('98765') },
};

const text: INodeParameters = {
	...{ messageType: 'sms', patientId: byId('98765'), messageString: 'See you on Monday.' },
};

describe('in Rehearsal', () => {
	test('a write is shown and not sent', async () => {
		const { json: output } = await rehearse('message: send', text);
		expect(hero.received).toEqual([]);
		expect(output).toMatchObject([
			{
				content: 'See you on Monday.',
				rehearsal: {
					sent: false,
					method: 'POST',
					path: '/v1/messages/send',
					body: { message_type: 'sms', patient_id: '98765', message_string: 'See you on Monday.' },
				},
			},
		]);
		expect(String(output[0].message_id)).toMatch(/^rehearsed-message-/);
	});

	test('a hold, its booking and reading it go on with the made-up ID', async () => {
		const { json: held } = await rehearse('appointment: create', hold);
		const id = byId(String(held[0].id));
		const { json: booked } = await rehearse('appointment: book', { id });
		const { json: read } = await rehearse('appointment: get', { id });
		expect(booked).toMatchObject([
			{ success: true, id: held[0].id, rehearsal: { method: 'PATCH' } },
		]);
		expect(read).toMatchObject([
			{ id: held[0].id, patient_id: '98765', rehearsal: { read: true } },
		]);
		expect(hero.received).toEqual([]);
	});

	test('a made-up ID is rehearsed by a live node, too', async () => {
		const { json: held } = await rehearse('appointment: create', hold);
		const { json: booked } = await runHero(hero, {
			...{ operation: 'appointment: book', parameters: { id: byId(String(held[0].id)) } },
		});
		expect((booked[0].rehearsal as IDataObject).sent).toBe(false);
		expect(hero.received).toEqual([]);
	});

	test('messages to my own phone go there, and say for whom they were', async () => {
		await rehearse('message: send', text, {
			credentials: { mode: 'ownContact', ownMobile: '07700 900999' },
		});
		expect(hero.received.map(({ body }) => body)).toEqual([
			{
				...{ message_type: 'sms', patient_id: '98765', recipient_contact_detail: '07700 900999' },
				message_string: 'See you on Monday.\n\n(Rehearsal, meant for patient 98765)',
			},
		]);
	});
});
