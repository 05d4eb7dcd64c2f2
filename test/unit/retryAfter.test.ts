import fc from 'fast-check';
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { retryAfterMs } from '../../nodes/HeroHealth/transport/retryAfter';

const responseWith = (statusCode: number, headers: IDataObject = {}): IN8nHttpFullResponse => ({
	statusCode,
	headers,
	body: {},
});

describe('Retry-After', () => {
	const now = Date.parse('2026-03-15T09:30:00Z');
	const seconds = (value: unknown, date?: string) => {
		const wait = retryAfterMs(responseWith(429, { 'retry-after': value as string, date }), now);
		return wait === undefined ? undefined : wait / 1000;
	};

	test.each([
		['0', 0],
		['1', 1],
		[' 30 ', 30],
		[30, 30],
		['1.5', 1.5],
		['3600', 3600],
		['Sun, 15 Mar 2026 09:30:20 GMT', 20],
		['Sunday, 15-Mar-26 09:30:20 GMT', 20],
		['Sun Mar 15 09:30:20 2026 GMT', 20],
		['Sun, 15 Mar 2026 09:29:00 GMT', 0],
		['Mon, 01 Jan 1990 00:00:00 GMT', 0],
	])('%j asks for a wait of %d s', (value, expected) => expect(seconds(value)).toBe(expected));

	test.each([
		undefined,
		null,
		'',
		'-1',
		'soon',
		'1e9',
		'0x10',
		'NaN',
		'Infinity',
		'3601',
		'99999999999',
		'10 s',
		'May 1',
		'Sun, 15 Mar 2036 09:30:00 GMT',
		`${'x'.repeat(1_000_000)} 15 Mar 2026 09:30:20`,
		'Sun, 99 Mar 2026 09:30:00 GMT',
	])('%j asks for no wait', (value) => expect(seconds(value)).toBeUndefined());

	test('as a date is compared with the Date header of the response', () => {
		const value = 'Sun, 15 Mar 2026 11:00:20 GMT';
		expect(seconds(value, 'Sun, 15 Mar 2026 11:00:00 GMT')).toBe(20);
		expect(seconds(value, 'who knows')).toBeUndefined();
	});

	test('of any kind gives a wait from zero to an hour', () => {
		const anything = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.date().map(String));
		fc.assert(
			fc.property(anything, (value) => {
				const wait = seconds(value) ?? 0;
				expect(wait >= 0 && wait <= 3600).toBe(true);
			}),
		);
	});
});
