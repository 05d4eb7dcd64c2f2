import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { blockOf, hold, rehearse, text } from '../support/engine/rehearsals';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();
beforeEach(() => hero.respondWith(jsonResponse({ id: '1' })));

const live = async (operation: string, parameters: INodeParameters) =>
	await runHero(hero, { operation, parameters });

const sentBy = () => hero.received.map(({ method, target }) => `${method} ${target}`);

/** Holds an appointment in a rehearsal, and returns its made-up ID. */
const heldId = async (): Promise<string> => {
	const { json } = await rehearse(hero, 'appointment: create', hold);
	return String(json[0].id);
};

describe('a hold, its booking and its cancellation', () => {
	test('go on with the made-up ID, and reading it shows what was done', async () => {
		const id = await heldId();
		const { json: booked } = await rehearse(hero, 'appointment: book', { id: byId(id) });
		const { json: read } = await rehearse(hero, 'appointment: get', { id: byId(id) });
		expect(booked).toMatchObject([{ success: true, id, rehearsal: { method: 'PATCH' } }]);
		expect(read).toMatchObject([{ id, patient_id: '98765', rehearsal: { read: true } }]);
		expect(hero.received).toEqual([]);
	});

	test('are rehearsed by live nodes, too', async () => {
		const id = byId(await heldId());
		for (const operation of ['appointment: book', 'appointment: cancel']) {
			const { json } = await live(operation, { id });
			expect(blockOf(json[0]).sent).toBe(false);
		}
		const { json: read } = await live('appointment: get', { id });
		expect(blockOf(read[0])).toMatchObject({ read: true });
		expect(hero.received).toEqual([]);
	});
});

describe('a made-up ID is recognized', () => {
	test.each<[string, (id: string) => string]>([
		['in capitals', (id) => id.toUpperCase()],
		['between blanks', (id) => ` ${id} `],
	])('%s', async (_, spelled) => {
		const id = byId(spelled(await heldId()));
		const { json } = await live('appointment: get', { id });
		expect(json).toMatchObject([{ patient_id: '98765', rehearsal: { read: true } }]);
		expect(hero.received).toEqual([]);
	});

	test.each<[string, (id: string) => INodeParameters]>([
		['in the path', (id) => ({ path: `/v1/appointments/${id}` })],
		['encoded in the path', (id) => ({ path: `/v1/appointments/${id.replace(/-/g, '%2D')}` })],
		['in the query', (id) => ({ path: '/v1/appointments', query: `{"appointment_id": "${id}"}` })],
		['in a header', (id) => ({ path: '/v1/appointments', headers: `{"x-for": "${id}"}` })],
		['deep in the body', (id) => ({ path: '/v1/notes', body: `{"for": [{"links": ["${id}"]}]}` })],
		['in a text', (id) => ({ path: '/v1/notes', body: `{"text": "See ${id}."}` })],
	])('%s of a live custom call', async (_, parameters) => {
		const call = { answer: 'record', query: '{}', headers: '{}', body: '{}' };
		const given = parameters(await heldId());
		for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
			if (method === 'GET' && given.body) continue;
			const { json, error } = await live('customApiCall: send', { ...call, method, ...given });
			expect([method, error?.message]).toEqual([method, undefined]);
			expect(json[0]).toHaveProperty('rehearsal');
		}
		expect(hero.received).toEqual([]);
	});

	test('in a field that holds a number', async () => {
		const { json } = await rehearse(hero, 'episode: createNote', {
			...{ episodeId: byId('77'), description: 'Called' },
		});
		const note = json[0].id as number;
		expect(String(note)).toMatch(/^999\d{9}990$/);
		await live('customApiCall: send', {
			...{ method: 'DELETE', path: `/v1/episode_notes/${note}`, answer: 'record' },
			...{ query: '{}', headers: '{}', body: '{}' },
		});
		await live('customApiCall: send', {
			...{ method: 'POST', path: '/v1/episode_notes', answer: 'record' },
			...{ query: '{}', headers: '{}', body: `{"note_id": ${note}}` },
		});
		expect(hero.received).toEqual([]);
	});

	test('as a link in the text of a message', async () => {
		const { json } = await rehearse(hero, 'link: createForm', {
			...{ formId: byId('12'), patientId: byId('98765') },
		});
		const link = String(json[0].form_link);
		expect(link).toMatch(/^https:\/\/rehearsed\.invalid\//);
		const { json: sent } = await live('message: send', {
			...text,
			messageString: `Please fill in ${link.toUpperCase()}`,
		});
		expect(blockOf(sent[0])).toMatchObject({ sent: false });
		expect(hero.received).toEqual([]);
	});
});

describe('nothing else counts as made up', () => {
	test.each([
		['999461000000107', 'a SNOMED code of the UK'],
		['999000011000000103', 'a longer one'],
	])('%s, %s, is sent', async (snomedCode) => {
		await live('message: send', {
			...text,
			additionalFields: { snomedCode, snomedTerm: 'Example', writeToRecord: true },
		});
		expect(sentBy()).toEqual(['POST /v1/messages/send']);
	});

	test.each([
		'Your appointment was rehearsed-and-ready.',
		'Ring 999 123 456 990.',
		'Our page: https://example.com/rehearsed',
	])('the text %j is sent', async (messageString) => {
		await live('message: send', { ...text, messageString });
		expect(sentBy()).toEqual(['POST /v1/messages/send']);
	});
});

describe('a read of something made up', () => {
	test.each([
		[
			'appointment: getMany',
			{
				filters: { additionalQueryParameters: '{"patient_id": "rehearsed-patient-0123456789ab"}' },
			},
		],
		['batchMessage: getManyRecipients', { id: byId('rehearsed-batch-0123456789ab') }],
	])('has no rows in a list: %s', async (operation, parameters) => {
		const { output, error } = await live(operation, parameters);
		expect([output, error]).toEqual([[], undefined]);
		expect(hero.received).toEqual([]);
	});

	test('of another n8n process has the ID alone', async () => {
		const id = 'rehearsed-appointment-0123456789ab';
		const { json } = await live('appointment: get', { id: byId(id), simplify: false });
		expect(json).toEqual([{ id, rehearsal: expect.objectContaining({ read: true }) }]);
	});

	test('that only a made-up link names has no ID', async () => {
		const { json } = await live('customApiCall: send', {
			...{ method: 'GET', path: '/v1/links/status', answer: 'record', headers: '{}' },
			query: '{"url": "https://rehearsed.invalid/0123456789ab"}',
		});
		expect(json).toEqual([{ rehearsal: expect.objectContaining({ read: true }) }]);
	});
});

test('a patient who was registered in a rehearsal can be read and written to', async () => {
	const { json } = await rehearse(hero, 'patient: register', {
		...{ firstName: 'Sam', lastName: 'Testpatient', dob: '1990-12-31', reachBy: 'mobile' },
		mobile: '07700 900123',
	});
	const id = String(json[0].patient_id);
	const { json: read } = await rehearse(hero, 'patient: get', { id: byId(id) });
	const { json: sent } = await rehearse(hero, 'message: send', { ...text, patientId: byId(id) });
	expect(read[0]).toMatchObject({ first_name: 'Sam', rehearsal: { read: true } });
	expect((blockOf(sent[0]).body as IDataObject).patient_id).toBe(id);
	expect(hero.received).toEqual([]);
});
