import type { IDataObject, INode } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { newest, oldest } from '../../scripts/n8n/temporary';
import { openN8nWithSandbox, type N8nWithSandbox } from '../support/e2e/n8nWithSandbox';
import {
	branches,
	byId,
	carriedOutCalls,
	chain,
	credentialData,
	heroNode,
	itemNodes,
	run,
	startNode,
	type Credential,
	type N8n,
	type Node,
} from '../../scripts/n8n/workflows';

const guarded = { N8N_SSRF_PROTECTION_ENABLED: 'true' };
const allowed = { ...guarded, N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32' };
const restricted = {
	N8N_BLOCK_ENV_ACCESS_IN_NODE: 'true',
	N8N_BLOCK_FILE_ACCESS_TO_N8N_FILES: 'true',
	N8N_RESTRICT_FILE_ACCESS_TO: '/nowhere',
};
const binary = (mode: string) => ({ N8N_DEFAULT_BINARY_DATA_MODE: mode });

let opened: N8nWithSandbox | undefined;
let sandbox: Sandbox;
let n8n: N8n;
let credential: Credential;

async function open(version: string, environment: Record<string, string>) {
	opened = await openN8nWithSandbox(version, environment);
	({ sandbox, n8n, credential } = opened);
}
beforeEach(() => {
	sandbox.ledger.length = 0;
});
const close = async () => await opened?.close();

const letter = 'Dear patient, your results are normal.';

/** A node that makes a file of each item. */
const toFile: Node = {
	name: 'Letter',
	type: 'n8n-nodes-base.convertToFile',
	typeVersion: 1.1,
	parameters: {
		operation: 'toText',
		sourceProperty: 'text',
		options: { fileName: 'letter.txt' },
	},
};

const modes: Array<[version: string, mode: string, environment: Record<string, string>]> = [
	[newest, 'filesystem', { ...binary('filesystem'), ...restricted }],
	[newest, 'database', { ...binary('database'), ...allowed }],
	[oldest, 'filesystem', { ...binary('filesystem'), ...restricted }],
	[oldest, 'default', binary('default')],
];

describe.each(modes)('n8n %s with binary data in %s', (version, mode, environment) => {
	beforeAll(async () => await open(version, environment));
	afterAll(close);

	test('a file of an item becomes an attachment link', async () => {
		const node = heroNode(credential, 'link: createAttachment', {
			...{ file: 'item', dataField: 'data', encoding: 'base64' },
			additionalFields: { patientId: byId('98765') },
		});
		const execution = await run(
			n8n,
			chain(startNode, ...itemNodes([{ text: letter }]), toFile, node),
		);
		expect([execution.status, execution.data.resultData.error?.message]).toEqual([
			'success',
			undefined,
		]);
		const [[file]] = branches(execution, 'Letter');
		// The data are the content in memory mode, and otherwise a reference.
		expect(file.binary?.data.id?.split(':')[0]).toBe(
			mode === 'default' ? undefined : mode === 'filesystem' ? 'filesystem-v2' : mode,
		);
		const content = Buffer.from(letter).toString('base64');
		expect(carriedOutCalls(sandbox, 'createAttachmentLink').map(({ body }) => body)).toEqual([
			{ file_data: content, file_name: 'letter.txt', patient_id: '98765' },
		]);
		expect(branches(execution)[0]).toMatchObject([
			{ json: { attachment_uuid: expect.any(String) } },
		]);
	});

	if (mode === 'filesystem') nodeSettings();
});

/** Sends three texts, of which Hero rejects the second, with n8n's own settings of a node. */
function nodeSettings() {
	const patients = ['98765', '7', '98766'].map((id) => ({ id }));
	const text = { messageType: 'sms', patientId: byId('={{ $json.id }}'), messageString: 'Hello' };
	const send = async (settings: Partial<INode>) => {
		const node = heroNode(credential, 'message: send', { ...text, itemsInParallel: 1 }, settings);
		return await run(n8n, chain(startNode, ...itemNodes(patients), node));
	};
	const sentTo = () =>
		carriedOutCalls(sandbox, 'sendMessage').map(({ body }) => (body as IDataObject).patient_id);
	const refused = { json: { error: expect.anything() }, pairedItem: { item: 1 } };
	const sent = { json: { message_id: expect.any(String) } };

	test('Stop Workflow, the default, sends nothing after the failed item', async () => {
		const { status, data } = await send({});
		expect(status).toBe('error');
		expect(data.resultData.error?.message).toContain('[item 1]');
		expect(sentTo()).toEqual(['98765']);
	});

	test('Continue leaves all items on one branch', async () => {
		const execution = await send({ onError: 'continueRegularOutput' });
		expect(execution.status).toBe('success');
		expect(branches(execution)).toMatchObject([[sent, refused, sent]]);
		expect(sentTo()).toEqual(['98765', '98766']);
	});

	test('Continue (using error output) outputs the failed item on the error branch', async () => {
		const execution = await send({ onError: 'continueErrorOutput' });
		expect(execution.status).toBe('success');
		expect(branches(execution)).toMatchObject([[sent, sent], [refused]]);
		expect(branches(execution)[1]).toMatchObject([{ json: patients[1] }]);
		expect(JSON.stringify(branches(execution)[1])).toContain('Hero did not accept the values');
		expect(sentTo()).toEqual(['98765', '98766']);
	});

	test('Execute Once sends the first item alone', async () => {
		const execution = await send({ executeOnce: true });
		expect(branches(execution)).toMatchObject([[sent]]);
		expect(sentTo()).toEqual(['98765']);
	});

	test('Always Output Data outputs an item for an empty list', async () => {
		const parameters = { filters: { startDate: '2001-01-01', endDate: '2001-01-02' } };
		const list = async (settings: Partial<INode>) =>
			await run(n8n, chain(startNode, heroNode(credential, 'slot: getMany', parameters, settings)));
		expect(branches(await list({}))).toEqual([[]]);
		expect(branches(await list({ alwaysOutputData: true }))).toMatchObject([[{ json: {} }]]);
	});
}

describe(`n8n ${newest} that lets nobody call inner addresses`, () => {
	beforeAll(async () => await open(newest, guarded));
	afterAll(close);

	test('explains it in the error of the node and of the credential', async () => {
		const execution = await run(n8n, chain(startNode, heroNode(credential, 'location: getMany')));
		const { error } = execution.data.resultData as {
			error?: { message: string; description?: string };
		};
		expect(execution.status).toBe('error');
		expect(error).toMatchObject({
			message: expect.stringContaining('restricted IP address'),
			description: expect.stringMatching(/ask your n8n administrator .* Nothing was sent\./),
		});
		expect(sandbox.ledger).toEqual([]);

		const kind = { ...credential, type: 'heroHealthApi', data: credentialData(sandbox) };
		const { status, message } = await n8n.client.testCredential(kind);
		expect([status, message]).toEqual(['Error', expect.stringContaining('restricted IP address')]);
	});
});
