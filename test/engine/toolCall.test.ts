import type { IDataObject, INode } from 'n8n-workflow';

import { callTool, agentKinds, type ToolCall, type AgentKind } from '../support/engine/toolAgents';
import {
	jsonResponse,
	badRequest,
	useHeroServer,
	type HeroResponse,
} from '../support/engine/heroServer';
import { networkClock } from '../support/engine/networkClock';
import * as records from '../support/engine/records';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const fromModel = (name: string) => `={{ $fromAI('${name}', '', 'string') }}`;

const patient: ToolCall = {
	operation: 'patient: get',
	parameters: { id: byId(fromModel('patient')), simplify: false },
	values: { patient: '98765' },
};

const message: ToolCall = {
	operation: 'message: send',
	parameters: {
		messageType: 'sms',
		patientId: byId(fromModel('patient')),
		messageString: fromModel('text'),
	},
	values: { patient: '98765', text: 'See you on Monday.' },
};

describe.each(agentKinds)('the result for a language model, where the tool is run %s,', (kind) => {
	const call = async (asked: ToolCall) => await callTool(hero, kind, asked);
	const resultOf = async (answer: object) => {
		hero.respondWith(jsonResponse(answer));
		return (await call(patient)).result as IDataObject[];
	};

	test('has no empty values, in nested objects and lists either', async () => {
		const address = { line: '', town: null, notes: ['', null, { text: ' ' }, 'Ring twice'] };
		const result = await resultOf({
			...{ id: '1', nickname: null, alias: '\u200b', address, employer: { name: null } },
			...{ count: 0, restricted: false, allergies: [] },
		});
		const said = { id: '1', address: { notes: ['Ring twice'] } };
		expect(result).toEqual([{ ...said, count: 0, restricted: false, allergies: [] }]);
	});

	test.each(['auth_token', 'access_token', 'token', 'signing_key', 'password', 'authToken'])(
		'has no %s at any depth',
		async (name) => {
			const secret = 'secret-canary';
			const result = await resultOf({
				...{ id: '1', [name]: secret, links: [{ id: '2', [name]: { value: secret } }] },
				only: { [name]: secret },
			});
			expect(result).toEqual([{ id: '1', links: [{ id: '2' }] }]);
		},
	);

	test('has the token of a merge, because the merge requires it', async () => {
		hero.respondWith(jsonResponse({ merge_token: 'mrg_3f9d2c' }));
		const { result } = await call({
			operation: 'patient: previewMerge',
			parameters: { id: byId('98765'), patientId: byId(fromModel('other')) },
			values: { other: '98766' },
		});
		expect(result).toEqual([{ merge_token: 'mrg_3f9d2c' }]);
	});

	test('says that a list has no rows', async () => {
		hero.respondWith(jsonResponse(records.list()));
		const { result } = await call({ operation: 'location: getMany' });
		expect(result).toEqual([{ result: 'Hero has nothing that matches.' }]);
	});

	test('reports success when the response of a write is an empty object', async () => {
		hero.respondWith(jsonResponse({}));
		const { result } = await call({
			operation: 'appointment: cancel',
			parameters: { id: byId(fromModel('appointment')) },
			values: { appointment: '48213' },
		});
		expect(result).toEqual([{ result: 'Hero answered with success, and without details.' }]);
	});

	test.each(['practiceGroup: createAccessToken', 'partner: getHeidiToken'])(
		'is an error for %s, which returns a token, and no request is sent',
		async (operation) => {
			hero.respondWith(jsonResponse({ access_token: 'secret-canary', token: 'secret-canary' }));
			const { result } = await call({ operation });
			const [{ error }] = result as IDataObject[];
			expect(error).toMatch(/^A token is not handed to a language model\./);
			expect(error).toMatch(/Nothing was sent or changed\. Do not try again: a person must/);
			expect(hero.received).toEqual([]);
		},
	);
});

