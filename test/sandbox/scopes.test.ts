import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { openSandbox, validationErrorOf } from '../support/sandbox/client';

let sandbox: Sandbox;
let hero: AxiosInstance;

beforeEach(async () => {
	({ sandbox, hero } = await openSandbox({ patients: 5 }));
});
afterEach(() => sandbox.stop());

/** Calls that need each scope, and calls that need none. */
const calls: Record<string, string[]> = {
	messaging: ['/v1/templates', '/v1/batch_message', '/v2/automated_messages', '/v1/messages/0'],
	booking: ['/v1/appointments', '/v1/slots', '/v1/slots/count', '/v1/slots/0'],
	'booking links': ['/v2/bookinglinks', '/v1/booking_links/0'],
	none: ['/v1/me', '/v1/short_links', '/v1/forms', '/v1/webhooks', '/v1/appointment_types'],
};
const scopes = ['messaging', 'booking', 'booking links'];

/** The groups of calls of which at least one gets 403, and those of which none does. */
async function refusedGroups() {
	const statuses = await Promise.all(
		Object.entries(calls).map(async ([group, paths]) => {
			const answers = await Promise.all(paths.map(async (path) => await hero.get(path)));
			return [group, new Set(answers.map(({ status }) => status === 403))] as const;
		}),
	);
	for (const [, refusals] of statuses) expect(refusals.size).toBe(1);
	return statuses.filter(([, refusals]) => refusals.has(true)).map(([group]) => group);
}

describe('the scopes of the API key', () => {
	test('are all that Hero names, at first', async () => {
		expect(sandbox.settings.scopes).toBe('messaging, booking, booking links');
		expect(await refusedGroups()).toEqual([]);
	});

	test.each(scopes)('without %s all its calls get 403, and no other call does', async (missing) => {
		const others = scopes.filter((scope) => scope !== missing);
		await hero.post('/_sandbox/settings', { scopes: others.join(',') });
		expect(await refusedGroups()).toEqual([missing]);
	});

	test('can all be taken away', async () => {
		sandbox.changeSettings({ scopes: '' });
		expect(await refusedGroups()).toEqual(scopes);
	});

	test('refuse a write, which is not carried out', async () => {
		sandbox.changeSettings({ scopes: 'booking' });
		const message = { patient_id: '98765', message_type: 'nhs_app', message_string: 'Hello' };
		const { status, data } = await hero.post('/v1/messages/send', message);
		expect([status, data.message]).toEqual([403, 'This API key lacks the scope messaging']);
		expect(sandbox.practice.messages.size).toBe(0);
	});

	test('are checked before the values, and after the key', async () => {
		sandbox.changeSettings({ scopes: '' });
		expect((await hero.post('/v1/messages/send', {})).status).toBe(403);
		const headers = { 'x-api-key': 'wrong' };
		expect((await hero.get('/v1/templates', { headers })).status).toBe(401);
	});

	test.each(['billing', 'messaging; booking', 5])('do not take %j', async (value) => {
		const answer = await hero.post('/_sandbox/settings', { scopes: value });
		expect(validationErrorOf(answer)).toEqual({
			code: 'invalid_value',
			expected: 'any of messaging, booking, booking links, separated by commas',
			path: ['body', 'scopes'],
		});
	});
});
