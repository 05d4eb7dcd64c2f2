import type { IDataObject } from 'n8n-workflow';

import { bodyErrorIn } from '../../nodes/HeroHealth/transport/bodyErrors';

const errorIn = (method: 'GET' | 'POST', body: unknown) =>
	bodyErrorIn(method, { body: body as IDataObject });

describe.each(['GET', 'POST'] as const)('a 2xx response to a %s is a refusal', (method) => {
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
		expect(errorIn(method, body)).toEqual({ statusCode: undefined, isRejected: true });
	});

	test.each([400, 401, 404, '422', 429])('with the status %p in its body', (statusCode) => {
		expect(errorIn(method, { statusCode })).toEqual({
			statusCode: Number(statusCode),
			isRejected: true,
		});
		expect(errorIn(method, { error: true, statusCode, message: [] })).toMatchObject({
			isRejected: true,
		});
	});
});

test.each([
	{ status: 400, title: 'Bad', detail: 'No credit left' },
	{ status_code: 404 },
	[{ error: true, statusCode: 400 }],
])('a status in another field counts for a write too: %j', (body) => {
	expect(errorIn('POST', body)).toMatchObject({ isRejected: true });
});

test.each([
	{ status: { toString: 1 } },
	{ statusCode: { valueOf: 1, toString: 1 } },
	{ error: { toString: 1 }, success: { toString: 1 } },
])('a value that has no text is ignored: %j', (body) => {
	expect(() => errorIn('POST', body)).not.toThrow();
	expect(() => errorIn('GET', body)).not.toThrow();
});

test('a read with an error in the documented form is refused, whatever other fields it has', () => {
	expect(errorIn('GET', { id: '1', error: true, statusCode: 404 })).toMatchObject({
		statusCode: 404,
	});
});

describe('a 2xx response to a write leaves the outcome unknown', () => {
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
		expect(errorIn('POST', body)).toMatchObject({ isRejected: false });
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
		expect(errorIn('POST', body)).toBeUndefined();
		expect(errorIn('GET', body)).toBeUndefined();
	});

	test.each([
		{ error: 'The phone was off' },
		{ errors: ['The phone was off'] },
		{ status: 'failed' },
		{ id: '1', error: true },
		{ id: '1', success: false },
		{ id: '1', statusCode: 500 },
	])('as the response to a read with the body %j', (body) => {
		expect(errorIn('GET', body)).toBeUndefined();
	});
});
