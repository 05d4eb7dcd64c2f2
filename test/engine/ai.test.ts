import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { callTool, agentKinds } from '../support/engine/toolAgents';
import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import * as records from '../support/engine/records';
import { byId, runHero } from '../support/engine/runHero';
import { inNextYear } from '../support/futureDates';

const hero = useHeroServer();

const bodies = () => hero.received.map(({ body }) => body);
const targets = () => hero.received.map(({ target }) => target);

/** A field whose value the model fills in. */
const value = '={{ $json.value }}';

describe('values that a language model writes as texts', () => {
	test.each([
		['15', 15],
		[' 15 ', 15],
		['15.0', 15],
	])('%j for a number', async (written, sent) => {
		await runHero(hero, {
			operation: 'appointment: create',
			parameters: {
				...{ time: 'byHand', appointmentTypeId: byId('31'), locationId: byId('5') },
				...{
					practitionerId: byId('15'),
					startTime: inNextYear('2026-06-24T09:30'),
					duration: value,
				},
			},
			items: [{ value: written }],
		});
		expect(bodies()).toMatchObject([{ duration: sent }]);
	});

	test.each([
		['true', true],
		['false', false],
	])('%j for a boolean', async (written, sent) => {
		await runHero(hero, {
			operation: 'appointment: cancel',
			parameters: { id: byId('48213'), additionalFields: { suppressMail: value } },
			items: [{ value: written }],
		});
		expect(bodies()).toEqual([{ suppress_mail: sent }]);
	});

	test.each([
		['true', '1', 2],
		['false', '1', 1],
	])('%j for Return All and %j for Limit', async (all, limit, length) => {
		hero.respondWith(jsonResponse([{ id: '5' }, { id: '6' }]));
		const run = await runHero(hero, {
			operation: 'location: getMany',
			parameters: { returnAll: '={{ $json.all }}', limit: '={{ $json.limit }}' },
			items: [{ all, limit }],
		});
		expect(run.json).toHaveLength(length);
	});

	test.each([
		['true', records.simplePatient('98765')],
		['false', records.patient('98765')],
	])('%j for Simplify', async (written, expected) => {
		hero.respondWith(jsonResponse(records.patient('98765')));
		const run = await runHero(hero, {
			operation: 'patient: get',
			parameters: { id: byId('98765'), simplify: value },
			items: [{ value: written }],
		});
		expect(run.json).toEqual([expected]);
	});

	test.each([
		['sms', 'sms'],
		['SMS', 'sms'],
		['Nhs App', 'nhs_app'],
		['Hero Only', 'hero'],
	])('%j for a choice', async (written, sent) => {
		await runHero(hero, {
			operation: 'message: send',
			parameters: { messageType: value, patientId: byId('98765'), messageString: 'Hello' },
			items: [{ value: written }],
		});
		expect(bodies()).toMatchObject([{ message_type: sent }]);
	});

	test('an option may be given by its name, and decides about dependent fields as its value does', async () => {
		await runHero(hero, {
			operation: 'message: send',
			parameters: {
				...{ messageType: '={{ $json.channel }}', patientId: byId('98765') },
				messageString: 'Hello',
				additionalFields: { fallbackMessageType: 'Email' },
			},
			items: [{ channel: 'NHS App' }, { channel: 'Email' }],
		});
		expect(bodies()).toMatchObject([{ fallback_message_type: 'email' }, {}]);
		expect(bodies()[1]).not.toHaveProperty('fallback_message_type');
	});

	test('a resource locator accepts an ID, as a text or as a number', async () => {
		await runHero(hero, {
			operation: 'patient: get',
			parameters: { id: '={{ $json.id }}' },
			items: [{ id: '98765' }, { id: 98766 }],
		});
		expect(targets()).toEqual(['/v2/patients/98765', '/v2/patients/98766']);
	});
});

describe.each(agentKinds)('as a tool of an agent, run %s,', (kind) => {
	const callModelTool = async (
		operation: string,
		parameters: INodeParameters,
		values: IDataObject,
	) => await callTool(hero, kind, { operation, parameters, values });

	test('a tool call sends the values of the model, and its result has no empty fields', async () => {
		hero.respondWith(jsonResponse(records.message('550021')));
		const id = byId("={{ $fromAI('message_id', 'The message', 'string') }}");
		const { result } = await callModelTool('message: get', { id }, { message_id: '550021' });
		expect(targets()).toEqual(['/v1/messages/550021']);
		const said = { ...records.simpleMessage('550021') };
		delete said.scheduled_at;
		expect(result).toEqual([said]);
	});

	test('the result says whether the patient has died, even when the value is null', async () => {
		const id = byId("={{ $fromAI('patient_id', 'The patient', 'string') }}");
		hero.respondWith(jsonResponse(records.patient('98765')));
		const living = await callModelTool('patient: get', { id }, { patient_id: '98765' });
		expect(living.result).toMatchObject([{ deceased_at: null, restricted: false }]);
		const died = { deceased_at: '2026-02-01T00:00:00Z', restricted: true };
		hero.respondWith(jsonResponse({ ...records.patient('98765'), ...died }));
		expect(
			(await callModelTool('patient: get', { id }, { patient_id: '98765' })).result,
		).toMatchObject([died]);
	});

	test('a list becomes one result', async () => {
		hero.respondWith(
			jsonResponse(records.list({ id: '5', name: '' }, { id: '6', name: 'Branch' })),
		);
		const limit = "={{ $fromAI('limit', 'How many', 'number') }}";
		const { result } = await callModelTool('location: getMany', { limit }, { limit: 2 });
		expect(result).toEqual([{ id: '5' }, { id: '6', name: 'Branch' }]);
	});

	test('the result of an invalid value is the error with its advice', async () => {
		const parameters = {
			traceBy: 'nhsNumber',
			nhsNumber: "={{ $fromAI('nhs_number', '', 'string') }}",
			dob: '1990-12-31',
		};
		const values = { nhs_number: '999 000 0019' };
		const { result } = await callModelTool('patient: registerPds', parameters, values);
		const [{ error }] = result as IDataObject[];
		expect(error).toContain("'NHS Number' is not a valid NHS number");
		expect(error).toContain('a digit is mistyped');
		expect(hero.received).toEqual([]);
	});
});
