import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer, type HeroResponse } from '../support/engine/heroServer';
import { byId, apiKey, runHero, type HeroRunOptions } from '../support/engine/runHero';
import { inNextYear } from '../support/futureDates';

const hero = useHeroServer();

const mayBeDone =
	'Hero may have carried it out all the same: check there before you send it again.';
const items = Array.from({ length: 10 }, (_, index) => ({ id: `${index + 1}` }));
const onError = 'continueRegularOutput';

const send: HeroRunOptions = {
	operation: 'message: send',
	parameters: {
		messageType: 'sms',
		patientId: byId('={{ $json.id }}'),
		messageString: 'Your review is due.',
	},
	items: items.slice(0, 1),
};
const call = (parameters: INodeParameters): HeroRunOptions => ({
	operation: 'customApiCall: send',
	parameters: { path: '/v1/teams', returnAll: true, ...parameters },
});

const detailsOf = ({ details }: IDataObject) => details as IDataObject;

describe('a success status with an error in the body', () => {
	test("is reported as an error, with Hero's message", async () => {
		hero.respondWith(jsonResponse({ error: true, message: 'No credit left' }));
		const { error } = await runHero(hero, send);
		expect(error).toMatchObject({
			message: 'Hero refused the request, although its status says success [item 0]',
			description: 'Hero says: "No credit left". Check the values of this item.',
		});
	});

	test('is reported with the status in the body', async () => {
		hero.respondWith(jsonResponse({ error: true, statusCode: 404, message: 'Not found' }));
		const { error } = await runHero(hero, {
			operation: 'appointment: get',
			parameters: { id: byId('7') },
		});
		expect(error).toMatchObject({
			message: "Hero did not find what 'Appointment' names [item 0]",
			httpCode: '404',
		});
	});

	test('does not claim that nothing was done when that is uncertain', async () => {
		hero.respondWith(
			jsonResponse({ error: true, message_id: '550021' }),
			jsonResponse({ error: 'Queue is full' }),
		);
		const { json: left } = await runHero(hero, { ...send, items: items.slice(0, 2), onError });
		expect(left.map((one) => detailsOf(one).mayBeDone)).toEqual([true, true]);
	});

	test('to a read is retried when the status in the body is transient', async () => {
		hero.respondWith(jsonResponse({ error: true, statusCode: 503 }), jsonResponse({ id: '7' }));
		const run = await runHero(hero, {
			operation: 'appointment: get',
			parameters: { id: byId('7'), simplify: false, retryWhenBusy: true },
		});
		expect(run.json).toEqual([{ id: '7' }]);
	});

	test('is data when the field belongs to a record', async () => {
		const record = { id: '7', error: 'The phone was off', status: 'failed' };
		hero.respondWith(jsonResponse(record));
		const run = await runHero(hero, {
			operation: 'appointment: get',
			parameters: { id: byId('7'), simplify: false },
		});
		expect(run.json).toEqual([record]);
	});
});

describe('a write with a success status counts as carried out, whatever the body is', () => {
	const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown;
	const odd: Array<[string, HeroResponse, IDataObject]> = [
		['nothing (204)', { status: 204 }, {}],
		['nothing (201)', { status: 201 }, {}],
		['no list', jsonResponse({ success: true }), { success: true }],
		['a record in place of a list', jsonResponse({ data: {} }), { data: {} }],
		['an empty list', jsonResponse([]), {}],
		['a list of nothing', jsonResponse([null]), {}],
	];

	describe.each(['POST', 'DELETE', 'PUT', 'PATCH'])('a %s with Answer set to A List', (method) => {
		const done = method === 'DELETE' ? { deleted: true } : { success: true };

		test.each(odd)('%s', async (_title, answer, more) => {
			hero.respondWith(answer);
			const run = await runHero(hero, {
				...call({ method, answer: 'whole' }),
				items,
			});
			expect(run.error).toBeUndefined();
			expect(run.output.map(({ pairedItem }) => pairedItem)).toEqual(
				items.map((_, item) => ({ item })),
			);
			const expected = Object.keys(more).length > 0 ? more : done;
			expect(run.json).toEqual(items.map(() => expected));
			expect(hero.received).toHaveLength(10);
		});
	});

	test('one row that is not a record omits that row only', async () => {
		hero.respondWith(jsonResponse({ data: [{ id: 1 }, null] }));
		const run = await runHero(hero, { ...call({ method: 'POST', answer: 'whole' }), items });
		expect(run.status).toBe('success');
		expect(run.json).toEqual(items.map(() => ({ id: 1 })));
	});

	test('data that are too deep to read mean an unknown outcome, never a failure', async () => {
		hero.respondWith(jsonResponse({ deep }));
		const run = await runHero(hero, { ...call({ method: 'POST' }), items, onError });
		expect(run.json.map((one) => detailsOf(one).mayBeDone)).toEqual(items.map(() => true));
	});

	test('a task with another form of response', async () => {
		for (const body of [{ data: null }, { data: 'done' }, { data: [null] }, []]) {
			hero.respondWith(jsonResponse(body));
			const run = await runHero(hero, {
				operation: 'task: update',
				parameters: { id: byId('7'), updateFields: { status: 'closed' } },
			});
			expect(run.error).toBeUndefined();
		}
	});
});

