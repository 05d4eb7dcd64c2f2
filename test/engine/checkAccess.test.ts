import { startSandbox, type Sandbox } from '../../sandbox';
import {
	alwaysOpen,
	answering,
	areasThatAre,
	checkAccess,
	pathOf,
	readOfArea,
	rowOf,
} from '../support/engine/access';
import { jsonResponse, useHeroServer, type HeroResponse } from '../support/engine/heroServer';
import { apiKey } from '../support/engine/runHero';

const hero = useHeroServer();

const areas = Object.keys(readOfArea);
const refusal = (message: string, status = 403): HeroResponse => ({
	status,
	body: { error: true, statusCode: status, message },
});

/** Checks a Hero that allows everything, but for the reads of these areas. */
async function checkWith(others: Record<string, HeroResponse>) {
	hero.onRequest(answering(others));
	return await checkAccess(hero);
}

describe('a key that may use everything', () => {
	test('is allowed in each area, but where Hero shows no success without a record', async () => {
		const { json: rows } = await checkWith({});
		expect(rows.map(({ area }) => area)).toEqual([...areas, 'Partners']);
		expect(areasThatAre('not clear', rows)).toEqual(alwaysOpen);
		expect(areasThatAre('refused', rows)).toEqual([]);
	});

	test('gets a row with the verdict, its reason, the status, the call and the operations', async () => {
		const { json: rows } = await checkWith({});
		expect(rowOf('Messaging', rows)).toEqual({
			area: 'Messaging',
			access: 'allowed',
			reason: 'Hero answered the read. Writing was not tried.',
			hero_says: null,
			status: 200,
			call: 'GET /v1/templates',
			covers: ['Message', 'Batch Message', 'Automated Message'],
		});
		expect(rowOf('Booking Links', rows).covers).toEqual([
			'Link: Create Booking Link',
			'Link: Get Booking Link',
			'Link: Get Many Booking Links',
			'Link: Update Booking Link',
		]);
	});

	test('is left open for tasks, of which only one by its ID can be read', async () => {
		const row = rowOf('Tasks', (await checkWith({})).json);
		expect(row).toMatchObject({ access: 'not clear', status: 404, call: 'GET /v2/tasks/{id}' });
		expect(row.reason).toContain('did not refuse the key');
	});

	test('is not tried where the only read makes a token', async () => {
		const row = rowOf('Partners', (await checkWith({})).json);
		expect(row).toMatchObject({ access: 'not clear', status: null, call: null });
		expect(row.reason).toContain('Its only call makes a token');
		expect(hero.received.map(pathOf)).not.toContain('/v1/partners/heidi/token');
	});
});

describe('the requests', () => {
	test('are reads alone, one for each area, also where Hero is busy and retries are on', async () => {
		hero.onRequest(answering({ Forms: { status: 503 }, Episodes: { status: 429 } }));
		await checkAccess(hero, { parameters: { retryWhenBusy: true, itemsInParallel: 50 } });
		expect(new Set(hero.received.map(({ method }) => method))).toEqual(new Set(['GET']));
		expect(hero.received.map(pathOf).sort()).toEqual(Object.values(readOfArea).sort());
	});

	test('are not sent during a long pause that Hero asks for', async () => {
		hero.respondWith({ status: 429, headers: { 'retry-after': '3600' } });
		const { json: rows } = await checkAccess(hero);
		expect(hero.received).toHaveLength(1);
		expect(areasThatAre('not clear', rows)).toEqual([...areas, 'Partners']);
	});

	test('are sent after a short pause that Hero asks for', async () => {
		const { json: rows } = await checkWith({
			Messaging: { status: 429, headers: { 'retry-after': '1' } },
		});
		expect(areasThatAre('not clear', rows)).toEqual(['Messaging', ...alwaysOpen]);
	});

	test('show no patient: the searches find nobody, and the lists are read behind their end', async () => {
		const sandbox = await startSandbox();
		await checkWith({});
		const headers = { 'x-api-key': sandbox.apiKey, 'x-practice-group-id': '1042' };
		const answers = ['Patients', 'Episodes', 'Subscriptions', 'Other Links', 'Admins'].map(
			async (area) => {
				const { target } = hero.received.find((one) => pathOf(one) === readOfArea[area])!;
				const response = await fetch(`${sandbox.url}${target}`, { headers });
				return ((await response.json()) as { data: unknown }).data;
			},
		);
		expect(await Promise.all(answers)).toEqual(answers.map(() => []));
		await sandbox.stop();
	});
});

