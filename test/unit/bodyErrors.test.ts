import type { IDataObject } from 'n8n-workflow';

import { bodyErrorIn } from '../../nodes/HeroHealth/transport/bodyErrors';

const judged = (method: 'GET' | 'POST', body: unknown) =>
	bodyErrorIn(method, { body: body as IDataObject });

describe.each(['GET', 'POST'] as const)('a success answered to a %s is a refusal', (method) => {
	test.each([
		{ error: true },
		{ error: 'true', message: 'No credit left' },
		{ error: 1 },
		{ success: false },
		{ success: 'false' },
		{ ok: false },
		{ success: 'False' },
		{ data: null, success: false },
		{ error: true, request_id: '7', trace_id: '8', id: null },
	])('with the body %j', (body) => {
		expect(judged(method, body)).toEqual({ statusCode: undefined, isRefusal: true });
	});

	test.each([400, 401, 404, '422', 429])('with the status %p in its body', (statusCode) => {
		expect(judged(method, { statusCode })).toEqual({
			statusCode: Number(statusCode),
			isRefusal: true,
		});
		expect(judged(method, { error: true, statusCode, message: [] })).toMatchObject({
			isRefusal: true,
		});
	});
});

test.each([
	{ status: 400, title: 'Bad', detail: 'No credit left' },
	{ status_code: 404 },
	[{ error: true, statusCode: 400 }],
])('a status in another place is one for a write, too: %j', (body) => {
	expect(judged('POST', body)).toMatchObject({ isRefusal: true });
});

test.each([
	{ status: { toString: 1 } },
	{ statusCode: { valueOf: 1, toString: 1 } },
	{ error: { toString: 1 }, success: { toString: 1 } },
])('what cannot be read as a text is passed over: %j', (body) => {
	expect(() => judged('POST', body)).not.toThrow();
	expect(() => judged('GET', body)).not.toThrow();
});

test('a read that is answered in the documented form of a refusal is one, whatever else it has', () => {
	expect(judged('GET', { id: '1', error: true, statusCode: 404 })).toMatchObject({
		statusCode: 404,
	});
});

describe('a success answered to a write is unclear', () => {
	test.each([
		{ error: 'No credit left' },
		{ error: { code: 7 } },
		{ errors: ['No credit left'] },
		{ status: 'failed' },
		{ status: 'ERROR' },
		{ statusCode: 500 },
		{ error: true, statusCode: 503 },
		{ error: true, message_id: '550021' },
		{ success: false, id: 0 },
		{ success: false, data: { id: 'm1' } },
		{ success: false, messageId: 'm1' },
		{ error: true, uuid: 'm1' },
		{ error: true, ids: ['m1'] },
		{ error: { id: 'm1' } },
		{ success: false, message: 'x', sent_to: 'somebody' },
		{ error: true, statusCode: 408 },
		{ statusCode: 499 },
	])('with the body %j', (body) => {
		expect(judged('POST', body)).toMatchObject({ isRefusal: false });
	});
});

describe('a success stays one', () => {
	test.each([
		undefined,
		null,
		'',
		[],
		[{ error: true }],
		{},
		{ error: false },
		{ error: null, errors: [] },
		{ error: '' },
		{ success: true },
		{ statusCode: 200 },
		{ statusCode: 'sent' },
		{ status: 'sent' },
		{ id: '1', error: 'The phone was off' },
		{ id: '1', status: 'failed' },
		{ data: { error: true } },
	])('with the body %j', (body) => {
		expect(judged('POST', body)).toBeUndefined();
		expect(judged('GET', body)).toBeUndefined();
	});

	test.each([
		{ error: 'The phone was off' },
		{ errors: ['The phone was off'] },
		{ status: 'failed' },
		{ id: '1', error: true },
		{ id: '1', success: false },
		{ id: '1', statusCode: 500 },
	])('answered to a read with the body %j', (body) => {
		expect(judged('GET', body)).toBeUndefined();
	});
});