test('a row that is not a record does not end a comparison of webhooks', async () => {
	hero.respondWith(jsonResponse({ data: [null, { id: '1', url: 'https://example.com/a' }] }));
	const run = await runHero(hero, {
		operation: 'webhook: checkSubscriptions',
		parameters: { url: 'https://example.com/b', events: ['appointment.confirmed'] },
	});
	expect(run.error).toBeUndefined();
	expect(run.json).toMatchObject([{ ok: false }]);
});

describe('a write with an unknown outcome', () => {
	test.each([301, 302, 303, 408, 444, 460, 499, 500, 520])(
		'%i is reported as such',
		async (status) => {
			hero.respondWith({ status });
			const { error } = await runHero(hero, send);
			expect(error?.description).toContain(mayBeDone);
		},
	);

	test.each(['PUT', 'PATCH', 'POST'])('a %s is never sent again', async (method) => {
		for (const answer of [{ status: 503 }, { cut: 'read' }, { status: 408 }] as HeroResponse[]) {
			hero.received.length = 0;
			hero.respondWith(answer, jsonResponse({}));
			await runHero(hero, call({ method, retryWhenBusy: true }));
			expect(hero.received).toHaveLength(1);
		}
	});

	test('an appointment update is not retried, because the patient would get two messages', async () => {
		hero.respondWith({ cut: 'read' }, jsonResponse({ id: '7' }));
		const { error } = await runHero(hero, {
			operation: 'appointment: update',
			parameters: {
				...{ id: byId('7'), startTime: inNextYear('2026-03-15T09:30:00Z'), duration: 15 },
				...{ practitionerId: byId('15'), retryWhenBusy: true },
			},
		});
		expect(error?.description).toContain(mayBeDone);
		expect(hero.received).toHaveLength(1);
	});
});

describe('the error of a stopped run distinguishes', () => {
	test('rate-limited items, which were not carried out', async () => {
		hero.onRequest(({ target }, index): HeroResponse => {
			if (index === 0) return jsonResponse({});
			return target.endsWith('/2') ? { status: 400 } : { status: 429 };
		});
		const path = '=/v1/calls/{{ $json.id }}';
		const { error } = await runHero(hero, {
			...call({ method: 'POST', path, itemsInParallel: 10 }),
			items,
		});
		expect(error?.description).toContain('item 0 was carried out, items 2 to 9 were not sent');
		expect(error?.description).not.toContain('refused');
	});

	test('items that share the record of a sent call, which have its outcome', async () => {
		hero.respondWith({ status: 503 });
		const { error } = await runHero(hero, {
			operation: 'batchMessage: send',
			parameters: { id: byId('={{ $json.batch }}') },
			items: [{ batch: '7' }, { batch: '7' }, { batch: '8' }, { batch: '' }, { batch: '7' }],
		});
		expect(error?.description).toBe(
			`${mayBeDone} Of the other items: items 1 and 4 were perhaps carried out (check them at Hero), items 2 to 3 were not sent. n8n counts from 0: item 0 is the 1st.`,
		);
	});
});

