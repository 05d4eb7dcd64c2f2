import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();
beforeEach(() => {
	hero.respondWith(jsonResponse({ id: '1' }));
});

const bodies = () => hero.received.map(({ body }) => body as IDataObject);

describe('Send To must belong to one patient', () => {
	const send = (sendTo: string, options: IDataObject = {}): INodeParameters => ({
		...{ messageType: 'sms', patientId: byId('={{ $json.patient }}') },
		messageString: 'Your link: https://example.com/s/1',
		additionalFields: { recipientContactDetail: sendTo },
		options: options as INodeParameters,
	});
	const patients = (...ids: unknown[]) => ids.map((patient) => ({ patient })) as IDataObject[];
	const run = async (parameters: INodeParameters, items: IDataObject[]) =>
		await runHero(hero, {
			...{ operation: 'message: send', parameters, items },
			onError: 'continueRegularOutput',
		});

	test('a fixed contact for several patients is rejected for all of them, before any request', async () => {
		const items = patients(...Array.from({ length: 16 }, (_, index) => 98765 + index));
		const { json: output } = await run(send('07700 900123'), items);
		expect(output).toHaveLength(16);
		for (const [index, { error, details }] of output.entries()) {
			expect(error).toBe(`'Send To' is fixed, so it is the same for everybody [item ${index}]`);
			expect((details as IDataObject).description).toContain(
				'add Same Contact for Many Patients under Options',
			);
		}
		expect(hero.received).toEqual([]);
	});

	test('a contact in two notations is the same contact', async () => {
		const items = [
			{ patient: '98765', to: '07700 900123' },
			{ patient: '98766', to: '+44 7700 900 123' },
			{ patient: '98767', to: '07700 900456' },
		];
		const { json: output } = await run(send('={{ $json.to }}'), items);
		expect(output.map(({ error }) => Boolean(error))).toEqual([true, true, false]);
		expect(bodies()).toMatchObject([{ patient_id: '98767' }]);
	});

	test('a fixed contact is rejected for one patient too when the patient comes from the item', async () => {
		const { json: output } = await run(send('07700 900123'), patients('98765'));
		expect(output[0].error).toBe("'Send To' is fixed, so it is the same for everybody [item 0]");
		expect(hero.received).toEqual([]);
	});

	test('a fixed contact for a fixed patient is sent', async () => {
		const parameters = { ...send('07700 900123'), patientId: byId('98765') };
		await run(parameters, patients('98765', '98766'));
		expect(bodies().map(({ patient_id }) => patient_id)).toEqual(['98765', '98765']);
	});

	test('several messages to one patient are sent', async () => {
		const items = ['98765', 98765, '098765'].map((patient) => ({ patient, to: '07700 900123' }));
		const { json: output } = await run(send('={{ $json.to }}'), items);
		expect(output.filter(({ error }) => error)).toEqual([]);
		expect(bodies()).toHaveLength(3);
	});

	test('an item that is invalid for another reason does not count', async () => {
		const items = ['98765', 'undefined'].map((patient) => ({ patient, to: '07700 900123' }));
		const { json: output } = await run(send('={{ $json.to }}'), items);
		expect(output.map(({ error }) => error)).toEqual([
			undefined,
			expect.stringMatching(/^'Patient'/),
		]);
	});

	test('the option allows a shared contact, and is not sent to Hero', async () => {
		const options = { sameContactForManyPatients: true };
		await run(send('07700 900123', options), patients('98765', '98766'));
		expect(bodies()).toHaveLength(2);
		expect(Object.keys(bodies()[0])).not.toContain('same_contact_for_many_patients');
	});

	test('the option of an item allows the contact of that item only', async () => {
		const items = [
			{ patient: '98765', to: '07700 900123', family: true },
			{ patient: '98766', to: '07700 900123', family: false },
		];
		const options = { sameContactForManyPatients: '={{ $json.family }}' };
		const { json: output } = await run(send('={{ $json.to }}', options), items);
		expect(output.map(({ error }) => error)).toEqual([
			undefined,
			"'Send To' is the same for 2 patients of this run [item 1]",
		]);
		expect(bodies()).toMatchObject([{ patient_id: '98765' }]);
	});

	test('the same ID in two practice groups means two patients', async () => {
		const items = ['1042', '1043'].map((group) => ({ patient: '5', to: '07700 900123', group }));
		const options = { practiceGroupId: '={{ $json.group }}' };
		const { json: output } = await run(send('={{ $json.to }}', options), items);
		expect(output.filter(({ error }) => error)).toHaveLength(2);
	});

	test('a new patient gets no fixed mobile, but may share one with a relative', async () => {
		const register = async (mobile: string) =>
			await runHero(hero, {
				operation: 'patient: register',
				parameters: {
					...{ reachBy: 'mobile', firstName: '={{ $json.name }}', lastName: 'Example' },
					...{ dob: '1990-12-31', mobile },
				},
				items: [
					{ name: 'Ann', mobile: '07700 900123' },
					{ name: 'Sam', mobile: '07700 900123' },
				],
				onError: 'continueRegularOutput',
			});
		const fixed = await register('07700 900123');
		expect(fixed.json.map(({ error }) => error)).toEqual(
			[0, 1].map((item) => `'Mobile' is fixed, so it is the same for everybody [item ${item}]`),
		);
		expect(hero.received).toEqual([]);
		await register('={{ $json.mobile }}');
		expect(hero.received).toHaveLength(2);
	});

	test('with Stop Workflow, no request is sent', async () => {
		const { error } = await runHero(hero, {
			operation: 'message: send',
			parameters: send('07700 900123'),
			items: patients('98765', '98766'),
		});
		expect(error?.message).toBe("'Send To' is fixed, so it is the same for everybody [item 0]");
		expect(hero.received).toEqual([]);
	});
});