describe('a key that lacks a scope', () => {
	test.each([401, 403])('is refused in that area alone (%i)', async (status) => {
		const { json: rows } = await checkWith({
			Messaging: refusal('No access to messages', status),
		});
		expect(areasThatAre('refused', rows)).toEqual(['Messaging']);
		expect(rowOf('Messaging', rows)).toMatchObject({
			status,
			hero_says: 'No access to messages',
			reason: expect.stringContaining('seems to lack the scope'),
		});
	});

	test('is refused in the area of one record, too', async () => {
		const { json: rows } = await checkWith({ Tasks: refusal('Forbidden') });
		expect(rowOf('Tasks', rows)).toMatchObject({ access: 'refused', hero_says: null });
	});
});

describe('against the sandbox', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(() => sandbox.stop());

	const check = async (key = sandbox.apiKey) =>
		await checkAccess(sandbox, { credentials: { apiKey: key } });

	test('all is allowed that can be', async () => {
		const { json: rows } = await check();
		expect(areasThatAre('refused', rows)).toEqual([]);
		// The sandbox has no prescriber with the ID of the read.
		expect(areasThatAre('not clear', rows).sort()).toEqual(['Prescriptions', ...alwaysOpen].sort());
	});

	test.each([
		['Messaging', 'booking, booking links'],
		['Booking', 'messaging, booking links'],
		['Booking Links', 'messaging, booking'],
	])('%s is refused to a key with the scopes %s', async (area, scopes) => {
		sandbox.changeSettings({ scopes });
		const { json: rows } = await check();
		expect(areasThatAre('refused', rows)).toEqual([area]);
		expect(rowOf(area, rows).hero_says).toContain(`lacks the scope ${area.toLowerCase()}`);
	});

	test('a wrong key fails the run', async () => {
		const { error, output } = await check('wrong');
		expect(error?.message).toBe('Hero refused the API key for this practice group [item 0]');
		expect(output).toEqual([]);
	});
});

describe('an answer that shows nothing about the key is not clear, and never allowed:', () => {
	const page = { 'content-type': 'text/html' };
	const again = 'Run the check again in a while.';
	test.each<[string, HeroResponse, number | null, string]>([
		['a full rate limit', { status: 429 }, 429, `Hero's rate limit is reached. ${again}`],
		['a Hero that is down', { status: 503 }, 503, 'could not process the request'],
		['a gateway that is down', { status: 502 }, 502, 'could not process the request'],
		['a broken connection', { cut: 'read' }, null, `ended before an answer came. ${again}`],
		['half an answer', { cut: 'answering', body: '{"data":' }, null, again],
		['something that is not HTTP', { garbled: true }, null, 'ended before an answer came'],
		['a web page', { headers: page, body: '<p>Sign in</p>' }, 200, 'something other than data'],
		['a text', { body: 'OK' }, 200, 'something other than data'],
		['nothing', { status: 204 }, 204, 'other data than expected'],
		['an empty object', jsonResponse({}), 200, 'other data than expected'],
		['an error in a success', jsonResponse({ error: true }), 200, 'although its status'],
		['a redirect', { status: 302 }, 302, 'Hero answered with status 302'],
		['a 400', refusal('Not valid', 400), 400, 'did not accept the values'],
		['a 404 for a list', { status: 404 }, 404, 'does not know this call'],
		['a 405', { status: 405 }, 405, 'does not know this call'],
		['a 402', { status: 402 }, 402, 'Hero refused the request (status 402)'],
		[
			'a firewall',
			{ status: 403, headers: page, body: '<p>Blocked</p>' },
			403,
			'on the way to Hero',
		],
	])('%s', async (_, answer, status, reason) => {
		const { json: rows, error } = await checkWith({ Forms: answer });
		expect(error).toBeUndefined();
		expect(rowOf('Forms', rows)).toMatchObject({
			access: 'not clear',
			...{ status, reason: expect.stringContaining(reason) },
		});
		expect(areasThatAre('not clear', rows)).toEqual(['Forms', ...alwaysOpen]);
	});

	test('a Hero that does not answer one read in time', async () => {
		hero.onRequest(async (request) =>
			pathOf(request) === readOfArea.Episodes
				? await new Promise(() => {})
				: answering({})(request),
		);
		const { json: rows } = await checkAccess(hero, { parameters: { timeout: 2 } });
		expect(rowOf('Episodes', rows)).toMatchObject({
			access: 'not clear',
			status: null,
			reason: expect.stringMatching(/^No answer came from \S+ in time\. Run the check again/),
		});
		expect(areasThatAre('not clear', rows)).toEqual(['Episodes', ...alwaysOpen]);
	});
});

