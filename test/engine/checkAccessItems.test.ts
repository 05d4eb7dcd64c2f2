import {
	answering,
	areasThatAre,
	checkAccess,
	pathOf,
	readOfArea,
	rowOf,
} from '../support/engine/access';
import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { practiceGroupId } from '../support/engine/runHero';
import { agentKinds, callTool } from '../support/engine/toolAgents';

const hero = useHeroServer();
beforeEach(() => hero.onRequest(answering({})));

const reads = Object.keys(readOfArea).length;
const byGroup = { options: { practiceGroupId: '={{ $json.group }}' } };

describe('several items', () => {
	/** Refuses messaging to one practice group, and everything to another. */
	const refuseByGroup = () =>
		hero.onRequest((request) => {
			const group = request.headers['x-practice-group-id'];
			const isRefused =
				group === '1044' || (group === '1043' && pathOf(request) === '/v1/templates');
			return isRefused ? { status: 403, body: { error: true } } : answering({})(request);
		});

	test('of two practice groups get the rows of their own group', async () => {
		refuseByGroup();
		const items = [{ group: practiceGroupId }, { group: '1043' }];
		const { output } = await checkAccess(hero, { items, parameters: byGroup });
		const refusedOf = (item: number) =>
			areasThatAre(
				'refused',
				output
					.filter((one) => (one.pairedItem as { item: number }).item === item)
					.map(({ json }) => json),
			);
		expect([refusedOf(0), refusedOf(1)]).toEqual([[], ['Messaging']]);
		expect(output).toHaveLength(2 * (reads + 1));
		expect(hero.received).toHaveLength(2 * reads);
	});

	test('of one practice group share its answers, and each has its rows', async () => {
		const items = [{ group: '1043' }, { group: '1043' }, { group: '1043' }];
		const { output } = await checkAccess(hero, { items, parameters: byGroup });
		expect(hero.received).toHaveLength(reads);
		const paired = output.map(({ pairedItem }) => pairedItem);
		expect(paired).toEqual(
			[0, 1, 2].flatMap((item) => Array.from({ length: reads + 1 }, () => ({ item }))),
		);
	});

	test('continue on error: a group that the key does not fit fails alone', async () => {
		refuseByGroup();
		const { json: rows } = await checkAccess(hero, {
			items: [{ group: '1044' }, { group: practiceGroupId }],
			parameters: byGroup,
			onError: 'continueRegularOutput',
		});
		expect(rows[0]).toEqual({
			error: 'Hero refused the API key for this practice group [item 0]',
			details: {
				description: expect.stringContaining('in the same Hero network as the key'),
				httpCode: '403',
			},
		});
		expect(rowOf('Messaging', rows)).toMatchObject({ access: 'allowed' });
		expect(rows).toHaveLength(1 + reads + 1);
	});
});

test('without an item nothing is asked', async () => {
	const { output } = await checkAccess(hero, { items: [] });
	expect([output, hero.received]).toEqual([[], []]);
});

test('in Rehearsal the reads are sent, since they change nothing', async () => {
	const { json: rows } = await checkAccess(hero, { credentials: { mode: 'rehearsal' } });
	expect(rowOf('Messaging', rows)).toMatchObject({ access: 'allowed' });
	expect(rows.filter((row) => 'rehearsal' in row)).toEqual([]);
	expect(hero.received).toHaveLength(reads);
});

test('a canceled run asks nothing further', async () => {
	const cancel = new AbortController();
	hero.onRequest(() => {
		cancel.abort();
		return jsonResponse({ data: [] });
	});
	const { output } = await checkAccess(hero, { cancel: cancel.signal });
	expect(output).toEqual([]);
	expect(hero.received).toHaveLength(1);
});

describe('as a tool of an AI agent', () => {
	test.each(agentKinds)('the model reads the verdicts, run %s', async (kind) => {
		const { result } = await callTool(hero, kind, { operation: 'practiceGroup: checkAccess' });
		expect(JSON.stringify(result)).toContain('"area":"Messaging","access":"allowed"');
	});
});
