import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { heldBy, patient, useSafeguardHero } from '../support/engine/safeguards';

const { hero, register, sent, text } = useSafeguardHero();

const ownHours = (more: INodeParameters): INodeParameters => ({ allowedHours: 'own', ...more });

const notifyHours = (bankHolidays: string): INodeParameters => ({
	allowedHours: 'nhsNotify',
	bankHolidays,
});

describe('a safeguard that cannot be read stops the whole run', () => {
	const unreadable: Array<[string, INodeParameters, string]> = [
		['a missing list', { doNotContact: '={{ $json.missing }}' }, 'has no list'],
		['a list left empty', { doNotContact: '' }, 'has no list'],
		['a wrong column', { doNotContact: '={{ [undefined, undefined] }}' }, 'only empty entries'],
		['a list of objects', { doNotContact: '={{ [{ id: 98765 }] }}' }, 'is no ID'],
		['an object', { doNotContact: '={{ ({ a: 1 }) }}' }, 'is not a list'],
		['a limit without a number', { mostMessages: '={{ $json.missing }}' }, 'Most Messages'],
		['a limit of 0', { mostSmsParts: 0 }, 'Most SMS Parts'],
		['a price in words', { smsPrice: '2p' }, 'needs a price in pence'],
		['a choice that is neither', { oneNumber: 'perhaps' }, 'One Number, Many Patients'],
		[
			'an age without a number',
			{ checkPatient: true, minimumAge: '={{ $json.x }}' },
			'Minimum Age',
		],
		['a share above 100', { stopWhenManyFail: 101 }, 'Stop When Many Fail'],
		['hours that end first', ownHours({ ownFrom: '18:00', ownUntil: '8:00' }), 'Until'],
		['hours that are none', ownHours({ ownFrom: '8 am' }), "'Own Hours From' is not a time"],
		['no day', ownHours({ ownDays: [] }), 'has no day'],
		['unknown hours', { allowedHours: '={{ $json.x }}' }, 'has none of its choices'],
		['a missing list of bank holidays', notifyHours('={{ $json.x }}'), 'Bank Holidays'],
		['bank holidays that came out empty', notifyHours('={{ "" }}'), 'Bank Holidays'],
		['bank holidays in British order', notifyHours('25/12/2026'), 'Bank Holidays'],
	];

	test.each(unreadable)('%s', async (_, safeguards, message) => {
		const run = await text(safeguards, ['98765', '98766'], {}, { onError: undefined });
		expect(run.status).toBe('error');
		expect(run.error?.message).toContain('The safeguard');
		expect(run.error?.message).toContain(message);
		expect(run.error?.description).toContain('Nothing was sent.');
		expect(run.error?.description).toContain('Whoever may edit this workflow can change it');
		expect(hero.received).toEqual([]);
	});

	test('even if it is missing for the last item alone', async () => {
		const items = [{ id: '1', list: '98765' }, { id: '2' }];
		const { json } = await text({ doNotContact: '={{ $json.list }}' }, [], {}, { items });
		expect(json).toEqual([
			expect.objectContaining({ error: "The safeguard 'Do Not Contact' has no list" }),
			expect.objectContaining({ error: "The safeguard 'Do Not Contact' has no list" }),
		]);
		expect(hero.received).toEqual([]);
	});

	test('and an expression that n8n cannot run', async () => {
		const run = await text({ doNotContact: "={{ $('Nowhere').all() }}" }, ['1']);
		expect(run.json[0].error).toBe("The safeguard 'Do Not Contact' could not be read");
		expect(hero.received).toEqual([]);
	});
});

describe('a safeguard', () => {
	test('is off until it is added', async () => {
		const { hints } = await text({}, ['1', '2']);
		expect(sent()).toEqual(['1', '2']);
		expect(hints).toEqual([]);
	});

	test('does not look at a message that Hero keeps', async () => {
		const form = { messageType: 'hero' };
		await text({ doNotContact: '1', checkPatient: true }, ['1'], form);
		expect(sent()).toEqual(['1']);
	});

	test('has its presets when it is added and left as it is', async () => {
		register(patient('1', { dob: '2020-01-01' }));
		const { json } = await text({ checkPatient: true }, ['1']);
		expect(heldBy(json)).toEqual(['Check the Patient First']);
	});

	test('leaves a held item in the first output, whatever On Error says', async () => {
		const onErrors = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;
		for (const onError of onErrors) {
			const { json, failed } = await text({ doNotContact: '1' }, ['1'], {}, { onError });
			expect([heldBy(json), failed]).toEqual([['Do Not Contact'], []]);
		}
	});

	test('holds an item whose own data has an "error", and n8n does not take it for failed', async () => {
		const items: IDataObject[] = [{ id: '1', error: 'of an earlier node' }];
		const options = { items, onError: 'continueErrorOutput' } as const;
		const { json, failed } = await text({ doNotContact: '1' }, [], {}, options);
		expect([heldBy(json), failed]).toEqual([['Do Not Contact'], []]);
	});
});
