import type { INodeParameters } from 'n8n-workflow';

import { runWorkflow } from '../../scripts/engine';
import { badRequest, jsonResponse } from '../support/engine/heroServer';
import { heroNode, installedPackage, startNode } from '../support/engine/runHero';
import { textTo, useSafeguardHero } from '../support/engine/safeguards';

const { hero, sent, text } = useSafeguardHero();

const ids = (count: number) => Array.from({ length: count }, (_, index) => `${98_000 + index}`);

describe('Most SMS Parts', () => {
	const parts = async (messageString: string, form: INodeParameters = {}) => {
		const { json } = await text({ mostSmsParts: 3 }, ['1'], { ...form, messageString });
		return json[0].error;
	};
	const tooLong =
		"'Message' has 4 parts as an SMS, and the safeguard 'Most SMS Parts' allows 3 [item 0]";

	test.each([
		['letters', 'a'.repeat(459), 'a'.repeat(460)],
		['characters that count double', `${'€'.repeat(229)}a`, '€'.repeat(230)],
		['another alphabet', `${'a'.repeat(200)}’`, `${'a'.repeat(201)}’`],
		['emoji, which count double', `${'a'.repeat(199)}🙂`, `${'a'.repeat(200)}🙂`],
	])('refuses the first text of four parts with %s', async (_, fits, exceeds) => {
		expect(await parts(fits)).toBeUndefined();
		expect(await parts(exceeds)).toBe(tooLong);
		expect(sent()).toHaveLength(1);
	});

	test('names the character that makes a text long, and who can change the safeguard', async () => {
		const messageString = `${'a'.repeat(201)}’`;
		const { json } = await text({ mostSmsParts: 3 }, ['1'], { messageString });
		const details = JSON.stringify(json[0].details);
		expect(details).toContain('Nothing was sent for this item. Shorten the text.');
		expect(details).toContain('(U+2019)');
		expect(details).toContain('Whoever may edit this workflow can change it');
	});

	test('counts a text once its expressions are filled in', async () => {
		expect(await parts("={{ 'a'.repeat(459) }}")).toBeUndefined();
		expect(await parts("={{ 'a'.repeat(460) }}")).toBe(tooLong);
	});

	test('counts a text in the NHS App only if it may go on as an SMS', async () => {
		const app = { messageType: 'nhs_app' };
		const withSms = { ...app, additionalFields: { fallbackMessageType: 'sms' } };
		const withEmail = { ...app, additionalFields: { fallbackMessageType: 'email' } };
		expect(await parts('a'.repeat(460), app)).toBeUndefined();
		expect(await parts('a'.repeat(460), withEmail)).toBeUndefined();
		expect(await parts('a'.repeat(460), withSms)).toBe(tooLong);
		expect(await parts('a'.repeat(460), { messageType: 'email' })).toBeUndefined();
	});
});

describe('Most Messages in One Run', () => {
	test('sends none if there is one more', async () => {
		const { json } = await text({ mostMessages: 2 }, ['1', '2', '3']);
		expect(json[0].error).toBe(
			"The safeguard 'Most Messages in One Run' allows 2, and this run has 3 messages",
		);
		expect(sent()).toEqual([]);
		await text({ mostMessages: 3 }, ['1', '2', '3']);
		expect(sent()).toEqual(['1', '2', '3']);
	});

	test('counts no message that Hero keeps', async () => {
		const form = { messageType: '={{ $json.id === "1" ? "sms" : "hero" }}' };
		await text({ mostMessages: 1 }, ['1', '2', '3'], form);
		expect(sent()).toHaveLength(3);
	});

	test('takes the smallest limit, if it differs between the items', async () => {
		const { json } = await text({ mostMessages: '={{ Number($json.id) }}' }, ['2', '9', '9']);
		expect(json[0].error).toContain('allows 2');
	});

	/** Runs the node twice in one execution, as a loop does. */
	const runTwice = async (mostMessages: number, form: INodeParameters = {}) => {
		const parameters = textTo({ mostMessages }, form);
		const pass = { ...startNode, id: 'pass', name: 'Pass', type: 'n8n-nodes-base.set' };
		return await runWorkflow({
			workflow: {
				nodes: [
					startNode,
					{ ...pass, typeVersion: 3.4, parameters: { includeOtherFields: true, options: {} } },
					heroNode('message: send', parameters),
				],
				connections: {
					Start: {
						main: [
							[
								{ node: 'Hero Health', type: 'main', index: 0 },
								{ node: 'Pass', type: 'main', index: 0 },
							],
						],
					},
					Pass: { main: [[{ node: 'Hero Health', type: 'main', index: 0 }]] },
				},
			},
			input: ids(3).map((id) => ({ json: { id } })),
			...installedPackage(hero),
		});
	};

	test('counts what earlier rounds of a loop sent', async () => {
		const { error } = await runTwice(5);
		expect(error?.message).toBe(
			"The safeguard 'Most Messages in One Run' allows 5, and this run has 6 messages, 3 of them sent before",
		);
		expect(sent()).toHaveLength(3);
		const run = await runTwice(6);
		expect(run.status).toBe('success');
	});

	test('stops a rehearsal of a loop as it would stop the loop', async () => {
		const { error } = await runTwice(5, { options: { rehearseOnly: true } });
		expect(error?.message).toContain('allows 5, and this run has 6 messages');
		expect(sent()).toEqual([]);
	});

	test('does not count again what a retry does not send again', async () => {
		hero.respondWith(jsonResponse({}), jsonResponse({}), badRequest('No'), jsonResponse({}));
		const first = await text({ mostMessages: 3 }, ids(3), {}, { onError: undefined });
		expect(first.status).toBe('error');
		const retry = await text(
			{ mostMessages: 3 },
			ids(3),
			{},
			{ onError: undefined, retryOf: first },
		);
		expect(retry.status).toBe('success');
		expect(sent()).toEqual([...ids(3), ids(3)[2]]);
	});
});

describe('Stop When Many Fail', () => {
	/** Runs 30 items, of which Hero refuses the first ones. */
	const run = async (
		refused: number,
		safeguards: INodeParameters = {},
		more: INodeParameters = {},
	) => {
		hero.onRequest((_, index) => (index < refused ? badRequest('No') : jsonResponse({ id: '1' })));
		return await text({ stopWhenManyFail: 20, ...safeguards }, ids(30), more);
	};

	test('goes on with 4 of 20', async () => {
		const { json } = await run(4);
		expect(json.filter(({ error }) => error)).toHaveLength(4);
		expect(sent()).toHaveLength(30);
	});

	test('stops with 5 of 20, and says that the others were not sent', async () => {
		const { json } = await run(5);
		expect(sent()).toHaveLength(20);
		expect(json[20]).toEqual({
			error: 'Not sent, since 5 of 20 items failed [item 20]',
			details: {
				description:
					"The safeguard 'Stop When Many Fail' stopped the run. Look at the items that failed, then run the rest. Whoever may edit this workflow can change it, under Safeguards in the node.",
			},
		});
		expect(json.filter(({ error }) => String(error).startsWith('Not sent'))).toHaveLength(10);
	});

	test('looks for the first time after so many items', async () => {
		await run(30, { stopAfter: 3, stopWhenManyFail: 50 });
		expect(sent()).toHaveLength(3);
	});

	test('stops in parallel too, once the requests on their way have come back', async () => {
		await run(30, { stopAfter: 3 }, { itemsInParallel: 5 });
		expect(sent().length).toBeLessThan(3 + 5);
	});
});