describe('the error explains a status for its operation', () => {
	const errorOf = async (run: HeroRunOptions, answer: HeroResponse) => {
		hero.respondWith(answer);
		const { error } = await runHero(hero, run);
		return [error?.message, error?.description];
	};
	const trace: HeroRunOptions = {
		operation: 'patient: registerPds',
		parameters: { traceBy: 'nhsNumber', nhsNumber: '9990000018', dob: '1990-12-31' },
	};
	const book: HeroRunOptions = { operation: 'appointment: book', parameters: { id: byId('7') } };

	test('404 of a person whom PDS does not know, on a form without an ID', async () => {
		const [message, description] = await errorOf(trace, { status: 404 });
		expect(message).toBe('Hero found nobody on the NHS Spine with these details [item 0]');
		expect(description).not.toContain('Check the ID');
	});

	test('404 of a message to an unknown patient', async () => {
		const [message] = await errorOf(send, { status: 404 });
		expect(message).toBe('Hero did not find the patient or another record in this item [item 0]');
	});

	test('409 of a taken time, with the message of Hero if it has one', async () => {
		const answer = { status: 409, body: 'The slot is no longer free' };
		expect(await errorOf(book, answer)).toEqual([
			'The hold may have expired, or the time may no longer be free [item 0]',
			'Hero says: "The slot is no longer free". Hero answered with status 409.',
		]);
	});

	test('a wrong ID is mentioned before an undocumented call', async () => {
		const [, description] = await errorOf(book, { status: 404 });
		expect(description).toMatch(/^Check the ID, .* If they are right: .* Ask Hero/);
	});
});

test('the error of an unexpected response does not contain the key', async () => {
	hero.respondWith(jsonResponse({ error: true, message: `The key ${apiKey} has no credit` }));
	expect((await runHero(hero, send)).savedExecution).not.toContain(apiKey);
});

describe('an unexpected success response to a write means an unknown outcome, never a failure', () => {
	const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
	test.each([
		['a status too deep to be read', `{"error":true,"status":${deep}}`],
		['an ID amid what else it says', '{"success":false,"data":{"id":"m1"}}'],
		['a status that is no text', '{"error":true,"status":{"toString":1},"id":"m1"}'],
	])('such as %s', async (_, body) => {
		hero.respondWith({ body, headers: { 'content-type': 'application/json' } });
		const { json: left } = await runHero(hero, { ...send, onError });
		expect(detailsOf(left[0])).toMatchObject({ mayBeDone: true });
		expect(hero.received).toHaveLength(1);
	});

	test('a long message of Hero does not cut off the outcome', async () => {
		const errors = Array.from({ length: 10 }, () =>
			'The system is busy with other things '.repeat(8),
		);
		hero.respondWith(jsonResponse({ errors }));
		const { error } = await runHero(hero, send);
		expect(error?.description).toContain(mayBeDone);
	});
});

test('items whose look-up lost its connection were not sent', async () => {
	hero.onRequest(({ target }) => ({ status: target.endsWith('/1') ? 404 : 503 }));
	const { error } = await runHero(hero, {
		operation: 'appointment: create',
		parameters: { time: 'slot', slot: byId('={{ $json.id }}'), itemsInParallel: 3 },
		items: [{ id: '2' }, { id: '1' }, { id: '3' }],
	});
	expect(error?.description).not.toContain('refused');
	expect(error?.description).toContain('not sent');
	expect(hero.received.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('the error of a failed combined batch gives the outcome of each item', async () => {
	hero.respondWith({ status: 503 });
	const { error } = await runHero(hero, {
		operation: 'batchMessage: create',
		parameters: {
			...{
				recipientsFrom: 'items',
				name: 'Reviews',
				channel: 'SMS',
				content: 'Your review is due.',
			},
			...{ nhsNumber: '={{ $json.nhs }}', dob: '1990-12-31' },
		},
		items: [{ nhs: '9990000018' }, { nhs: '9990000026' }, { nhs: '9990000034' }],
	});
	expect(error?.description).toContain('items 1 to 2 were perhaps carried out');
});
