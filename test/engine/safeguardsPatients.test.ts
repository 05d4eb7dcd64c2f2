import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId } from '../support/engine/runHero';
import { jsonResponse } from '../support/engine/heroServer';
import { heldBy, patient, setClock, useSafeguardHero } from '../support/engine/safeguards';

const { hero, register, sent, lookUps, text } = useSafeguardHero();
afterEach(() => jest.restoreAllMocks());

const [nhsNumber, otherNumber] = ['9990000018', '9990000026'];

describe('Do Not Contact', () => {
	test('holds the patients on its list, and the hint counts them', async () => {
		const { json, hints } = await text({ doNotContact: '98765, 98767' }, ['98765', '98766']);
		expect(heldBy(json)).toEqual(['Do Not Contact', undefined]);
		expect(sent()).toEqual(['98766']);
		expect(hints).toContain(
			'This run sent 1 of 2 messages (1 on the Do Not Contact list), with 1 SMS part.',
		);
	});

	test('passes a held item on as it came, with the reason and who can change it', async () => {
		const { json } = await text({ doNotContact: '98765' }, ['98765']);
		expect(json).toEqual([
			{
				id: '98765',
				held: {
					by: 'Do Not Contact',
					reason:
						'The patient is on the list. Nothing was sent. Whoever may edit this workflow can change it, under Safeguards in the node.',
				},
			},
		]);
	});

	test('finds a patient by NHS number, although the item names the ID', async () => {
		register(patient('1'), patient('2', { nhs_number: otherNumber }));
		const { json } = await text({ doNotContact: '999 000 0018' }, ['1', '2']);
		expect(heldBy(json)).toEqual(['Do Not Contact', undefined]);
		expect(sent()).toEqual(['2']);
	});

	test('looks nobody up for a list of IDs', async () => {
		await text({ doNotContact: '98765' }, ['1']);
		expect(lookUps()).toEqual([]);
	});

	test('takes a list of texts and numbers by an expression', async () => {
		const { json } = await text({ doNotContact: '={{ [98765, "098766"] }}' }, ['98765', '98766']);
		expect(heldBy(json)).toEqual(['Do Not Contact', 'Do Not Contact']);
	});

	test('takes a column of another node, and stops if it is a wrong one', async () => {
		const column = (name: string) => `={{ $('Start').all().map(row => row.json.${name}) }}`;
		const { json } = await text({ doNotContact: column('id') }, ['98765']);
		expect(heldBy(json)).toEqual(['Do Not Contact']);
		const wrong = await text({ doNotContact: column('ID') }, ['98765']);
		expect(wrong.json[0].error).toContain('has only empty entries');
		expect(sent()).toEqual([]);
	});

	test('holds nobody for an empty list, which says that nobody objected', async () => {
		await text({ doNotContact: '={{ [] }}' }, ['98765']);
		expect(sent()).toEqual(['98765']);
	});

	test('holds a patient who cannot be compared with the list', async () => {
		const unnamed = patient('2');
		delete unnamed.nhs_number;
		register(unnamed, patient('3', { nhs_number: null }));
		const { json } = await text({ doNotContact: nhsNumber }, ['1', '2', '3']);
		expect(heldBy(json)).toEqual(['Do Not Contact', 'Do Not Contact', undefined]);
		expect(sent()).toEqual(['3']);
	});
});

