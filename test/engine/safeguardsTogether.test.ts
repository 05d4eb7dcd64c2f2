import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { resetProcessState } from '../../nodes/HeroHealth/transport/processState';
import { nhsNumbers } from '../support/engine/batchMessages';
import { useDeduplicator } from '../support/engine/deduplicator';
import { badRequest, jsonResponse } from '../support/engine/heroServer';
import { byId, runHero, runHeroItems } from '../support/engine/runHero';
import { heldBy, patient, setClock, textTo, useSafeguardHero } from '../support/engine/safeguards';
import { agentKinds, callTool } from '../support/engine/toolAgents';

const { hero, register, sent, bodies, lookUps, text } = useSafeguardHero();
useDeduplicator();
afterEach(() => jest.restoreAllMocks());

describe('Send Only Once', () => {
	const once = { sendOnlyOnce: true, oncePer: 'patient' };

	test('does not count a held item as sent, so it is sent later', async () => {
		const ids = ['1', '2', '3'];
		const first = await text({ doNotContact: '2' }, ids, once);
		expect(heldBy(first.json)).toEqual([undefined, 'Do Not Contact', undefined]);
		resetProcessState();
		const second = await text({ doNotContact: '={{ [] }}' }, ids, once);
		expect(second.json.map(({ alreadySent }) => alreadySent)).toEqual([true, undefined, true]);
		expect(sent()).toEqual(['1', '3', '2']);
		expect(second.hints.join()).toContain('This run sent 1 of 3 messages (2 sent before)');
	});

	test('knows a list of recipients again, although some of them were held', async () => {
		const [first, second] = nhsNumbers(2);
		const rows = [first, second].map((nhsNumber) => ({ nhsNumber, dob: '1990-12-31' }));
		const create = async (items: IDataObject[]) =>
			await runHero(hero, {
				operation: 'batchMessage: create',
				parameters: {
					...{ name: '={{ $json.name }}', channel: 'SMS', content: 'Due.' },
					...{ recipientsFrom: 'list', recipients: { rows }, sendOnlyOnce: true },
					safeguards: { doNotContact: first },
				},
				items,
			});
		await create([{ name: 'A' }]);
		resetProcessState();
		await create([{ name: 'B' }, { name: 'A' }]);
		expect(bodies().map(({ name }) => name)).toEqual(['A', 'B']);
	});
});

describe('a retry', () => {
	test('sends a held item, once it may go', async () => {
		hero.onRequest((_, index) => (index === 1 ? badRequest('No') : jsonResponse({ id: '1' })));
		const options = { onError: undefined };
		const first = await text({ doNotContact: '1' }, ['1', '2', '3'], {}, options);
		expect(first.error?.description).toContain('item 0 was held by a safeguard');
		const retry = await text(
			{ doNotContact: '={{ [] }}' },
			['1', '2', '3'],
			{},
			{ ...options, retryOf: first },
		);
		expect(heldBy(retry.json)).toEqual([undefined, undefined, undefined]);
		expect(sent()).toEqual(['2', '3', '1', '3']);
	});

	test('does not look up what was sent before', async () => {
		register(patient('1'), patient('2'));
		const safeguards = { checkPatient: true, oneNumber: true };
		const withoutText = { messageString: "={{ $json.id === '2' ? '' : 'Flu clinic.' }}" };
		const first = await text(safeguards, ['1', '2'], withoutText, { onError: undefined });
		expect([first.status, lookUps()]).toEqual(['error', ['/v2/patients/1']]);
		const options = { onError: undefined, retryOf: first };
		const retry = await text(safeguards, ['1', '2'], {}, options);
		expect(retry.status).toBe('success');
		expect(lookUps()).toEqual(['/v2/patients/1', '/v2/patients/2']);
		expect(sent()).toEqual(['1', '2']);
	});
});

