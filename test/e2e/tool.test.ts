import type { INode, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { newest, oldest } from '../../scripts/n8n/temporary';
import { clientOf } from '../support/sandbox/client';
import { startFakeModel, toolResults, type Turn } from '../support/e2e/fakeModel';
import { openN8nWithSandbox, type N8nWithSandbox } from '../support/e2e/n8nWithSandbox';
import {
	branches,
	byId,
	carriedOutCalls,
	heroNode,
	connectionTo,
	withPosition,
	run,
	startNode,
	type Credential,
	type N8n,
	type Node,
} from '../../scripts/n8n/workflows';

const langchain = '@n8n/n8n-nodes-langchain';
const agent = 'AI Agent';
const fromModel = (name: string, more = '') => `={{ $fromAI('${name}', '', 'string'${more}) }}`;

/** The agent versions of n8n 2.8 and 2.41. */
const agentVersions = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2, 2.1, 2.2, 3, 3.1];

/** Agents 1.x are of several kinds; these call tools. */
function kindOf(agentVersion: number): INodeParameters {
	if (agentVersion >= 2) return {};
	return { agent: agentVersion < 1.6 ? 'openAiFunctionsAgent' : 'toolsAgent' };
}

describe.each([newest, oldest])('a tool of an AI agent in n8n %s', (version) => {
	let opened: N8nWithSandbox | undefined;
	let sandbox: Sandbox;
	let model: Awaited<ReturnType<typeof startFakeModel>>;
	let n8n: N8n;
	let credential: Credential;
	let openAi: Credential;

	beforeAll(async () => {
		model = await startFakeModel();
		opened = await openN8nWithSandbox(version);
		({ sandbox, n8n, credential } = opened);
		const kind = { name: 'Model', type: 'openAiApi' };
		const data = { apiKey: 'none', url: model.url, header: false };
		openAi = { ...(await n8n.client.createCredential({ ...kind, data })), name: kind.name };
	});
	afterAll(async () => {
		await Promise.all([opened?.close(), model?.stop()]);
	});
	beforeEach(() => {
		sandbox.changeSettings({ share_5xx: 0, share_broken_after: 0, latency_ms: 0 });
		sandbox.ledger.length = 0;
		model.requests.length = 0;
	});

	/** Runs an agent with these turns and one tool; returns the tool's result of each call. */
	const converse = async (
		call: string,
		parameters: INodeParameters,
		turns: Turn[],
		{ typeVersion = 3.1, settings = {} }: { typeVersion?: number; settings?: Partial<INode> } = {},
	) => {
		const question = { promptType: 'define', text: 'Please help.', options: {} };
		const nodes: Node[] = [
			startNode,
			{
				...{ name: agent, type: `${langchain}.agent`, typeVersion },
				parameters: { ...question, ...kindOf(typeVersion) },
			},
			{
				name: 'Model',
				type: `${langchain}.lmChatOpenAi`,
				typeVersion: 1.2,
				parameters: { model: byId('stub'), options: { maxRetries: 0 } },
				credentials: { openAiApi: openAi },
			},
			{
				...heroNode(credential, call, { descriptionType: 'auto', ...parameters }),
				type: 'n8n-nodes-hero-health.heroHealthTool',
				...settings,
			},
		];
		model.turns.splice(0, Infinity, ...turns);
		const execution = await run(n8n, {
			name: 'Agent',
			nodes: nodes.map(withPosition),
			connections: {
				[startNode.name]: connectionTo(agent),
				Model: connectionTo(agent, 'ai_languageModel'),
				Hero: connectionTo(agent, 'ai_tool'),
			},
		});
		const last = model.requests.at(-1);
		return {
			status: execution.status,
			message: execution.data.resultData.error?.message,
			answer: branches(execution, agent)[0]?.[0]?.json.output,
			told: last ? toolResults(last) : [],
		};
	};

	const text = {
		messageType: fromModel('channel'),
		patientId: byId(fromModel('patient')),
		messageString: fromModel('text'),
	};

	test('sends the text that the model writes, once', async () => {
		const values = { channel: 'SMS', patient: '98765', text: 'See you on Monday.' };
		const said = await converse('message: send', text, [values, 'It is sent.']);
		expect(said).toMatchObject({ status: 'success', answer: 'It is sent.' });
		expect(carriedOutCalls(sandbox, 'sendMessage').map(({ body }) => body)).toEqual([
			{ message_type: 'sms', patient_id: '98765', message_string: 'See you on Monday.' },
		]);
		expect(said.told).toHaveLength(1);
		expect(said.told[0]).toContain('message_id');
	});

	test('accepts a number as text, and its result has no empty values', async () => {
		const parameters = {
			limit: fromModel('limit'),
			filters: { locationId: byId(fromModel('location')) },
		};
		const values = { limit: '2', location: '5' };
		const { told, answer } = await converse('slot: getMany', parameters, [values, 'Two times.']);
		expect(answer).toBe('Two times.');
		expect(told[0].match(/"start_time"/g) ?? told[0].match(/\\"start_time/g)).toHaveLength(2);
		expect(told[0]).not.toContain('null');
		expect(carriedOutCalls(sandbox, 'listSlots')).toMatchObject([{ query: { location_id: '5' } }]);
	});

	test('says which values the model omitted, and sends nothing', async () => {
		const values = { channel: 'SMS', patient: '98765', text: '' };
		const said = await converse('message: send', text, [values, 'I need a text.']);
		expect(carriedOutCalls(sandbox, 'sendMessage')).toEqual([]);
		expect(said).toMatchObject({ status: 'success', answer: 'I need a text.' });
		expect(said.told[0]).toContain("'Message' is empty. Fill it in. Nothing was sent or changed.");
	});

	describe.each(agentVersions)('of version %d', (typeVersion) => {
		const values = { channel: 'SMS', patient: '98765', text: 'See you on Monday.' };

		test('gives the model no token', async () => {
			// The response to a message that awaits approval has a token.
			const parameters = { ...text, additionalFields: { writeToRecord: true, assigneeId: 1 } };
			const turns = [values, 'It is sent.'];
			const { told, answer } = await converse('message: send', parameters, turns, { typeVersion });
			expect(answer).toBe('It is sent.');
			expect(told).toHaveLength(1);
			expect(told[0]).toContain('confirm_write_to_record_url');
			expect(told[0]).not.toContain('token');
		});

		test('gives the model no empty field', async () => {
			const body = { patient_id: '98765', message_type: 'sms', message_string: 'Hello' };
			const { data } = await clientOf(sandbox).post('/v1/messages/send', body);
			const parameters = { id: byId(fromModel('message')) };
			const turns = [{ message: data.message_id as string }, 'It is delivered.'];
			const { told, answer } = await converse('message: get', parameters, turns, { typeVersion });
			expect(answer).toBe('It is delivered.');
			expect(told[0]).toContain('created_at');
			expect(told[0]).not.toMatch(/:null|:""|scheduled_at/);
		});

		// The model tries again unless the error forbids it, as a real model did after a bare status 503.
		const triesAgain = (told: string) =>
			/do not try again/.test(told) ? 'I have asked a person to check.' : values;

		test.each([
			['loses its answer', { share_broken_after: 1 }, 1],
			['answers with 503', { share_5xx: 1 }, 0],
		])('sends a text once where Hero %s, and tells the model not to', async (_, fault, sent) => {
			sandbox.changeSettings(fault);
			const turns = [values, triesAgain, triesAgain];
			const { told, answer } = await converse('message: send', text, turns, { typeVersion });
			expect(told).toHaveLength(1);
			expect(told[0]).toContain('A person must check at Hero.');
			expect(answer).toBe('I have asked a person to check.');
			expect(
				sandbox.ledger.filter(({ operationId }) => operationId === 'sendMessage'),
			).toHaveLength(1);
			expect(carriedOutCalls(sandbox, 'sendMessage')).toHaveLength(sent);
		});

		test('sends each text once with Retry On Fail too, and gives the model each result', async () => {
			sandbox.changeSettings({ share_broken_after: 1 });
			const other = { ...values, text: 'See you on Tuesday.' };
			const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
			const turns = [values, other, 'I have asked a person to check.'];
			const { told } = await converse('message: send', text, turns, { typeVersion, settings });
			expect(told).toHaveLength(2);
			for (const one of told) expect(one).toContain('A person must check at Hero.');
			expect(carriedOutCalls(sandbox, 'sendMessage').map(({ body }) => body)).toMatchObject([
				{ message_string: values.text },
				{ message_string: other.text },
			]);
		});

		test('the model learns that a failed read changed nothing', async () => {
			sandbox.changeSettings({ share_5xx: 1 });
			const parameters = { id: byId(fromModel('patient')), retryWhenBusy: false };
			const turns = [{ patient: '98765' }, 'Hero is away.'];
			const { told, answer } = await converse('patient: get', parameters, turns, { typeVersion });
			expect(answer).toBe('Hero is away.');
			expect(told[0]).toContain('Nothing was sent or changed. You may try again once');
		});
	});
});
