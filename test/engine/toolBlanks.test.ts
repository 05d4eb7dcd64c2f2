import type { INodeParameters } from 'n8n-workflow';

import { callTool, agentKinds, type ToolCall } from '../support/engine/toolAgents';
import { isLaterPage, jsonResponse, emptyPage, useHeroServer } from '../support/engine/heroServer';
import * as records from '../support/engine/records';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();

/** The target and body of each request. */
const calls = () =>
	hero.received.filter((one) => !isLaterPage(one)).map(({ target, body }) => ({ target, body }));

const message = (member: INodeParameters): ToolCall => ({
	operation: 'message: send',
	parameters: {
		...{ messageType: 'sms', patientId: byId('98765'), messageString: 'Hello' },
		additionalFields: member,
	},
});
const slots = (member: INodeParameters): ToolCall => ({
	operation: 'slot: getMany',
	parameters: { filters: member },
});
const task = (member: INodeParameters): ToolCall => ({
	operation: 'task: update',
	parameters: { id: byId('4471'), updateFields: { status: 'closed', ...member } },
});
const onBehalf = (member: INodeParameters): ToolCall => ({
	operation: 'patient: get',
	parameters: { id: byId('98765'), options: member },
});

/** An optional field of each kind, with the expression that fills it in. */
const optional: Array<[kind: string, callWith: (filled: string) => ToolCall]> = [
	['a text', (filled) => message({ snomedTerm: filled })],
	['a date and time', (filled) => message({ sendAt: filled })],
	['a toggle', (filled) => message({ encrypted: filled })],
	['a contact', (filled) => message({ recipientContactDetail: filled })],
	['a choice', (filled) => task({ priority: filled })],
	['a choice that takes other values', (filled) => message({ assigneeType: filled })],
	['a record that is chosen', (filled) => message({ taskId: byId(filled) })],
	['a record that is chosen as a number', (filled) => message({ assigneeId: byId(filled) })],
	['a date among filters', (filled) => slots({ startDate: filled })],
	['a record among filters', (filled) => slots({ locationId: byId(filled) })],
	['another practice group', (filled) => onBehalf({ practiceGroupId: filled })],
];

/** Values without any readable text. */
const blanks = ['', '   ', '\t\n', '\u00a0', '\u200b\u2060\ufeff'];

describe.each(agentKinds)('for a language model, where the tool is run %s,', (kind) => {
	/** The same call without the field. */
	const callsWithout = async ({ operation, parameters }: ToolCall, filled: string) => {
		const bare = JSON.parse(JSON.stringify(parameters), (_, value: unknown) =>
			value === filled || (value as { value?: unknown } | null)?.value === filled
				? undefined
				: value,
		) as INodeParameters;
		await callTool(hero, kind, { operation, parameters: bare });
		return calls().splice(0, Infinity);
	};

	describe.each(optional)('%s counts as not added', (_, callWith) => {
		beforeEach(() =>
			hero.onRequest((received) =>
				isLaterPage(received) ? emptyPage : jsonResponse(records.list({ id: '1' })),
			),
		);

		const expectSame = async (filled: string, values = {}) => {
			const wanted = await callsWithout(callWith(filled), filled);
			expect(wanted).toHaveLength(1);
			hero.received.length = 0;
			await callTool(hero, kind, { ...callWith(filled), values });
			expect(calls()).toEqual(wanted);
		};

		test.each(blanks)('where the model writes %j', async (blank) => {
			await expectSame("={{ $fromAI('field', '', 'string') }}", { field: blank });
		});

		test('when it is null', async () => {
			await expectSame('={{ null }}');
		});

		test('when its default is an empty text', async () => {
			await expectSame("={{ $fromAI('field', '', 'string', '') }}", { field: '' });
		});
	});

	test('a blank required field stops the call', async () => {
		const { result } = await callTool(hero, kind, {
			operation: 'message: send',
			parameters: {
				...{ messageType: 'sms', patientId: byId('98765') },
				messageString: "={{ $fromAI('text', '', 'string') }}",
			},
			values: { text: '\u200b' },
		});
		expect(JSON.stringify(result)).toContain("'Message'");
		expect(hero.received).toEqual([]);
	});

	test('zero and false are sent', async () => {
		await callTool(hero, kind, message({ encrypted: '={{ false }}' }));
		expect(calls()).toMatchObject([{ body: { encrypted: false } }]);
	});
});

test.each(['', '   '])('in an ordinary run an added field with %j is refused', async (blank) => {
	const { error } = await runHero(hero, message({ snomedTerm: blank }));
	expect(error?.message).toContain("'SNOMED Term'");
	expect(hero.received).toEqual([]);
});
