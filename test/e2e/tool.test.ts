import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { fasterExpressions, newest, oldest, openN8n } from '../../scripts/n8n/temporary';
import { startModel, type Turn } from './model';
import type { N8n } from './practice';
import {
	branches,
	byId,
	carriedOut,
	hero,
	leadsTo,
	placed,
	run,
	start,
	storeCredential,
	type Credential,
	type Node,
} from './workflows';

const langchain = '@n8n/n8n-nodes-langchain';
const agent = 'AI Agent';
const fromModel = (name: string, more = '') => `={{ $fromAI('${name}', '', 'string'${more}) }}`;

describe.each([newest, oldest])('a tool of an AI agent in n8n %s', (version) => {
	let sandbox: Sandbox;
	let model: Awaited<ReturnType<typeof startModel>>;
	let n8n: N8n;
	let credential: Credential;
	let openAi: Credential;

	beforeAll(async () => {
		[sandbox, model] = await Promise.all([startSandbox(), startModel()]);
		n8n = await openN8n({ version, environment: fasterExpressions });
		await n8n.start();
		credential = await storeCredential(n8n, sandbox);
		const kind = { name: 'Model', type: 'openAiApi' };
		const data = { apiKey: 'none', url: model.url, header: false };
		openAi = { ...(await n8n.client.createCredential({ ...kind, data })), name: kind.name };
	});
	afterAll(async () => {
		await Promise.all([n8n?.close(), sandbox?.stop(), model?.stop()]);
	});
	beforeEach(() => {
		sandbox.ledger.length = 0;
		model.asked.length = 0;
	});

	/** Lets an agent take these turns with the one tool; gives back what the tool told it each time. */
	const converse = async (call: string, parameters: INodeParameters, turns: Turn[]) => {
		const question = { promptType: 'define', text: 'Please help.', options: {} };
		const nodes: Node[] = [
			start,
			{ name: agent, type: `${langchain}.agent`, typeVersion: 3, parameters: question },
			{
				name: 'Model',
				type: `${langchain}.lmChatOpenAi`,
				typeVersion: 1.2,
				parameters: { model: byId('stub'), options: { maxRetries: 0 } },
				credentials: { openAiApi: openAi },
			},
			{
				...hero(credential, call, { descriptionType: 'auto', ...parameters }),
				type: 'n8n-nodes-hero-health.heroHealthTool',
			},
		];
		model.turns.splice(0, Infinity, ...turns);
		const execution = await run(n8n, {
			name: 'Agent',
			nodes: nodes.map(placed),
			connections: {
				[start.name]: leadsTo(agent),
				Model: leadsTo(agent, 'ai_languageModel'),
				Hero: leadsTo(agent, 'ai_tool'),
			},
		});
		const messages = model.asked.at(-1)?.messages ?? [];
		return {
			status: execution.status,
			message: execution.data.resultData.error?.message,
			answer: branches(execution, agent)[0]?.[0]?.json.output,
			told: messages.filter(({ role }) => role === 'tool').map(({ content }) => content),
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
		expect(carriedOut(sandbox, 'sendMessage').map(({ body }) => body)).toEqual([
			{ message_type: 'sms', patient_id: '98765', message_string: 'See you on Monday.' },
		]);
		expect(said.told).toHaveLength(1);
		expect(said.told[0]).toContain('message_id');
	});

	test('takes a text for a number, and answers without what says nothing', async () => {
		const parameters = {
			limit: fromModel('limit'),
			filters: { locationId: byId(fromModel('location')) },
		};
		const values = { limit: '2', location: '5' };
		const { told, answer } = await converse('slot: getMany', parameters, [values, 'Two times.']);
		expect(answer).toBe('Two times.');
		expect(told[0].match(/"start_time"/g) ?? told[0].match(/\\"start_time/g)).toHaveLength(2);
		expect(told[0]).not.toContain('null');
		expect(carriedOut(sandbox, 'listSlots')).toMatchObject([{ query: { location_id: '5' } }]);
	});

	test('tells the model what it left out, and sends nothing', async () => {
		const values = { channel: 'SMS', patient: '98765', text: '' };
		const said = await converse('message: send', text, [values, 'I need a text.']);
		expect(carriedOut(sandbox, 'sendMessage')).toEqual([]);
		expect([...said.told, said.message].join()).toContain("'Message'");
	});
});
