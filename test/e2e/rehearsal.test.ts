import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { newest, oldest } from '../../scripts/n8n/temporary';
import {
	branches,
	byId,
	chain,
	heroNode,
	itemNodes,
	run,
	startNode,
	storeCredential,
	type Credential,
	type N8n,
	type Node,
} from '../../scripts/n8n/workflows';
import { sentTo } from '../support/e2e/campaign';
import { openN8nWithSandbox, type N8nWithSandbox } from '../support/e2e/n8nWithSandbox';

/** One who has died, one without a mobile, and a row that names nobody. */
const badRows = ['97001', '97008', 'unknown'];

/** Patients whom a text may reach. */
const reachable = ({ patients }: Sandbox, count: number): string[] =>
	[...patients.values()]
		.filter(({ mobile, deceased_at, restricted, dob }) => {
			return mobile && !deceased_at && !restricted && dob < '2000';
		})
		.slice(0, count)
		.map(({ id }) => id);

const patientId = byId('={{ $json.patient }}');

describe.each([newest, oldest])('a rehearsal in n8n %s', (version) => {
	let opened: N8nWithSandbox | undefined;
	let sandbox: Sandbox;
	let n8n: N8n;
	let live: Credential;
	let rehearsal: Credential;
	let toMe: Credential;
	let goodPatients: string[];
	let rows: Array<{ patient: string }>;
	beforeAll(async () => {
		opened = await openN8nWithSandbox(version);
		({ sandbox, n8n, credential: live } = opened);
		goodPatients = reachable(sandbox, 17);
		rows = [...goodPatients, ...badRows].map((patient) => ({ patient }));
		rehearsal = await storeCredential(n8n, sandbox, { mode: 'rehearsal' });
		toMe = await storeCredential(n8n, sandbox, { mode: 'ownContact', ownMobile: '07700 900999' });
	});
	afterAll(async () => await opened?.close());
	beforeEach(() => {
		sandbox.ledger.length = 0;
	});

	const writes = () =>
		sandbox.ledger.filter(({ method }) => method !== 'GET').map(({ operationId }) => operationId);

	const text = (credential: Credential, parameters: INodeParameters = {}): Node => ({
		...heroNode(credential, 'message: send', {
			...{ messageType: 'sms', patientId, messageString: 'Your flu vaccination is due.' },
			safeguards: { checkPatient: true, smsPrice: 2.4 },
			...parameters,
		}),
		name: 'Text',
		onError: 'continueRegularOutput',
	});

	const campaign = async (credential: Credential) => {
		const execution = await run(n8n, chain(startNode, ...itemNodes(rows), text(credential)));
		const output = branches(execution, 'Text').flat();
		const told = (name: string) => output.filter(({ json }) => json[name] !== undefined).length;
		return { output, execution, told };
	};

	test('a campaign of 20 with three bad rows is rehearsed, and then sent as rehearsed', async () => {
		const rehearsed = await campaign(rehearsal);
		expect(writes()).toEqual([]);
		expect([rehearsed.told('rehearsal'), rehearsed.told('held'), rehearsed.told('error')]).toEqual([
			17, 2, 1,
		]);
		expect(JSON.stringify(rehearsed.execution.data)).toContain(
			'Live, this run would send up to 17 of 20 messages (1 deceased, 1 without a mobile number, 1 refused), with 17 SMS parts for about £0.41.',
		);

		const sent = await campaign(live);
		expect(sentTo(sandbox).sort()).toEqual([...goodPatients].sort());
		expect([sent.told('rehearsal'), sent.told('held'), sent.told('error')]).toEqual([0, 2, 1]);
	});

	test('a hold, its booking and the text run to their end, and nothing leaves', async () => {
		const listed = await run(
			n8n,
			chain(startNode, heroNode(live, 'slot: getMany', { limit: 1, filters: {} })),
		);
		const [[{ json: slot }]] = branches(listed);
		const execution = await run(
			n8n,
			chain(
				startNode,
				...itemNodes(rows.slice(0, 1)),
				{
					...heroNode(rehearsal, 'appointment: create', {
						...{ time: 'slot', slot: byId(String(slot.id)) },
						additionalFields: { patientId },
					}),
					name: 'Hold',
				},
				{
					...heroNode(rehearsal, 'appointment: book', { id: byId('={{ $json.id }}') }),
					name: 'Book',
				},
				{
					...heroNode(rehearsal, 'appointment: get', {
						id: byId("={{ $('Hold').item.json.id }}"),
					}),
					name: 'Read',
				},
				text(rehearsal, {
					patientId: byId('={{ $json.patient_id }}'),
					messageString: '=Your appointment is on {{ $json.start_time.slice(0, 10) }}.',
				}),
			),
		);
		expect(execution.status).toBe('success');
		expect(writes()).toEqual([]);
		expect(branches(execution, 'Text')[0][0].json.content).toMatch(/^Your appointment is on 20/);
	});

	test('messages to my own phone reach that phone alone', async () => {
		const { told } = await campaign(toMe);
		const contacts = sandbox.ledger
			.filter(({ method }) => method !== 'GET')
			.map(({ body }) => (body as IDataObject).recipient_contact_detail);
		expect(new Set(contacts)).toEqual(new Set(['07700 900999']));
		expect([contacts.length, told('rehearsal')]).toEqual([17, 17]);
	});

	test('another node with the credential of a rehearsal writes nothing either', async () => {
		const request: Node = {
			name: 'Request',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				...{ method: 'POST', url: `${sandbox.url}/v1/messages/send` },
				...{ authentication: 'predefinedCredentialType', nodeCredentialType: 'heroHealthApi' },
				...{ sendBody: true, specifyBody: 'json' },
				jsonBody: '{ "message_type": "sms", "patient_id": "98765", "message_string": "Hello" }',
				options: {},
			},
			credentials: { heroHealthApi: rehearsal },
		};
		const execution = await run(n8n, chain(startNode, request));
		expect(execution.status).toBe('error');
		expect(writes()).toEqual([]);
	});
});
