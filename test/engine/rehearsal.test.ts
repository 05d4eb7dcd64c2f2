import type { IDataObject, INodeParameters, NodeParameterValueType } from 'n8n-workflow';

import { slot } from '../support/contract/formVariants';
import { openDropdown } from '../support/engine/dropdown';
import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { list } from '../support/engine/records';
import {
	blockOf,
	hold,
	ownContact,
	patients,
	rehearse,
	text,
	textToEach,
} from '../support/engine/rehearsals';
import { apiKey, byId, runHero, runHeroItems } from '../support/engine/runHero';
import { agentKinds, callTool } from '../support/engine/toolAgents';

const hero = useHeroServer();
beforeEach(() => hero.respondWith(jsonResponse({ id: '1' })));

const methods = () => hero.received.map(({ method }) => method);

describe('in Rehearsal', () => {
	test('a write is shown and not sent', async () => {
		const { json: output } = await rehearse(hero, 'message: send', text);
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

	test('a read is sent, and its output has no block', async () => {
		const { json } = await rehearse(hero, 'patient: get', { id: byId('98765'), simplify: false });
		expect(methods()).toEqual(['GET']);
		expect(json).toEqual([{ id: '1' }]);
	});

	test('a slot is looked up at Hero before the hold is rehearsed', async () => {
		hero.respondWith(jsonResponse({ ...slot, practitioner_id: '15' }));
		const { json } = await rehearse(hero, 'appointment: create', {
			...{ time: 'slot', slot: byId('900417'), slotAppointmentTypeId: byId('31') },
			...{ slotLocationId: byId('5'), additionalFields: { patientId: byId('98765') } },
		});
		expect(methods()).toEqual(['GET']);
		expect(blockOf(json[0])).toMatchObject({ method: 'POST', body: { practitioner_id: '15' } });
	});

	test('a dropdown lists what Hero has', async () => {
		hero.respondWith(jsonResponse(list()));
		await openDropdown(hero, 'searchPatients', { filter: 'sam' }, { credentials: ownContact });
		expect(methods()).toEqual(expect.arrayContaining(['GET']));
		expect(new Set(methods()).size).toBe(1);
	});

	test('the items of a batch are shown as one request, and named by it', async () => {
		const { output } = await rehearse(
			hero,
			'batchMessage: create',
			{
				...{ name: 'Reviews', channel: 'SMS', content: 'Your review is due.' },
				...{ recipientsFrom: 'items', nhsNumber: '={{ $json.nhs }}', dob: '1990-12-31' },
			},
			{ items: [{ nhs: '9990000018' }, { nhs: '9990000026' }] },
		);
		expect(hero.received).toEqual([]);
		expect(output).toHaveLength(1);
		expect(output[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
		expect((blockOf(output[0].json).body as IDataObject).recipients).toHaveLength(2);
	});

	test('a batch that two items name is rehearsed once, with the same answer for both', async () => {
		const { json, error } = await rehearse(
			hero,
			'batchMessage: send',
			{ id: byId('={{ $json.id }}') },
			{ items: [{ id: '7' }, { id: '7' }, { id: 'none' }] },
		);
		expect(hero.received).toEqual([]);
		expect(json).toEqual([]);
		expect(error?.description).toContain('items 0 to 1 were rehearsed');
	});

	test.each([true, false])('Simplify (%s) leaves the block', async (simplify) => {
		const { json } = await rehearse(hero, 'message: send', { ...text, simplify });
		expect(json[0]).toHaveProperty('rehearsal.sent', false);
	});

	test('a value that cannot be sent is refused as in a live run', async () => {
		const items = [...patients(2), { id: 'nobody' }, ...patients(1)];
		for (const mode of ['live', 'rehearsal']) {
			const { error } = await runHero(hero, {
				...{ operation: 'message: send', parameters: textToEach, items },
				credentials: { mode },
			});
			expect(error?.message).toBe("'Patient' has no digit, so it is not an ID [item 2]");
		}
	});

	test('a refused operation stops the run, or leaves as an item on Continue', async () => {
		const id = { id: byId('8') };
		const stopped = await rehearse(hero, 'practiceGroup: createAccessToken', id);
		expect(stopped.error?.message).toContain('cannot be rehearsed, so nothing was sent');
		const { json } = await rehearse(hero, 'practiceGroup: createAccessToken', id, {
			onError: 'continueRegularOutput',
		});
		expect(Object.keys(json[0])).toEqual(['error', 'details']);
		expect(hero.received).toEqual([]);
	});
});

describe('a mode of the credential that nobody can choose', () => {
	test.each(['', null, 'LIVE', 'Live', ' live ', '={{ "live" }}', 0, true, {}, ['live']])(
		'%j lets nothing through',
		async (mode) => {
			const { json } = await runHero(hero, {
				...{ operation: 'message: send', parameters: text },
				credentials: { mode: mode as string },
			});
			expect(hero.received).toEqual([]);
			expect(blockOf(json[0])).toMatchObject({ sent: false });
		},
	);

	test('is Live where an older credential has none', async () => {
		await runHero(hero, { operation: 'message: send', parameters: text });
		expect(methods()).toEqual(['POST']);
	});
});

describe('Rehearse Only', () => {
	const withOption = async (rehearseOnly: NodeParameterValueType, credentials: IDataObject = {}) =>
		await runHero(hero, {
			...{ operation: 'message: send', credentials, items: [{ off: false }] },
			parameters: { ...text, options: { rehearseOnly } as INodeParameters },
		});

	test.each([true, 'true', '', null, '={{ false }}', '={{ $json.off }}', "={{ $fromAI('x') }}"])(
		'as %j rehearses with a live credential',
		async (rehearseOnly) => {
			const { json } = await withOption(rehearseOnly);
			expect(hero.received).toEqual([]);
			expect(blockOf(json[0])).toMatchObject({ sent: false });
		},
	);

	test('sends nothing to my own contact either', async () => {
		await withOption(true, ownContact);
		expect(hero.received).toEqual([]);
	});

	test('switched off does not loosen the credential', async () => {
		const { json } = await withOption(false, { mode: 'rehearsal' });
		expect(hero.received).toEqual([]);
		expect(blockOf(json[0])).toMatchObject({ sent: false });
	});

	test('switched off by hand sends with a live credential', async () => {
		await withOption(false);
		expect(methods()).toEqual(['POST']);
	});
});

describe.each(agentKinds)('as a tool, where it is run %s,', (kind) => {
	test('nothing is sent, and the language model is told', async () => {
		const { result } = await callTool(hero, kind, {
			operation: 'message: send',
			parameters: {
				...{ ...text, messageString: "={{ $fromAI('text', '', 'string') }}" },
				options: { rehearseOnly: "={{ $fromAI('rehearse', '', 'boolean') }}" },
			},
			values: { text: 'See you on Monday.', rehearse: false },
		});
		expect(hero.received).toEqual([]);
		expect(result).toMatchObject([{ rehearsal: { sent: false } }]);
	});
});

describe('the output, the errors and what n8n stores', () => {
	const secret = 'secret-canary';
	const content = 'Small file canary';

	test('have no key, password or file of any size', async () => {
		const file = { data: Buffer.from(content).toString('base64'), mimeType: 'text/plain' };
		const runs = await Promise.all([
			rehearse(hero, 'webhook: create', {
				...{ eventType: 'message.created', url: 'https://hooks.example.com/hero' },
				additionalFields: { signingKey: secret, headers: `{"Authorization": "${secret}"}` },
			}),
			rehearse(hero, 'practiceGroup: update', {
				updateFields: {
					prescriptionPartnerCredentials: { email: 'sam@example.com', password: secret },
				},
			}),
			...['base64', 'dataUrl'].map(
				async (encoding) =>
					await runHeroItems(hero, [{ json: {}, binary: { data: file } }], {
						operation: 'link: createAttachment',
						credentials: { mode: 'rehearsal' },
						parameters: { file: 'item', dataField: 'data', encoding },
					}),
			),
		]);
		expect(hero.received).toEqual([]);
		for (const { json, error, savedExecution } of runs) {
			expect([error?.message, json.length]).toEqual([undefined, 1]);
			for (const output of [JSON.stringify(json), savedExecution.split('"source"')[0]]) {
				expect(output).not.toContain(secret);
				expect(output).not.toContain(apiKey);
				expect(output).not.toContain(file.data);
			}
		}
		expect(blockOf(runs[0].json[0]).body).toMatchObject({ signing_key: '(hidden)' });
	});

	test('of a hold that is read later have no more than what was shown', async () => {
		const { json: held } = await rehearse(hero, 'appointment: create', hold);
		const { json } = await rehearse(hero, 'appointment: get', { id: byId(String(held[0].id)) });
		expect(JSON.stringify(json)).not.toContain(apiKey);
	});
});
