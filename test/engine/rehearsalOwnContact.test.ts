import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import {
	blockOf,
	ownContact,
	ownEmail,
	ownMobile,
	patients,
	rehearse,
	text,
	textToEach,
} from '../support/engine/rehearsals';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();
beforeEach(() => hero.respondWith(jsonResponse({ message_id: '550021' })));

const bodies = () => hero.received.map(({ body }) => body as IDataObject);

const send = async (parameters: INodeParameters, credentials: IDataObject = ownContact) =>
	await rehearse(hero, 'message: send', parameters, { credentials });

describe('a message in the mode for my own contact', () => {
	test('goes to my phone, says for whom it was, and shows what was sent', async () => {
		const { json } = await send(text);
		const body = {
			...{ message_type: 'sms', patient_id: '98765', recipient_contact_detail: ownMobile },
			message_string: 'See you on Monday.\n\n(Rehearsal, meant for patient 98765)',
		};
		expect(bodies()).toEqual([body]);
		expect(json).toEqual([
			{
				message_id: '550021',
				rehearsal: {
					...{ sent: true, sent_to: 'my own phone or email', method: 'POST' },
					...{ path: '/v1/messages/send', body },
				},
			},
		]);
	});

	test('is kept by Hero with my test patient if I named one', async () => {
		await send(text, { ...ownContact, ownPatientId: ' 11 ' });
		expect(bodies()).toMatchObject([
			{ patient_id: '11', message_string: expect.stringContaining('patient 98765') },
		]);
	});

	test('never goes to a contact that the node names', async () => {
		await send({ ...text, additionalFields: { recipientContactDetail: '07700 900123' } });
		expect(bodies()).toMatchObject([{ recipient_contact_detail: ownMobile }]);
	});

	test('changes no record, and gives nobody a task', async () => {
		await send({
			...text,
			additionalFields: {
				...{ writeToRecord: true, autoWriteToRecord: true, snomedTerm: 'Asthma' },
				...{ snomedCode: '195967001', taskId: byId('5'), encrypted: true },
				...{ assigneeId: byId('7'), assigneeType: 'Admin' },
			},
		});
		expect(Object.keys(bodies()[0]).sort()).toEqual([
			...['encrypted', 'message_string', 'message_type', 'patient_id'],
			'recipient_contact_detail',
		]);
	});

	test.each([
		['an email without an own address', { ...text, messageType: 'email' }, ownContact],
		['an SMS without an own mobile', text, { mode: 'ownContact', ownEmail }],
		['a message in the NHS App', { ...text, messageType: 'nhs_app' }, ownContact],
		['a message in Hero only', { ...text, messageType: 'hero' }, ownContact],
		[
			'a made-up patient',
			{ ...text, patientId: byId('rehearsed-patient-0123456789ab') },
			ownContact,
		],
	])('is only shown if it is %s', async (_, parameters, credentials) => {
		const { json } = await send(parameters, credentials);
		expect(hero.received).toEqual([]);
		expect(blockOf(json[0])).toMatchObject({ sent: false });
	});

	test('for a made-up patient goes to my phone under my test patient', async () => {
		const patientId = byId('rehearsed-patient-0123456789ab');
		await send({ ...text, patientId }, { ...ownContact, ownPatientId: '11' });
		expect(bodies()).toMatchObject([{ patient_id: '11', recipient_contact_detail: ownMobile }]);
	});

	test('goes to my email address', async () => {
		await send({ ...text, messageType: 'email' }, { mode: 'ownContact', ownEmail });
		expect(bodies()).toMatchObject([{ message_type: 'email', recipient_contact_detail: ownEmail }]);
	});

	test('that Hero refuses is told as in a live run', async () => {
		hero.respondWith({ status: 422, body: { error: true, message: ['No'] } });
		const { error } = await send(text);
		expect(error?.httpCode).toBe('422');
	});
});

test('25 messages go out, and the others are only shown', async () => {
	const { json } = await rehearse(hero, 'message: send', textToEach, {
		...{ credentials: ownContact, items: patients(40) },
	});
	expect(hero.received).toHaveLength(25);
	expect(json.map((item) => blockOf(item).sent)).toEqual([
		...Array.from({ length: 25 }, () => true),
		...Array.from({ length: 15 }, () => false),
	]);
});

test.each([
	['appointment: cancel', { id: byId('7') }],
	['batchMessage: send', { id: byId('7') }],
	['webhook: delete', { id: byId('7') }],
])('%s is only shown', async (operation, parameters) => {
	const { json } = await rehearse(hero, operation, parameters, { credentials: ownContact });
	expect(hero.received).toEqual([]);
	expect(blockOf(json[0])).toMatchObject({ sent: false });
});

describe('a credential without a contact that can be used', () => {
	test.each<[IDataObject, string]>([
		[{}, "'My Mobile' in the Hero Health credential is empty"],
		[{ ownMobile: ' ' }, "'My Mobile' in the Hero Health credential is empty"],
		[{ ownMobile: '020 7946 0018' }, "'My Mobile' in the Hero Health credential is not a mobile"],
		[{ ownMobile: 'sam@example.com' }, "'My Mobile' in the Hero Health credential is not"],
		[{ ownMobile, ownEmail: 'sam' }, "'My Email' in the Hero Health credential is not an email"],
		[{ ownEmail: ownMobile }, "'My Email' in the Hero Health credential is not an email"],
	])('%j refuses every run', async (fields, message) => {
		const credentials = { mode: 'ownContact', ...fields };
		for (const [operation, parameters] of [
			['message: send', text],
			['appointment: cancel', { id: byId('7') }],
		] as const) {
			const { error } = await runHero(hero, { operation, parameters, credentials });
			expect(error?.message).toContain(message);
			expect(error?.description).toContain('Nothing was sent.');
			expect(JSON.stringify(error)).not.toContain('7946');
		}
		expect(hero.received).toEqual([]);
	});
});