describe.each(agentKinds)(
	'a failed call of a language model, where the tool is run %s,',
	(kind) => {
		/** The result of the model's call, which must be a single object. */
		const failureOf = async (asked: ToolCall) => {
			const { result } = await callTool(hero, kind, asked);
			expect(result).toHaveLength(1);
			return (result as Array<{ error: string; details: IDataObject }>)[0];
		};

		test.each<[string, HeroResponse]>([
			['answers with 503', { status: 503, body: {} }],
			['answers with 500', { status: 500, body: {} }],
			['ends the connection without an answer', { cut: 'read' }],
			['answers with something other than data', { body: '<html></html>' }],
		])(
			'may have been carried out when Hero %s: the model must not try again',
			async (_, answer) => {
				hero.respondWith(answer);
				const { error, details } = await failureOf(message);
				expect(error).toMatch(/It may have been sent or carried out already: do not try again\./);
				expect(error).toMatch(/A person must check at Hero\.$/);
				expect(error).not.toMatch(/Nothing was sent|may try again|before you send it again/);
				expect(details).toMatchObject({ mayBeDone: true });
				expect(details).not.toHaveProperty('description');
				expect(hero.received).toHaveLength(1);
			},
		);

		test('may have been carried out when it timed out', async () => {
			const clock = networkClock();
			hero.onRequest(async (received) => {
				await clock.delay(received, 60_000);
				return jsonResponse({});
			});
			const parameters = { ...message.parameters, timeout: 20 };
			const { error, details } = await clock.during(
				async () => await failureOf({ ...message, parameters, node: clock.node }),
			);
			expect(error).toMatch(/^No answer came from .* in time\./);
			expect(error).toMatch(
				/may have been sent or carried out already: do not try again\. A person/,
			);
			expect(details).toMatchObject({ mayBeDone: true });
		});

		test('was not carried out when Hero rejected a value: the model may send another', async () => {
			hero.respondWith(
				badRequest({ code: 'invalid_type', expected: 'text', path: ['body', 'message_string'] }),
			);
			const { error, details } = await failureOf(message);
			expect(error).toBe(
				"Hero did not accept the values. 'Message': Hero expects text (invalid_type). Nothing was sent or changed. Try again only with other values.",
			);
			expect(details).toMatchObject({ httpCode: '400' });
		});

		test('was not sent when the node rejected a value', async () => {
			const { error } = await failureOf({ ...message, values: { ...message.values, text: '' } });
			expect(error).toMatch(
				/^'Message' is empty\. Fill it in\. Nothing was sent or changed\. Try again/,
			);
			expect(hero.received).toEqual([]);
		});

		test.each([
			[401, /Nothing was sent or changed\. Do not try again: a person must put it right\.$/],
			[403, /Nothing was sent or changed\. Do not try again: a person must put it right\.$/],
			[404, /Nothing was sent or changed\. Try again only with other values\.$/],
			[422, /Nothing was sent or changed\. Try again only with other values\.$/],
			[429, /Nothing was sent or changed\. You may try again once, after a while\.$/],
		])(
			'was not carried out when the status is %d, and the error gives advice',
			async (status, said) => {
				hero.respondWith({ status, body: {} });
				expect((await failureOf(message)).error).toMatch(said);
			},
		);

		test('was not sent when Hero could not be reached', async () => {
			await hero.stop();
			const { error } = await failureOf(message);
			expect(error).toMatch(/^Hero could not be reached at /);
			expect(error).toMatch(
				/Nothing was sent or changed\. You may try again once, after a while\.$/,
			);
		});

		test('to read changed nothing: the model may try again', async () => {
			hero.respondWith({ status: 503, body: {} });
			const { error } = await failureOf(patient);
			expect(error).toMatch(
				/Nothing was sent or changed\. You may try again once, after a while\.$/,
			);
		});

		test('to read that was redirected is for a person to fix', async () => {
			hero.respondWith({ status: 302, headers: { location: 'https://example.com' } });
			expect((await failureOf(patient)).error).toMatch(
				/Do not try again: a person must put it right\.$/,
			);
		});

		test('was not sent when the settings of the tool are wrong: a person must fix them', async () => {
			const parameters = { ...message.parameters, timeout: 0 };
			const { error } = await failureOf({ ...message, parameters });
			expect(error).toMatch(/^'Timeout \(Seconds\)' needs a number above 0\./);
			expect(error).toMatch(/Nothing was sent or changed\..* a person must correct/);
		});

		test('never names an item, because a model does not know items', async () => {
			for (const answer of [{ status: 503 }, { status: 400 }, { status: 429 }]) {
				hero.respondWith(answer);
				expect((await failureOf(message)).error).not.toMatch(/item \d/);
			}
			const empty = { ...message, values: { ...message.values, patient: '' } };
			expect((await failureOf(empty)).error).not.toMatch(/item \d/);
		});

		test('repeats no sent value in the error', async () => {
			hero.respondWith({ status: 400, body: { error: true, message: 'See you on Monday. 98765' } });
			const { error, details } = await failureOf(message);
			expect(JSON.stringify([error, details])).not.toMatch(/Monday|98765/);
		});
	},
);

