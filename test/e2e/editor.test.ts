import type { Browser, Page } from 'playwright-core';
import type { Sandbox } from '../../sandbox';
import { hasBrowser, openBrowser } from '../../scripts/browser/chromium';
import { holdStill, openNode, openWorkflow, signIn } from '../../scripts/n8n/editor';
import { newest } from '../../scripts/n8n/temporary';
import { openN8nWithSandbox, type N8nWithSandbox } from '../support/e2e/n8nWithSandbox';
import {
	byId,
	carriedOutCalls,
	chain,
	heroNode,
	heroName,
	itemNodes,
	startNode,
	type Credential,
	type N8n,
	type Node,
} from '../../scripts/n8n/workflows';

/** The folder of the screenshots. */
const pictures = 'coverage/editor';

const inBrowser = hasBrowser() ? describe : describe.skip;

inBrowser(`the editor of n8n ${newest}`, () => {
	let opened: N8nWithSandbox | undefined;
	let sandbox: Sandbox;
	let n8n: N8n;
	let browser: Browser;
	let page: Page;
	let credential: Credential;
	let complaints: string[] = [];

	beforeAll(async () => {
		opened = await openN8nWithSandbox(newest);
		({ sandbox, n8n, credential } = opened);
		browser = await openBrowser();
		page = await openEditor();
	});
	afterAll(async () => {
		await browser?.close();
		await opened?.close();
	});
	beforeEach(() => {
		sandbox.ledger.length = 0;
	});
	afterEach(() => {
		const heard = complaints;
		complaints = [];
		expect(heard).toEqual([]);
	});

	/** A new signed-in page that records the errors of its console. */
	async function openEditor(): Promise<Page> {
		const context = await browser.newContext({
			viewport: { width: 1400, height: 900 },
		});
		context.setDefaultTimeout(60_000);
		const opened = await context.newPage();
		await signIn(opened, n8n.url);
		opened.on('pageerror', (error) => complaints.push(error.message));
		opened.on('console', (message) => {
			// n8n looks the package up in the public registry, which may be out of reach.
			const isOurs = message.location().url.startsWith(n8n.url);
			if (message.type() === 'error' && isOurs) complaints.push(message.text());
		});
		return opened;
	}

	const part = (name: string) => page.locator(`[data-test-id="${name}"]`);
	const seen = async (name: string, text: string) =>
		await part(name).filter({ hasText: text }).first().waitFor();
	const picture = async (name: string) => {
		await holdStill(page);
		await page.screenshot({ path: `${pictures}/${name}.png` });
	};

	/** Opens the panel of a node of a workflow that is stored for it. */
	const open = async (name: string, ...nodes: Node[]) => {
		const { id } = await n8n.client.createWorkflow(chain(...nodes));
		await openWorkflow(page, n8n.url, id);
		await openNode(page, name);
	};

	const openCreator = async () => {
		await page.goto(`${n8n.url}/workflow/new`);
		await part('canvas-plus-button').click();
	};
	/** The names that the node creator finds. */
	const search = async (words: string) => {
		await part('node-creator-search-bar').fill(words);
		const names = part('node-creator-item-name');
		await names.filter({ hasText: /^Hero Health$/ }).waitFor();
		return await names.allInnerTexts();
	};
	const choose = async (name: string) =>
		await part('node-creator-item-name')
			.filter({ hasText: new RegExp(`^${name}$`) })
			.click();

	test('finds the node first by the words of a practice', async () => {
		await openCreator();
		for (const words of ['gp appointment', 'nhs text message', 'surgery', 'hero']) {
			const [first] = await search(words);
			expect([words, first]).toEqual([words, 'Hero Health']);
		}
	});

	test('lists triggers and actions', async () => {
		await openCreator();
		await search('hero');
		await choose('Hero Health');
		await page.getByText('On appointment confirmed', { exact: true }).waitFor();
		await page.getByText(/^Triggers \(\d+\)$/).waitFor();
		await page.getByText(/^Actions \(\d+\)$/).click();
		await page.getByText('Cancel an appointment (changes data)', { exact: true }).waitFor();
		await picture('node-creator');
	});

	test.each([
		['dark', 'hero-health.dark.svg'],
		['light', 'hero-health.svg'],
	] as const)('shows the icon in the %s theme', async (theme, file) => {
		await page.emulateMedia({ colorScheme: theme });
		await openCreator();
		await search('hero');
		const icon = part('node-creator').locator('img').first();
		expect(await icon.getAttribute('src')).toMatch(new RegExp(`/${file}$`));
		const width = `document.querySelector('[data-test-id="node-creator"] img').naturalWidth`;
		expect(await page.evaluate(width)).toBeGreaterThan(0);
		await picture(`icon-${theme}`);
	});

	test('creates a credential, and reports its errors', async () => {
		await open(heroName, startNode, {
			...heroNode(credential, 'location: getMany'),
			credentials: {},
		});
		await part('node-credentials-select').click();
		await part('node-credentials-select-item-new').click();
		const dialog = part('credential-edit-dialog');
		const field = (name: string) => part(`parameter-input-${name}`).locator('input');
		await field('apiKey').fill('wrong');
		await field('practiceGroupId').fill(sandbox.practiceGroupId);
		await part('parameter-input-environment').click();
		await page.locator('.el-select-dropdown__item:visible', { hasText: 'Custom' }).click();
		await field('baseUrl').fill(sandbox.url);
		await part('credential-save-button').click();
		await dialog.getByText('More details').click();
		await dialog.getByText('Hero refused this key').first().waitFor();
		await picture('credential-refused');

		await field('apiKey').fill(sandbox.apiKey);
		await part('credential-save-button').click();
		await dialog.waitFor({ state: 'hidden' });
		await part('credential-edit-button').click();
		await dialog.getByText('Connection tested successfully').waitFor();
		await picture('credential-accepted');
	});

	test('builds a workflow by clicking, with a list from Hero, and runs it', async () => {
		await openCreator();
		await part('node-creator-search-bar').fill('manual');
		await choose('Manual Trigger');
		await part('canvas-handle-plus').first().click();
		await search('gp appointment');
		await choose('Hero Health');
		await page.getByText('Get many slots', { exact: true }).click();
		await part('collection-parameter-add').first().click();
		await page.locator('.el-select-dropdown__item:visible', { hasText: 'Location' }).click();
		await part('resource-locator-locationId').locator('[data-test-id="rlc-input"]').click();
		await part('rlc-item').filter({ hasText: 'Testbridge Branch' }).click();
		await part('node-execute-button').click();
		await part('output-panel').locator('tbody tr').first().waitFor();

		const [asked, ...others] = carriedOutCalls(sandbox, 'listSlots');
		expect(others).toEqual([]);
		const row = await part('output-panel').locator('tbody tr').nth(0).innerText();
		expect(row.split(/\s+/)).toContain(String(asked.query.location_id));
		await seen('run-data-hints', 'Return All takes them all');
		await picture('slots');
	});

	test('shows the output schema of a node before the first run', async () => {
		const slots = { ...heroNode(credential, 'slot: getMany'), name: 'Slots' };
		await open(heroName, startNode, slots, heroNode(credential, 'appointment: create'));
		await part('ndv-input-panel').getByText('Preview').first().waitFor();
		for (const field of ['practitioner_id', 'start_time']) {
			await part('ndv-input-panel').getByText(field, { exact: true }).waitFor();
		}
		expect(sandbox.ledger).toEqual([]);
	});

	test('shows the failed item and the outcome of the others', async () => {
		const patients = ['98765', '7', '98766'].map((id) => ({ id }));
		const texting = heroNode(credential, 'message: send', {
			...{ messageType: 'sms', patientId: byId('={{ $json.id }}') },
			messageString: 'Your yearly review is due.',
		});
		const name = 'Text the Patient';
		const { id } = await n8n.client.createWorkflow(
			chain(startNode, ...itemNodes(patients), { ...texting, name }),
		);
		await openWorkflow(page, n8n.url, id);
		await part('execute-workflow-button').click();
		await page.getByText(`Problem in node ‘${name}‘`).waitFor();
		await page.getByText('Hero did not accept the values [item 1]').first().waitFor();
		await picture('failed-on-canvas');
		await openNode(page, name);
		await seen('output-panel', "'Patient': Hero expects id of a registered patient");
		await seen('output-panel', 'items 0 and 2 were carried out');
		await picture('failed-item');
	});

	const settingNames = async () =>
		await part('parameter-item').filter({ visible: true }).allInnerTexts();

	test('has the settings of a run beside those of n8n', async () => {
		await open(heroName, startNode, heroNode(credential, 'message: send'));
		await part('tab-settings').click();
		expect((await settingNames()).slice(0, 7)).toEqual([
			'Items in Parallel',
			'Timeout (Seconds)',
			'Retry When Busy',
			'Keep Trying For (Seconds)',
			'Send Only Once',
			'When It Is Unclear',
			'Always Output Data',
		]);
		await picture('settings');
	});

	test('shows the settings of Send Only Once when it is on, and Campaign for campaigns', async () => {
		await open(heroName, startNode, heroNode(credential, 'message: send'));
		await part('tab-settings').click();
		await part('parameter-input-sendOnlyOnce').click();
		await part('parameter-input-oncePer').waitFor();
		const once = ['Send Only Once', 'Once Per', 'Remember For (Days)', 'When It Is Unclear'];
		expect((await settingNames()).slice(4, 8)).toEqual(once);

		await part('parameter-input-oncePer').click();
		await page.locator('.el-select-dropdown__item:visible', { hasText: 'Campaign' }).click();
		await part('parameter-input-campaign').waitFor();
		once.splice(2, 0, 'Campaign');
		expect((await settingNames()).slice(4, 9)).toEqual(once);
		await picture('send-only-once');
	});

	test('counts and forgets what was sent', async () => {
		await open(heroName, startNode, heroNode(credential, 'sendOnlyOnce: forget'));
		await part('parameter-input-forgottenCampaign').waitFor();
		await part('parameter-input-whatToForget').click();
		await page.locator('.el-select-dropdown__item:visible', { hasText: 'Whole' }).click();
		await part('parameter-input-forgottenCampaign').waitFor({ state: 'detached' });
		await part('node-execute-button').click();
		await part('output-panel').getByText('forgotten').first().waitFor();
	});

	const trigger = (parameters: Node['parameters']): Node => ({
		name: 'Hero Health Trigger',
		type: 'n8n-nodes-hero-health.heroHealthTrigger',
		typeVersion: 1.1,
		parameters,
		credentials: { heroHealthApi: credential },
	});
	const unlisted = 'does not list it among those to subscribe to';
	const unsigned = 'Signatures are not checked';

	test("the trigger's form offers Hero's events and explains how to test them", async () => {
		const parameters = { events: ['appointment.confirmed', 'appointment.cancelled'] };
		await open('Hero Health Trigger', trigger(parameters));
		const form = part('node-parameters');
		await part('ndv').getByText('Make an event happen in Hero').waitFor();
		await part('ndv').getByText('n8n subscribes to the events at Hero').waitFor();
		await picture('trigger');
		expect(await form.innerText()).not.toContain(unlisted);
		expect(await form.innerText()).not.toContain(unsigned);

		await part('ndv').getByText('When will this node trigger my flow?').click();
		await part('ndv').getByText('While you build:').waitFor();
		await part('parameter-input-events').click();
		await page.locator('.el-select-dropdown__item:visible', { hasText: 'Form Submitted' }).click();
		await form.getByText(unlisted).waitFor();
	});

	test("the trigger's form warns of a verification without the signature", async () => {
		const parameters = { events: ['appointment.confirmed'], options: { verification: 'token' } };
		await open('Hero Health Trigger', trigger(parameters));
		await part('node-parameters').getByText(unsigned).waitFor();
		await picture('trigger-token-only');
	});
});
