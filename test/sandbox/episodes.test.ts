import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import {
	validationErrorOf,
	openSandbox,
	stoppedClock,
	type Clock,
} from '../support/sandbox/client';

let clock: Clock;
let sandbox: Sandbox;
let hero: AxiosInstance;

beforeEach(async () => {
	clock = stoppedClock();
	({ sandbox, hero } = await openSandbox({ now: clock.now }));
});
afterEach(() => sandbox.stop());

interface Listed {
	id: string;
	status: string;
	priority: string;
	created_at: string;
	assignees: Array<{ type: string; id: string }>;
}

const get = async (path: string) => (await hero.get(path)).data;
const list = async (query: string): Promise<Listed[]> =>
	(await get(`/v1/episodes?page_size=200&${query}`)).data;
const update = (id: string, body: object) => hero.patch(`/v1/episodes/${id}`, body);
const updateTask = (id: string, body: object) => hero.patch(`/v1/tasks/${id}`, body);

describe('episodes', () => {
	test('exist at the start, with every status', async () => {
		expect((await list('')).length).toBe(25);
		for (const status of ['open', 'in_progress', 'closed']) {
			const found = await list(`status[]=${status}`);
			expect(found.length).toBeGreaterThan(0);
			expect(new Set(found.map((one) => one.status))).toEqual(new Set([status]));
		}
	});

	test('can be filtered by several statuses, priorities and assignees', async () => {
		const found = await list('status[]=open&status[]=closed&priority[]=high&priority[]=low');
		for (const { status, priority } of found) {
			expect(['open', 'closed']).toContain(status);
			expect(['high', 'low']).toContain(priority);
		}
		const teams = await list('assignee_type[]=AdminTeam');
		expect(teams[0].assignees).toEqual([{ type: 'AdminTeam', id: '12', name: 'Reception' }]);
		expect(await list('assignee_id[]=12')).toEqual(teams);
		const unassigned = await list('assignee_type[]=Unassigned');
		expect(unassigned.every(({ assignees }) => assignees.length === 0)).toBe(true);
		expect((await list('assignee_id[]=1')).length).toBe(0);
	});

	test('can be sorted by priority, then by age', async () => {
		const order = 'order_by[]=priority&order_by[]=created_at';
		const found = await list(`${order}&order_descending[]=true&order_descending[]=false`);
		const ranks = ['highest', 'high', 'medium', 'low', 'lowest'];
		const keys = found.map((one) => `${ranks.indexOf(one.priority)} ${one.created_at}`);
		expect(keys).toEqual([...keys].sort());
		expect(found[0].priority).toBe('highest');
	});

	test('a value outside the enums is rejected', async () => {
		const answer = await hero.get('/v1/episodes?status[]=done');
		expect(validationErrorOf(answer).path).toEqual(['query', 'status[]', '0']);
	});

	test('are paginated', async () => {
		const { data, count } = await get('/v1/episodes?page_size=10&page_index=2');
		expect([data.length, count]).toEqual([5, 25]);
	});

	test('include the patient in the list, and in each task when read', async () => {
		const episodes = await list('');
		const first = episodes.find(({ id }) => id === '3301');
		expect(first).toMatchObject({ patient: { hero_id: '98765', title: 'Ms' } });
		expect((await get('/v1/episodes/3301')).tasks[0]).toMatchObject({
			id: '61200',
			patient: { id: '98765', sex: 'female', address: { line1: '1 Example Street' } },
		});
		expect((await hero.get('/v1/episodes/1')).status).toBe(404);
	});

	test('keep a change', async () => {
		const assignees = [
			{ type: 'Admin', id: '78' },
			{ type: 'AdminTeam', id: '13' },
		];
		clock.pass(60_000);
		const { status } = await update('3301', { status: 'closed', priority: 'low', assignees });
		expect(status).toBe(200);
		expect(await get('/v1/episodes/3301')).toMatchObject({
			status: 'closed',
			priority: 'low',
			assignees: [
				{ type: 'Admin', id: '78', name: 'Bobbie Frontdesk' },
				{ type: 'AdminTeam', id: '13', name: 'Nursing team' },
			],
			updated_at: '2026-03-16T08:01:00Z',
		});
		await update('3301', { assignees: [{ type: 'Unassigned' }] });
		expect(await get('/v1/episodes/3301')).toMatchObject({ status: 'closed', assignees: [] });
	});

	test('reject unknown assignees without any change', async () => {
		const unknownAssignee = { status: 'closed', assignees: [{ type: 'Admin', id: '1' }] };
		expect(validationErrorOf(await update('3301', unknownAssignee)).path).toEqual([
			'body',
			'assignees',
			'0',
			'id',
		]);
		expect((await get('/v1/episodes/3301')).status).toBe('open');
		expect((await update('1', {})).status).toBe(404);
	});

	test('version 2 returns the same', async () => {
		await update('3302', { status: 'closed' });
		expect((await get('/v2/episodes?status=closed')).data).toEqual(await list('status[]=closed'));
		expect(await get('/v2/episodes/3302')).toMatchObject(await get('/v1/episodes/3302'));
		expect((await hero.get('/v2/episodes/1')).status).toBe(404);
	});
});

describe('notes', () => {
	test('are stored on the episode', async () => {
		const note = { episode_id: '3301', description: 'Feels better since last week.' };
		const { status, data } = await hero.post('/v1/notes', note);
		expect(status).toBe(200);
		expect(data).toEqual({
			id: 9120,
			description: 'Feels better since last week.',
			admin: { id: 77, first_name: 'Jo', last_name: 'Deskworth', full_name: 'Jo Deskworth' },
			practice_group_id: 1042,
			created_at: '2026-03-16T08:00:00Z',
		});
		expect((await get('/v2/episodes/3301')).notes).toEqual([data]);
		expect((await hero.post('/v1/notes', { ...note, episode_id: '3302' })).data.id).toBe(9121);
	});

	test('need an episode', async () => {
		const answer = await hero.post('/v1/notes', { episode_id: '1', description: 'Lost.' });
		expect(validationErrorOf(answer)).toMatchObject({
			code: 'unknown_id',
			path: ['body', 'episode_id'],
		});
	});
});

describe('tasks', () => {
	test('change, and so does their episode', async () => {
		const change = { status: 'in_progress', priority: 'highest' };
		const assignee = { assignee_type: 'admin_team', assignee_id: '12' };
		expect((await updateTask('61200', { ...change, ...assignee })).data).toEqual({
			data: { id: '61200' },
		});
		expect(await get('/v2/tasks/61200')).toMatchObject({
			...change,
			assignee: { type: 'AdminTeam', id: '12', name: 'Reception' },
			patient: { id: '98765' },
		});
		expect((await get('/v1/episodes/3301')).tasks[0].status).toBe('in_progress');
	});

	test('are assigned by type and id together', async () => {
		const answer = await updateTask('61200', { assignee_id: '77' });
		expect(validationErrorOf(answer).path).toEqual(['body', 'assignee_type']);
		const nobody = await updateTask('61200', { assignee_type: 'admin', assignee_id: '12' });
		expect(validationErrorOf(nobody).path).toEqual(['body', 'assignee_id']);
	});

	test('cannot be read or changed when unknown', async () => {
		expect((await hero.get('/v2/tasks/1')).status).toBe(404);
		expect((await updateTask('1', { status: 'closed' })).status).toBe(404);
	});
});
