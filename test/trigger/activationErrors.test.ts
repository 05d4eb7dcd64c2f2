import type { INodeParameters } from 'n8n-workflow';

import {
	expectNoSecretIn,
	rejection,
	subscriptionsOf,
	triggerParameters,
} from '../support/trigger/heroSubscriptions';
import { confirmed, setUpTrigger } from '../support/trigger/triggerSetup';

const trigger = setUpTrigger(triggerParameters, { isPublished: false });
const { ids } = subscriptionsOf(trigger);

const options = (more: INodeParameters): INodeParameters => ({
	...trigger.n8n.parameters,
	options: more,
});

describe('the error of an activation has everything in its message, because n8n shows only that:', () => {
	test('a key that Hero refuses, or that lacks the scope', async () => {
		trigger.proxy.setFaults(() => ({ status: 401 }));
		const message = await rejection(trigger.n8n.activate());
		expect(message).toContain('Hero refused the API key for this practice group');
		expect(message).toContain('Check API Key, Practice Group ID and Environment');
		expect(message).toContain('scope');
		expectNoSecretIn(message, trigger);
	});

	test('the error is logged too, because the editor shows it only at that moment', async () => {
		trigger.proxy.setFaults(() => ({ status: 401 }));
		const message = await rejection(trigger.n8n.activate());
		expect(trigger.n8n.log).toContainEqual({
			level: 'warn',
			message: `The Hero Health Trigger was not published: ${message}`,
		});
		trigger.proxy.setFaults(() => undefined);
		trigger.n8n.parameters = { events: [] };
		await rejection(trigger.n8n.activate());
		expect(trigger.n8n.log.at(-1)?.message).toContain("'Trigger On' is empty");
	});

	test('a practice group outside the network', async () => {
		trigger.n8n.parameters = options({ practiceGroupId: '7' });
		expect(await rejection(trigger.n8n.activate())).toContain(
			'Check that the Practice Group ID in Options is in the same Hero network as the key.',
		);
	});

	test('Form Submitted, which Hero does not list', async () => {
		trigger.hero.changeSettings({ refuse_form_submission_events: true });
		trigger.n8n.parameters = { events: [confirmed, 'form-submission.created'] };
		const message = await rejection(trigger.n8n.activate());
		expect(message).toContain('does not name Form Submitted');
		expect(message).toContain("'Trigger On'");
		expect(ids()).toEqual([]);
		trigger.hero.changeSettings({ refuse_form_submission_events: false });
	});

	test('an event that Hero refuses, by the name of the field', async () => {
		trigger.n8n.parameters = { events: ['appointment.dreamt'] };
		const message = await rejection(trigger.n8n.activate());
		expect(message).toContain("'Trigger On'");
		expect(message).not.toContain('Form Submitted');
	});

	test('a broken connection, after which Hero may have created the subscription', async () => {
		trigger.proxy.setFaults(({ method }) => (method === 'POST' ? 'responseLost' : undefined));
		const message = await rejection(trigger.n8n.activate());
		expect(message).toContain('ended before an answer came');
		expect(message).toContain('Hero may have carried it out all the same');
	});

	test('a Base URL that is not https', async () => {
		trigger.n8n.credentials.baseUrl = 'http://api.example.com';
		const message = await rejection(trigger.n8n.activate());
		expect(message).toContain("'Base URL' in the Hero Health credential must begin with https://");
		expect(message).toContain('Plain http is allowed only for this computer');
	});

	describe('a URL of n8n that Hero cannot reach:', () => {
		beforeEach(() => {
			trigger.n8n.credentials.environment = 'staging';
			trigger.n8n.send = () => ({ statusCode: 200, headers: {}, body: { data: [], id: '712' } });
		});

		test.each([
			'http://n8n.example.com',
			'https://localhost',
			'https://127.0.0.1',
			'https://[::1]',
			'https://10.1.2.3',
			'https://172.20.0.2',
			'https://192.168.1.4',
			'https://169.254.0.1',
			'https://100.100.0.1',
			'https://[fd12::1]',
			'https://[fe80::1]',
			'https://n8n',
			'https://n8n.local',
			'https://n8n.internal',
			'https://n8n.home.arpa',
			'https://n8n.local.',
			'https://[::ffff:10.1.2.3]',
		])('%s', async (address) => {
			trigger.n8n.address = address;
			const message = await rejection(trigger.n8n.activate());
			expect(message).toContain(
				`its address ${new URL(address).origin} is not a public https address`,
			);
			expect(message).toContain('WEBHOOK_URL');
		});

		test('the message has the origin of the URL only, without user name, password and path', async () => {
			trigger.n8n.address = 'http://somebody:hush@n8n.example.com/base';
			expect(await rejection(trigger.n8n.activate())).not.toMatch(/somebody|hush|base|\/webhook/);
		});

		test.each(['https://n8n.example.com', 'https://172.32.0.1', 'https://fd-surgery.example.com'])(
			'%s is accepted',
			async (address) => {
				trigger.n8n.address = address;
				await trigger.n8n.activate();
				expect(trigger.n8n.activation().subscriptions).toHaveLength(3);
			},
		);

		test('a local URL is accepted for a Hero on the same computer', async () => {
			trigger.n8n.credentials = {
				...trigger.n8n.credentials,
				environment: 'custom',
				baseUrl: 'http://localhost:1',
			};
			trigger.n8n.address = 'http://localhost:5678';
			await trigger.n8n.activate();
			expect(trigger.n8n.activation().subscriptions).toHaveLength(3);
		});
	});
});