describe("the tool's setting On Error", () => {
	const unclear = /do not try again\. A person must check at Hero\.$/;
	const fail = async (kind: AgentKind, onError: INode['onError']) => {
		hero.respondWith({ status: 503, body: {} });
		return await callTool(hero, kind, { ...message, settings: { onError } });
	};
	const resultOf = ({ result }: { result: unknown }) => (result as IDataObject[])[0].error;

	test.each<INode['onError']>(['continueErrorOutput', 'continueRegularOutput', 'stopWorkflow'])(
		'%s has no effect when the agent runs its tool itself: the model gets the error',
		async (onError) => {
			expect(resultOf(await fail('by the agent itself', onError))).toMatch(unclear);
		},
	);

	test("continueRegularOutput makes n8n's engine return the error to the model", async () => {
		expect(resultOf(await fail("by n8n's engine", 'continueRegularOutput'))).toMatch(unclear);
	});

	test("stopWorkflow makes n8n's engine stop the workflow", async () => {
		const { result, error } = await fail("by n8n's engine", 'stopWorkflow');
		expect(result).toBeUndefined();
		expect(error?.message).toContain('Hero could not process the request');
	});

	test('continueErrorOutput is rejected before any request, because the model would get no result', async () => {
		const { result } = await callTool(hero, "by n8n's engine", {
			...message,
			settings: { onError: 'continueErrorOutput' },
		});
		expect(resultOf({ result })).toBe(
			"'On Error' in the Settings of this tool hides every result from the language model. Set it to Continue, or to Stop Workflow. Nothing was sent or changed. Do not try again: a person must put it right.",
		);
		expect(hero.received).toEqual([]);
	});
});

describe.each(agentKinds)("the tool's setting Retry On Fail, where the tool is run %s,", (kind) => {
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };

	test('a call that may have been carried out is not retried', async () => {
		hero.respondWith({ status: 503, body: {} });
		const { result } = await callTool(hero, kind, { ...message, settings });
		expect(hero.received).toHaveLength(1);
		const [{ error, details }] = result as IDataObject[];
		expect(error).toMatch(/do not try again\. A person must check at Hero\.$/);
		expect(details).toMatchObject({ httpCode: '503', mayBeDone: true });
	});

	test('a call that may have been carried out is not retried with Stop Workflow either', async () => {
		hero.respondWith({ status: 503, body: {} });
		const stopping = { ...settings, onError: 'stopWorkflow' as const };
		await callTool(hero, kind, { ...message, settings: stopping });
		expect(hero.received).toHaveLength(1);
	});
});

test("n8n's engine retries a rate-limited call when Retry On Fail is set", async () => {
	hero.respondWith({ status: 429, body: {} }, jsonResponse({ message_id: '550021' }));
	const { result } = await callTool(hero, "by n8n's engine", {
		...message,
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
	});
	expect(result).toEqual([{ message_id: '550021' }]);
	expect(hero.received).toHaveLength(2);
});

describe('an ordinary run of the node', () => {
	test('returns the response unchanged', async () => {
		const answer = { id: '1', nickname: null, auth_token: 'example', address: { town: '' } };
		hero.respondWith(jsonResponse(answer));
		const { json: items } = await runHero(hero, {
			operation: 'patient: get',
			parameters: { id: byId('98765'), simplify: false },
		});
		expect(items).toEqual([answer]);
	});

	test('returns no item for an empty list', async () => {
		hero.respondWith(jsonResponse(records.list()));
		expect((await runHero(hero, { operation: 'location: getMany' })).json).toEqual([]);
	});

	test('returns tokens when the operation is to get one', async () => {
		hero.respondWith(jsonResponse({ access_token: 'example' }));
		const run = await runHero(hero, { operation: 'practiceGroup: createAccessToken' });
		expect(run.json).toEqual([{ access_token: 'example' }]);
	});
});