describe('a refusal in every area means the key, so the run fails as with a wrong key', () => {
	const failure = async (respond: (path: string) => HeroResponse) => {
		hero.onRequest((request) => respond(pathOf(request)));
		return await checkAccess(hero);
	};

	test.each([401, 403])('%i', async (status) => {
		const { error, output } = await failure(() => refusal('Unauthorized', status));
		expect(error).toMatchObject({
			message: 'Hero refused the API key for this practice group [item 0]',
			httpCode: `${status}`,
		});
		expect(error?.description).toContain('Check API Key, Practice Group ID and Environment');
		expect(output).toEqual([]);
	});

	test('also where Hero does not know a call, whatever the key is', async () => {
		const unknown = [readOfArea['Booking Links'], readOfArea.Webhooks];
		const { error } = await failure((path) =>
			unknown.includes(path) ? { status: 404 } : { status: 401 },
		);
		expect(error?.httpCode).toBe('401');
	});

	test('but not while other reads are lost, which leaves the refusals open', async () => {
		const { error, json: rows } = await failure((path) =>
			path === readOfArea.Forms ? { status: 503 } : { status: 401 },
		);
		expect(error).toBeUndefined();
		expect(areasThatAre('not clear', rows)).toEqual([...areas, 'Partners']);
		expect(rowOf('Messaging', rows)).toMatchObject({
			status: 401,
			reason: expect.stringContaining('the key itself may be wrong, or it lacks the scope'),
		});
	});

	test('and a firewall that blocks every read fails nothing and allows nothing', async () => {
		const { error, json: rows } = await failure(() => ({ status: 403, body: 'Blocked' }));
		expect(error).toBeUndefined();
		expect(areasThatAre('not clear', rows)).toHaveLength(areas.length + 1);
	});
});

describe("Hero's words", () => {
	const canaries = ['Canarybird', 'zeb@example.com', '07700 900123', '9990000018', apiKey];

	test.each([400, 401, 403, 404, 429, 500])('of a %i hold no person and no key', async (status) => {
		const { savedExecution, json: rows } = await checkWith({
			Patients: refusal(`No access for ${canaries.join(' and ')}`, status),
		});
		expect(rowOf('Patients', rows).status).toBe(status);
		expect(canaries.filter((canary) => savedExecution.includes(canary))).toEqual([]);
	});

	test('of a success are not shown', async () => {
		const canary = { id: '1', first_name: canaries[0], nhs_number: canaries[3] };
		const { savedExecution } = await checkWith({ Patients: jsonResponse({ data: [canary] }) });
		expect(canaries.filter((one) => savedExecution.includes(one))).toEqual([]);
	});
});