describe('a rehearsal', () => {
	const rehearsal = { credentials: { mode: 'rehearsal' } };

	test('holds whom the live run would hold, and says so', async () => {
		const { json, hints } = await text({ doNotContact: '1' }, ['1', '2'], {}, rehearsal);
		expect(heldBy(json)).toEqual(['Do Not Contact', undefined]);
		expect(hints.join()).toContain(
			'Live, this run would send up to 1 of 2 messages (1 on the Do Not Contact list)',
		);
		expect(sent()).toEqual([]);
	});

	test('goes on outside the hours, and says from when the live run would send', async () => {
		setClock('2026-01-17T12:00:00Z');
		const { json, hints } = await text({ allowedHours: 'nhsNotify' }, ['1'], {}, rehearsal);
		expect(heldBy(json)).toEqual([undefined]);
		expect(json).toMatchObject([
			{ rehearsal: { sent: false, mayGoFrom: '2026-01-19T08:00:00+00:00' } },
		]);
		expect(hints.join()).toContain(
			'would send up to 1 of 1 messages, with 1 SMS part. 1 has to wait until Monday 19 January, 08:00.',
		);
	});

	test('does not count for a live retry', async () => {
		const limit = { mostMessages: 2 };
		const stops = { ...rehearsal, onError: undefined };
		const first = await text(limit, ['1', 'nobody'], {}, stops);
		expect(first.status).toBe('error');
		const items = [{ id: '1' }, { id: '2' }];
		const retry = await text(limit, [], {}, { onError: undefined, retryOf: first, items });
		expect(retry.error?.message).toContain("'Patient'");
		expect(sent()).toEqual(['1']);
	});

	test('is not told of as sent by a live run that gets its made-up IDs', async () => {
		const patients = ['rehearsed-patient-0123456789ab', 'rehearsed-patient-0123456789ab'];
		const { hints } = await text({ mostMessages: 5 }, patients);
		expect(hints).toEqual([
			'This run sent 0 of 2 messages. Nothing was sent for 2 items, since a rehearsal made up a record that they name.',
		]);
		expect(sent()).toEqual([]);
	});

	test('lets a made-up patient through, of whom nobody knows more', async () => {
		const [nhsNumber] = nhsNumbers(1);
		const { json } = await text(
			{ checkPatient: true, doNotContact: nhsNumber },
			['rehearsed-patient-0123456789ab'],
			{},
			rehearsal,
		);
		expect(heldBy(json)).toEqual([undefined]);
		expect(lookUps()).toEqual([]);
	});
});

describe('a link', () => {
	const link = async (parameters: INodeParameters, safeguards: INodeParameters) =>
		await runHero(hero, {
			operation: 'link: createVideo',
			parameters: { linkName: 'Review', ...parameters, safeguards },
			onError: 'continueRegularOutput',
		});
	const forPatient = { additionalFields: { patientId: byId('1') } };

	test('for a patient is checked, without asking for a contact', async () => {
		register(patient('1', { mobile: null }));
		const check = { checkPatient: true };
		expect(heldBy((await link(forPatient, check)).json)).toEqual([undefined]);
		expect(heldBy((await link(forPatient, { doNotContact: '1' })).json)).toEqual([
			'Do Not Contact',
		]);
		expect(bodies()).toHaveLength(1);
	});

	test('has the hours of a text', async () => {
		setClock('2026-01-17T12:00:00Z');
		const hours = { allowedHours: 'nhsNotify' };
		expect(heldBy((await link(forPatient, hours)).json)).toEqual(['Allowed Hours']);
	});

	test('for nobody in particular is made, since it reaches nobody yet', async () => {
		setClock('2026-01-17T12:00:00Z');
		await link({}, { allowedHours: 'nhsNotify', checkPatient: true });
		expect(bodies()).toHaveLength(1);
		expect(lookUps()).toEqual([]);
	});
});

test('a held item keeps its file', async () => {
	const binary = { data: { data: 'JVBERg==', mimeType: 'application/pdf', fileName: 'a.pdf' } };
	const { output } = await runHeroItems(hero, [{ json: { id: '1' }, binary }], {
		operation: 'link: createAttachment',
		parameters: {
			file: 'item',
			additionalFields: { patientId: byId('1') },
			safeguards: { doNotContact: '1' },
		},
	});
	expect(output).toEqual([expect.objectContaining({ binary, pairedItem: { item: 0 } })]);
});

test.each(agentKinds)('a language model learns why its message was held: run %s', async (kind) => {
	const { result } = await callTool(hero, kind, {
		operation: 'message: send',
		parameters: textTo({ doNotContact: '1' }, { patientId: byId('1') }),
		values: {},
	});
	expect(JSON.stringify(result)).toContain('The patient is on the list. Nothing was sent.');
	expect(sent()).toEqual([]);
});

test('several safeguards hold an item for the first reason, and look up each patient once', async () => {
	register(patient('1'), patient('2', { restricted: true }));
	const [nhsNumber] = nhsNumbers(2).slice(1);
	const { json } = await text(
		{
			...{ doNotContact: nhsNumber, checkPatient: true, oneNumber: true },
			...{ mostMessages: 5, mostSmsParts: 1, smsPrice: 2, stopWhenManyFail: 20 },
		},
		['1', '2'],
	);
	expect(heldBy(json)).toEqual([undefined, 'Check the Patient First']);
	expect(lookUps()).toHaveLength(2);
});

test('a long run with a long list is checked item by item', async () => {
	const ids = Array.from({ length: 1000 }, (_, index) => `${100_000 + index}`);
	const list = '={{ Array.from({ length: 5000 }, (_, index) => String(100000 + 2 * index)) }}';
	const { json } = await text({ doNotContact: list }, ids, { itemsInParallel: 20 });
	expect(heldBy(json).filter(Boolean)).toHaveLength(500);
	expect(sent()).toHaveLength(500);
});
