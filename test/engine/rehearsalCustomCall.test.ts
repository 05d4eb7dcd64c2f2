import type { INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { blockOf, ownContact, ownMobile, rehearse } from '../support/engine/rehearsals';
import type { HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();
beforeEach(() => hero.respondWith(jsonResponse({ id: '1' })));

const empty = { answer: 'record', query: '{}', headers: '{}', body: '{}' };

const call = async (parameters: INodeParameters, options: Partial<HeroRunOptions> = {}) =>
	await rehearse(hero, 'customApiCall: send', { ...empty, ...parameters }, options);

describe('a custom call in Rehearsal', () => {
	test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('with %s is shown and not sent', async (method) => {
		const { json } = await call({
			...{ method, path: '/v1/rooms/7', query: '{"force": true}', body: '{"name": "Blue"}' },
			headers: '{"x-trace": "abc"}',
		});
		expect(hero.received).toEqual([]);
		expect(json).toEqual([
			{
				...(method === 'DELETE' ? { deleted: true } : { success: true }),
				rehearsal: {
					...{ sent: false, method, path: '/v1/rooms/7', query: { force: true } },
					...{ headers: { 'x-trace': 'abc' }, body: { name: 'Blue' } },
				},
			},
		]);
	});

	test.each(['record', 'whole', 'paged'])('with GET is sent: %s', async (answer) => {
		await call({ method: 'GET', path: '/v1/rooms', answer });
		expect(hero.received[0]).toMatchObject({ method: 'GET' });
		expect(new Set(hero.received.map(({ method }) => method)).size).toBe(1);
	});

	test.each([
		['HEAD', {}],
		['GET', { headers: '{"X-HTTP-Method-Override": "DELETE"}' }],
		['GET', { headers: '{"x-method-override": "POST"}' }],
		['GET', { query: '{"_method": "delete"}' }],
	])('with the method %s and %j is refused', async (method, parameters) => {
		const { error } = await call({ method, path: '/v1/rooms', ...parameters });
		expect(error).toBeDefined();
		expect(hero.received).toEqual([]);
	});

	test.each(['={{ "post" }}', '={{ "POST " }}', '={{ ["DELETE"] }}', '={{ "Delete" }}'])(
		'with the method %s sends no write',
		async (method) => {
			await call({ method, path: '/v1/rooms' });
			expect(hero.received).toEqual([]);
		},
	);

	test('that could not be sent is refused as in a live run', async () => {
		for (const mode of ['live', 'rehearsal']) {
			const { error } = await call(
				{
					method: 'POST',
					path: '/v1/rooms',
					body: '={{ (() => { const a = {}; a.a = a; return a })() }}',
				},
				{ credentials: { mode } },
			);
			expect(error?.message).toMatch(/cannot be written as JSON|JSON/);
		}
		expect(hero.received).toEqual([]);
	});

	test('shows neither keys nor files', async () => {
		const { json } = await call({
			...{ method: 'POST', path: '/v1/rooms', headers: '{"x-access-token": "canary"}' },
			body: JSON.stringify({
				...{
					password: 'canary',
					file: 'data:text/plain;base64,Y2FuYXJ5',
					nested: [{ token: 'canary' }],
				},
				long: 'x'.repeat(6000),
			}),
		});
		expect(JSON.stringify(json)).not.toMatch(/canary|Y2FuYXJ5|xxx/);
		expect(blockOf(json[0]).body).toMatchObject({ long: '(6000 characters)' });
	});
});

describe('in the mode for my own contact', () => {
	const message = {
		...{ message_type: 'sms', patient_id: '98765', message_string: 'Hello' },
		recipient_contact_detail: ownMobile,
	};

	test.each(['/v1/messages/send', '/v1/messages%2Fsend', '/v1/messages/send;x'])(
		'a custom call of %s is only shown, even to my own contact',
		async (path) => {
			const { json, error } = await call(
				{ method: 'POST', path, body: JSON.stringify(message) },
				{ credentials: ownContact },
			);
			expect(hero.received).toEqual([]);
			if (!error) expect(blockOf(json[0])).toMatchObject({ sent: false });
		},
	);
});
