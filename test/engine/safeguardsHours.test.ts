import type { INodeParameters } from 'n8n-workflow';

import { setClock, useSafeguardHero } from '../support/engine/safeguards';

const { sent, text } = useSafeguardHero();
afterEach(() => jest.restoreAllMocks());

const hours = (more: INodeParameters = {}): INodeParameters => ({
	allowedHours: 'nhsNotify',
	...more,
});

/** Texts a patient at this time, and returns from when the message may go; undefined if it went. */
async function textAt(
	time: string,
	more: INodeParameters = {},
	form: INodeParameters = {},
	timezone = 'Europe/London',
) {
	setClock(time);
	const { json } = await text(hours(more), ['1'], form, { timezone });
	return (json[0].held as { mayGoFrom?: string } | undefined)?.mayGoFrom;
}

test.each([
	['winter', '2026-01-14T07:59:59Z', '2026-01-14T08:00:00+00:00'],
	['summer', '2026-07-15T06:59:59Z', '2026-07-15T08:00:00+01:00'],
])('a text is held before eight in %s', async (_, time, mayGoFrom) => {
	expect(await textAt(time)).toBe(mayGoFrom);
	expect(sent()).toEqual([]);
});

test('a text goes from eight to the last second before six', async () => {
	expect(await textAt('2026-01-14T08:00:00Z')).toBeUndefined();
	expect(await textAt('2026-01-14T17:59:59Z')).toBeUndefined();
	expect(await textAt('2026-01-14T18:00:00Z')).toBe('2026-01-15T08:00:00+00:00');
	expect(sent()).toEqual(['1', '1']);
});

test('the hours are those of the UK, wherever the workflow is', async () => {
	for (const timezone of ['America/New_York', 'Australia/Sydney', 'UTC']) {
		expect(await textAt('2026-07-15T16:59:59Z', {}, {}, timezone)).toBeUndefined();
		const mayGoFrom = await textAt('2026-07-15T17:00:00Z', {}, {}, timezone);
		expect(mayGoFrom).toBe('2026-07-16T08:00:00+01:00');
	}
});

test('a text of Friday evening waits for Monday, or for Tuesday after a bank holiday', async () => {
	const friday = '2026-05-01T19:00:00Z';
	expect(await textAt(friday)).toBe('2026-05-04T08:00:00+01:00');
	const holidays = ['2026-05-04', '={{ ["2026-05-04"] }}', '={{ [{ date: "2026-05-04" }] }}'];
	for (const bankHolidays of holidays) {
		expect(await textAt(friday, { bankHolidays })).toBe('2026-05-05T08:00:00+01:00');
	}
});

test('the hint and the item say from when it may go', async () => {
	setClock('2026-11-28T12:00:00Z');
	const { json, hints } = await text(hours(), ['1', '2']);
	expect(hints.join()).toMatch(/2 have to wait until Monday,? 30 November,? 08:00\.$/);
	expect(json[0]).toMatchObject({
		held: { by: 'Allowed Hours', mayGoFrom: '2026-11-30T08:00:00+00:00' },
	});
});

test('a held text goes once its time has come', async () => {
	const mayGoFrom = await textAt('2026-10-24T12:00:00Z');
	// The clocks change in the night between.
	expect(mayGoFrom).toBe('2026-10-26T08:00:00+00:00');
	await textAt(String(mayGoFrom));
	expect(sent()).toEqual(['1']);
});

test('Refuse makes the item fail, and says when it may go', async () => {
	setClock('2026-11-28T12:00:00Z');
	const { json } = await text(hours({ outsideHours: 'refuse' }), ['1']);
	expect(json[0].error).toBe(
		"Not sent, since the safeguard 'Allowed Hours' allows nothing at this hour [item 0]",
	);
	expect(JSON.stringify(json[0].details)).toMatch(/It may go from Monday,? 30 November,? 08:00/);
	expect(sent()).toEqual([]);
});

describe('the NHS App', () => {
	const app = { messageType: 'nhs_app' };

	test('has its own hours, every day from six to ten', async () => {
		expect(await textAt('2026-01-17T06:00:00Z', {}, app)).toBeUndefined();
		expect(await textAt('2026-01-17T21:59:59Z', {}, app)).toBeUndefined();
		expect(await textAt('2026-01-17T22:00:00Z', {}, app)).toBe('2026-01-18T06:00:00+00:00');
	});

	test('has the shorter hours with a fallback, which may arrive as a text', async () => {
		const form = { ...app, additionalFields: { fallbackMessageType: 'sms' } };
		expect(await textAt('2026-01-16T21:00:00Z', {}, form)).toBe('2026-01-19T08:00:00+00:00');
	});
});

describe('Own Hours', () => {
	test('count for all channels, on the chosen days', async () => {
		const own = { allowedHours: 'own', ownFrom: '09:30', ownUntil: '20:00', ownDays: [6] };
		const app = { messageType: 'nhs_app' };
		expect(await textAt('2026-01-17T09:29:59Z', own)).toBe('2026-01-17T09:30:00+00:00');
		expect(await textAt('2026-01-17T19:59:59Z', own)).toBeUndefined();
		expect(await textAt('2026-01-17T20:00:00Z', own, app)).toBe('2026-01-24T09:30:00+00:00');
	});

	test('keep bank holidays for all channels', async () => {
		const own = { allowedHours: 'own', bankHolidays: '2026-12-25' };
		const app = { messageType: 'nhs_app' };
		expect(await textAt('2026-12-25T12:00:00Z', own, app)).toBe('2026-12-28T08:00:00+00:00');
	});
});

describe('Send At', () => {
	const at = (sendAt: string): INodeParameters => ({ additionalFields: { sendAt } });
	const friday = '2026-01-16T12:00:00Z';

	test('inside the hours is sent, even if it is outside them now', async () => {
		expect(await textAt('2026-01-17T12:00:00Z', {}, at('2026-01-19T10:00:00Z'))).toBeUndefined();
		expect(sent()).toEqual(['1']);
	});

	test('outside the hours is refused', async () => {
		setClock(friday);
		const { json } = await text(hours(), ['1'], at('2026-01-17T10:00:00Z'));
		expect(json[0].error).toBe(
			"'Send At' is outside the hours of the safeguard 'Allowed Hours' [item 0]",
		);
		expect(sent()).toEqual([]);
	});
});
