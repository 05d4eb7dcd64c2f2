import type { IHttpRequestOptions } from 'n8n-workflow';

import { HeroHealthApi } from '../../credentials/HeroHealthApi.credentials';
import { environments } from '../../nodes/HeroHealth/transport/environments';
import { credentialFor } from '../support/unit/fixtures';

const credential = new HeroHealthApi();

describe('Mode of a credential', () => {
	const base = environments.production;
	const own = { ownMobile: ' 07700 900999 ', ownEmail: 'manager@example.com' };
	const message = {
		...{ message_type: 'sms', patient_id: '1', message_string: 'Hello' },
		recipient_contact_detail: '07700 900999',
	};
	const toOwn = { method: 'POST', url: `${base}/v1/messages/send`, body: message };

	const passes = async (mode: unknown, request: object, more: object = own) =>
		await credential
			.authenticate(
				credentialFor('production', { ...more, mode: mode as string }),
				request as IHttpRequestOptions,
			)
			.then(
				() => true,
				(refusal: Error) => {
					expect(refusal.message).toBe(
						'The Hero Health credential is in Rehearsal, so this was not sent',
					);
					return false;
				},
			);

	const rehearsing = ['rehearsal', 'ownContact', '', null, 'LIVE', 'Live', '={{ "live" }}', 0, {}];
	const writing = ['POST', 'post', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'GET '];

	test.each(writing)('Live lets %j through', async (method) => {
		expect(await passes('live', { method, url: `${base}/v1/rooms` })).toBe(true);
		expect(await passes(undefined, { method, url: `${base}/v1/rooms` })).toBe(true);
	});

	test.each(rehearsing)('%j lets only reads through', async (mode) => {
		for (const method of writing) {
			expect(await passes(mode, { method, url: `${base}/v1/rooms` })).toBe(false);
		}
		for (const method of ['GET', 'get', 'HEAD', undefined]) {
			expect(await passes(mode, { method, url: `${base}/v1/rooms` })).toBe(true);
		}
	});

	test.each([
		{ headers: { 'X-HTTP-Method-Override': 'DELETE' } },
		{ headers: { 'x-method-override': 'POST' } },
		{ headers: { 'X-HTTP-Method': 'PUT' } },
		{ qs: { _method: 'delete' } },
		{ url: `${base}/v1/rooms?_method=delete` },
	])('no read passes that asks for another method: %j', async (more) => {
		expect(await passes('rehearsal', { method: 'GET', url: `${base}/v1/rooms`, ...more })).toBe(
			false,
		);
	});

	test('my own contact gets messages, and in the stricter mode none', async () => {
		const email = { ...message, message_type: 'email', recipient_contact_detail: own.ownEmail };
		expect(await passes('ownContact', toOwn)).toBe(true);
		expect(await passes('ownContact', { ...toOwn, body: email })).toBe(true);
		expect(await passes('rehearsal', toOwn)).toBe(false);
		expect(await passes('ownContact', toOwn, {})).toBe(false);
	});

	test("my own contact gets messages of n8n's HTTP Request node", async () => {
		const { url: uri, ...request } = toOwn;
		expect(await passes('ownContact', { ...request, uri })).toBe(true);
		for (const more of [{ form: message }, { formData: message }]) {
			expect(await passes('ownContact', { ...request, uri, ...more })).toBe(false);
		}
	});

	const withBody = (body: unknown) => ({ ...toOwn, body });

	test.each<[string, object]>([
		['to another number', withBody({ ...message, recipient_contact_detail: '07700 900123' })],
		['to the contact on the record', withBody({ ...message, recipient_contact_detail: undefined })],
		['to several', withBody({ ...message, recipient_contact_detail: ['07700 900999'] })],
		[
			'to an email address by SMS',
			withBody({ ...message, recipient_contact_detail: own.ownEmail }),
		],
		['in the NHS App', withBody({ ...message, message_type: 'nhs_app' })],
		['in Hero only', withBody({ ...message, message_type: 'hero' })],
		['with a record to write', withBody({ ...message, write_to_record: true })],
		['with a record not to write', withBody({ ...message, write_to_record: false })],
		['with a task', withBody({ ...message, task_id: '5' })],
		['with an assignee', withBody({ ...message, assignee_id: 7 })],
		['with a fallback', withBody({ ...message, fallback_contact_detail: '07700 900123' })],
		['with a field that nobody knows', withBody({ ...message, cc: '07700 900123' })],
		['as text', withBody(JSON.stringify(message))],
		['in a list', withBody([message])],
		['without a body', withBody(undefined)],
		['with a query', { ...toOwn, qs: { recipient_contact_detail: '07700 900123' } }],
		['with a query in the URL', { ...toOwn, url: `${toOwn.url}?cc=07700900123` }],
		['with another method', { ...toOwn, method: 'PUT' }],
		['by a longer path', { ...toOwn, url: `${base}/v2/v1/messages/send` }],
		['by a path that goes on', { ...toOwn, url: `${base}/v1/messages/send/all` }],
		['by a path that is encoded', { ...toOwn, url: `${base}/v1/messages%2Fsend` }],
		['of a batch', { ...toOwn, url: `${base}/v1/batch_messages` }],
		['as another method', { ...toOwn, headers: { 'x-http-method-override': 'PUT' } }],
	])('no message passes %s', async (_, request) => {
		expect(await passes('ownContact', request)).toBe(false);
	});

	test('a base URL with a path is part of the path of a message', async () => {
		const below = async (url: string) =>
			await credential.authenticate(
				credentialFor('custom', {
					baseUrl: 'https://hero.example.com/api/',
					...own,
					mode: 'ownContact',
				}),
				{ ...toOwn, url } as IHttpRequestOptions,
			);
		await expect(below('https://hero.example.com/api/v1/messages/send')).resolves.toBeDefined();
		await expect(below('https://hero.example.com/v1/messages/send')).rejects.toThrow('Rehearsal');
	});
});