describe('Check the Patient First', () => {
	const check = { checkPatient: true };

	test('holds whom a practice must not text, and the hint gives each reason', async () => {
		register(
			patient('1'),
			patient('2', { deceased_at: '2026-01-01T00:00:00Z' }),
			patient('3', { restricted: true }),
			patient('4', { dob: '2020-01-01' }),
			patient('5', { mobile: null }),
			patient('6', { dob: null }),
		);
		const ids = ['1', '2', '3', '4', '5', '6', '7'];
		const { json, hints } = await text(check, ids);
		expect(sent()).toEqual(['1']);
		expect(hints.join()).toContain(
			'(1 deceased, 1 restricted, 1 under 16, 1 without a mobile number, 1 without a date of birth, 1 could not be looked up)',
		);
		expect(json[1]).toMatchObject({ id: '2', held: { by: 'Check the Patient First' } });
	});

	test.each([
		['the record of somebody else', jsonResponse(patient('2'))],
		['an empty object', jsonResponse({})],
		['a list', jsonResponse([patient('1')])],
		['a record in a wrapper', jsonResponse({ data: patient('1') })],
		['no body', { status: 200 }],
		['a text', { body: 'ok' }],
		['a server fault', { status: 500 }],
		['a refusal of the key', { status: 403 }],
		['a broken connection', { cut: 'read' as const }],
	])('holds a patient for whom Hero gives %s', async (_, answer) => {
		hero.respondWith(answer);
		const { json } = await text({ checkPatient: true, minimumAge: 0 }, ['1'], {
			additionalFields: { recipientContactDetail: '={{ "07700 900123" }}' },
		});
		expect(heldBy(json)).toEqual(['Check the Patient First']);
		expect(sent()).toEqual([]);
	});

	test('lets a patient through on the birthday', async () => {
		register(patient('1', { dob: '2010-06-15' }));
		setClock('2026-06-14T12:00:00Z');
		expect(heldBy((await text(check, ['1'])).json)).toEqual(['Check the Patient First']);
		setClock('2026-06-15T12:00:00Z');
		await text(check, ['1']);
		expect(sent()).toEqual(['1']);
	});

	test('with Minimum Age 0 holds nobody because of the age', async () => {
		register(patient('1', { dob: '2026-01-01' }), patient('2', { dob: null }));
		await text({ checkPatient: true, minimumAge: 0 }, ['1', '2']);
		expect(sent()).toEqual(['1', '2']);
	});

	const byChannel: Array<[string, IDataObject, INodeParameters]> = [
		['an email address', { email: '' }, { messageType: 'email' }],
		['an NHS number', { nhs_number: null }, { messageType: 'nhs_app' }],
		[
			'an NHS number',
			{ nhs_number: null },
			{
				messageType: 'nhs_app',
				additionalFields: { fallbackMessageType: 'sms', fallbackContactDetail: '={{ $json.to }}' },
			},
		],
	];
	test.each(byChannel)('asks for %s where the channel needs it', async (_, lack, form) => {
		register(patient('1', lack));
		const items = [{ id: '1', to: '07700 900123' }];
		const { json } = await text(check, ['1'], form, { items });
		expect(heldBy(json)).toEqual(['Check the Patient First']);
	});

	test('does not ask for a number where Send To gives one', async () => {
		register(patient('1', { mobile: null }));
		const items = [{ id: '1', to: '07700 900123' }];
		const form = { additionalFields: { recipientContactDetail: '={{ $json.to }}' } };
		await text(check, ['1'], form, { items });
		expect(sent()).toEqual(['1']);
	});

	test('looks a patient up once for several items', async () => {
		register(patient('1'));
		await text(check, ['1', '1', '01']);
		expect(lookUps()).toHaveLength(1);
	});
});

describe('One Number, Many Patients', () => {
	const one = { oneNumber: true };

	test('holds a family, however its number is written', async () => {
		const spellings = ['07700 900123', '+44 7700 900 123', '447700900123', '+44 (0)7700-900123'];
		register(...spellings.map((mobile, index) => patient(`${index}1`, { mobile })), patient('9'));
		const { json, hints } = await text(one, ['01', '11', '21', '31', '9']);
		expect(heldBy(json).filter(Boolean)).toHaveLength(4);
		expect(sent()).toEqual(['9']);
		expect(hints.join()).toContain('4 with a contact that several patients share');
	});

	test('does not take a patient who is listed twice for several', async () => {
		register(patient('1'));
		await text(one, ['1', '01']);
		expect(sent()).toEqual(['1', '01']);
	});

	test('compares email addresses for an email', async () => {
		register(patient('1', { email: 'Us@Example.com' }), patient('2', { email: 'us@example.com ' }));
		await text(one, ['1', '2'], { messageType: 'email' });
		expect(sent()).toEqual([]);
	});

	test('compares the contact of Send To', async () => {
		register(patient('1'), patient('2'));
		const items = [
			{ id: '1', to: '07700 900123' },
			{ id: '2', to: '+447700900123' },
		];
		const form = {
			additionalFields: { recipientContactDetail: '={{ $json.to }}' },
			options: { sameContactForManyPatients: true },
		};
		const { json } = await text(one, [], form, { items });
		expect(heldBy(json)).toEqual(['One Number, Many Patients', 'One Number, Many Patients']);
		expect(sent()).toEqual([]);
	});

	test('holds a patient who could not be looked up', async () => {
		register(patient('1'));
		const { json } = await text(one, ['1', '2']);
		expect(heldBy(json)).toEqual([undefined, 'One Number, Many Patients']);
	});

	test('switched off by hand holds nobody', async () => {
		await text({ oneNumber: false }, ['1']);
		expect([sent(), lookUps()]).toEqual([['1'], []]);
	});

	test('takes one ID of two practice groups for two patients', async () => {
		register(patient('1'));
		const items = [
			{ id: '1', group: '1042' },
			{ id: '1', group: '1043' },
		];
		const form = {
			patientId: byId('={{ $json.id }}'),
			options: { practiceGroupId: '={{ $json.group }}' },
		};
		await text(one, [], form, { items });
		expect(sent()).toEqual([]);
	});
});
