import { respondByOperation } from '../support/contractTools/heroDouble';
import {
	fakeTerminal,
	localOptions,
	observeInProcess,
} from '../support/contractTools/observeInProcess';
import { reportFile } from '../support/contractTools/reportFile';
import { runObserve, setApiKey, useCredential } from '../support/contractTools/runObserve';
import type { HeroResponse, ReceivedRequest } from '../support/engine/heroServer';
import { useHeroServer } from '../support/engine/heroServer';

useCredential();
const hero = useHeroServer();

/** Whatever is found of these in an output is a value that has leaked. */
const canaries = /canary|9990000018|07700|880042|77123|990042/i;

/** A record in which values, and keys that are values, are canaries. */
const record = (index: number) => ({
	id: `880042${index}`,
	patient_id: '8800421',
	first_name: 'Canaryfirst',
	last_name: 'Canarylast',
	nhs_number: '9990000018',
	mobile: '07700 900123',
	status: 'canary-status',
	created_at: '2026-03-15T09:30:00Z',
	notes: 'The canary of the surgery is well',
	contacts: {
		canaryfirst_canarylast: { phone: '07700 900123' },
		page_canary: { phone: '07700 900124' },
	},
	appointments: { page_canarylast: { at: '2026-03-15T09:30:00Z' } },
	visits: { page_canarylast: '2026-03-15T09:30:00', canary_page: '2026-03-15T09:30:00+01:00' },
	balances: { '9990000018': 1, 'Canary Person': 2, canarylast: 3 },
	patientCanary: 1,
	canary_status: ['open'],
	settings: { name_canarylast: true, status: 'open', count: 77123 },
	...(index === 1 ? { status_of_canary: 'open' } : {}),
	not_yet_documented_name: 77123,
	__proto__canary: 1,
});

const list: HeroResponse = {
	body: { data: [record(1), record(2)], count: 2, canary_total: 77123 },
	headers: {
		'content-type': 'application/json; canary=1',
		'x-ratelimit-canary': '1',
		'x-ratelimit-limit': '990042',
		'x-canary': 'canary',
		'ratelimit-remaining': '880042880042',
	},
};

const refusal = (status: number): HeroResponse => ({
	status,
	headers: { 'content-type': 'application/canary' },
	body: {
		error: true,
		statusCode: status,
		message: [{ code: 'canary', expected: 'Canarylast', path: ['query', 'canarylast'] }],
		canarylast: { page_canarylast: 'Canaryfirst Canarylast was not found' },
		details_canarylast: 'canary',
	},
});

/** A Hero that gives out everything about everybody, whatever it is asked. */
const talkative = respondByOperation({
	...Object.fromEntries(
		['listEpisodes', 'listAdmins', 'listSlots', 'listPatientsV2', 'listTemplates', 'listForms'].map(
			(id) => [id, list],
		),
	),
	getPatientById: { body: record(1) },
	getPatientByIdV2: { body: record(2) },
	getForm: { body: [record(1)] },
	getConfiguration: { body: { canarylast: record(1) } },
	getPracticeGroupById: { body: { data: { page_canarylast: record(1) } } },
	getCapabilities: { body: ['Canarylast'] },
	getSlot: refusal(400),
	getEpisode: refusal(404),
	getTask: refusal(500),
	listWebhooks: refusal(403),
	listCoupons: { status: 405, body: { message: 'Canarylast' } },
	listSubscriptions: { body: 'canarylast' },
	listLocations: { status: 302, headers: { location: '/canarylast' }, body: '' },
	listBookingLinks: { cut: 'answering', body: { canarylast: 1 } },
});

const respond = (request: ReceivedRequest): HeroResponse =>
	request.target.includes('999999999') || request.target.includes('many')
		? refusal(404)
		: talkative(request);

describe('a Hero that gives out everything', () => {
	test.each([[[]], [['--json']]])(
		'leaves no value in the outputs and in the file, with the flags %p',
		async (flags: string[]) => {
			hero.onRequest(respond);
			const file = reportFile();
			const run = await runObserve([
				...['--environment', hero.url, '--interval', '0', '--out', file.path],
				...flags,
			]);
			const stored = file.text();
			file.remove();
			expect(hero.received.length).toBeGreaterThan(40);
			expect(run.stdout).toContain('not_yet_documented_name');
			for (const output of [run.stdout, run.stderr, stored]) expect(output).not.toMatch(canaries);
		},
	);

	test('leaves no value in what a tool says that finds nothing to compare', async () => {
		hero.onRequest(() => refusal(500));
		const run = await runObserve(['--environment', hero.url, '--interval', '0']);
		expect(run.exitCode).toBe(1);
		expect(run.stderr).toContain('No read succeeded. The first one ended with: status 500');
		expect(run.stdout + run.stderr).not.toMatch(canaries);
	});
});

describe('names that are not shown', () => {
	test('are counted in the report, and are no difference', async () => {
		hero.onRequest(respond);
		const { report } = await observeInProcess(localOptions(hero.url));
		expect(report.remarks).toContainEqual(
			expect.stringMatching(/^Some names of fields are not shown, since they might be values/),
		);
		const hidden = report.findings.filter(({ name }) => name?.includes('not shown'));
		expect(hidden.length).toBeGreaterThan(0);
		expect(new Set(hidden.map(({ verdict }) => verdict))).toEqual(new Set(['not clear']));
	});

	test('are shown in the terminal alone to whoever asks for them', async () => {
		hero.onRequest(respond);
		const terminal = fakeTerminal();
		const options = { ...localOptions(hero.url), showsNames: true };
		const { report, text } = await observeInProcess(options, terminal);
		expect(terminal.said.at(-1)).toContain('GET /v1/templates: canary_total');
		expect(JSON.stringify(report) + text).not.toMatch(canaries);
	});

	test('cannot steer the terminal', async () => {
		hero.onRequest(respondByOperation({ getConfiguration: { body: { '\u001b[2Jname': 1 } } }));
		const terminal = fakeTerminal();
		await observeInProcess({ ...localOptions(hero.url), showsNames: true }, terminal);
		expect(terminal.said.at(-1)).toContain('GET /v1/me/configuration: ?[2Jname');
	});
});

test('a key that Hero repeats as the name of a field is not shown', async () => {
	const echo = { id: '1', count: 2, isOpen: true, status_flavour: ['text'] };
	hero.onRequest(respondByOperation({ getConfiguration: { body: echo } }));
	const shown = await observeInProcess(localOptions(hero.url));
	setApiKey('status_flavour');
	const { report } = await observeInProcess(localOptions(hero.url));
	setApiKey('canary-key-7f3a');
	expect(JSON.stringify(shown.report)).toContain('status_flavour');
	expect(JSON.stringify(report)).not.toContain('status_flavour');
});
