import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runWorkflow } from '../../scripts/engine';
import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { byId, heroNode, installedPackage, runHero, startNode } from '../support/engine/runHero';

const hero = useHeroServer();

const requests = () =>
	hero.received.map(({ method, target, body }) => ({ sent: `${method} ${target}`, body }));

const sentTo = (target: string) =>
	requests().filter(({ sent }) => sent.endsWith(target) && sent.startsWith('POST'));

/** The preview returns a token for each pair; the response to the merge is empty. */
function givesTokens() {
	hero.onRequest(({ target }) => {
		const [, id] = /^\/v1\/patients\/(\d+)\/merge\/preview$/.exec(target) ?? [];
		return id ? jsonResponse({ merge_token: `mrg_${id}` }) : { status: 204 };
	});
}

describe('a preview, then the merge with its token', () => {
	const both: INodeParameters = {
		id: byId("={{ $('Start').item.json.one }}"),
		patientId: byId("={{ $('Start').item.json.other }}"),
	};
	const preview = heroNode('patient: previewMerge', both, { id: 'preview', name: 'Preview' });
	const merge = heroNode(
		'patient: merge',
		{ ...both, mergeToken: '={{ $json.merge_token }}' },
		{ id: 'merge', name: 'Merge' },
	);
	const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	const pairs: IDataObject[] = [
		{ one: '98765', other: '98766' },
		{ one: '98767', other: '98768' },
	];
	const run = async () =>
		await runWorkflow({
			workflow: {
				nodes: [startNode, preview, merge],
				connections: { Start: to('Preview'), Preview: to('Merge') },
			},
			input: pairs.map((pair) => ({ json: pair })),
			...installedPackage(hero),
		});

	test('each pair is merged once, with its own token', async () => {
		givesTokens();
		const { items } = await run();
		expect(requests()).toEqual([
			{ sent: 'POST /v1/patients/98765/merge/preview', body: { patient_id: '98766' } },
			{ sent: 'POST /v1/patients/98767/merge/preview', body: { patient_id: '98768' } },
			{
				sent: 'POST /v1/patients/98765/merge',
				body: { patient_id: '98766', merge_token: 'mrg_98765' },
			},
			{
				sent: 'POST /v1/patients/98767/merge',
				body: { patient_id: '98768', merge_token: 'mrg_98767' },
			},
		]);
		expect(hero.connectionCount()).toBe(4);
		expect(items('Merge')).toEqual([
			{ json: { success: true, id: '98765' }, pairedItem: { item: 0 } },
			{ json: { success: true, id: '98767' }, pairedItem: { item: 1 } },
		]);
	});

	test('merges nothing when the preview returns no token', async () => {
		hero.respondWith(jsonResponse({ changes: [] }));
		const { status, error } = await run();
		expect(status).toBe('error');
		expect(error?.message).toBe("'Merge Token' is empty [item 0]");
		expect(sentTo('/merge')).toEqual([]);
	});

	test('merges nothing when the preview is rejected', async () => {
		hero.respondWith({ status: 404 });
		const { status, order } = await run();
		expect(status).toBe('error');
		expect(order).not.toContain('Merge');
		expect(sentTo('/merge')).toEqual([]);
	});
});

describe('a merge', () => {
	const merge = async (parameters: INodeParameters, items?: IDataObject[]) =>
		await runHero(hero, {
			operation: 'patient: merge',
			parameters: {
				...{ id: byId('98765'), patientId: byId('98766'), mergeToken: 'mrg_3f9d2c' },
				...parameters,
			},
			items,
		});

	test.each<[INodeParameters, string]>([
		[{ mergeToken: '={{ "" }}' }, "'Merge Token' is empty"],
		[{ mergeToken: '={{ " " }}' }, "'Merge Token' is empty"],
		[{ mergeToken: '={{ null }}' }, "'Merge Token' is empty"],
		[{ mergeToken: '={{ $json.merge_token }}' }, "'Merge Token' is empty"],
		[{ mergeToken: '={{ ["mrg_3f9d2c"] }}' }, "'Merge Token' needs a text"],
		[{ patientId: byId('={{ $json.other }}') }, "'Other Patient' is empty"],
		[{ id: byId('={{ $json.one }}') }, "'Patient' is empty"],
		[{ patientId: byId('98765') }, "'Patient' and 'Other Patient' are the same person"],
	])('%j is not sent: %s', async (parameters, reason) => {
		const { error } = await merge(parameters);
		expect(error?.message).toBe(`${reason} [item 0]`);
		expect(hero.connectionCount()).toBe(0);
	});

	test.each([{ status: 500 }, { status: 504 }, { cut: 'read' as const }])(
		'is not repeated after %j, and the rest is not sent',
		async (answer) => {
			hero.respondWith(answer);
			const { error } = await merge({}, [{}, {}]);
			expect(error?.description).toContain(
				'Hero may have carried it out all the same: check there before you send it again.',
			);
			expect(error?.description).toContain('Of the other items: item 1 was not sent.');
			expect(hero.connectionCount()).toBe(1);
		},
	);
});
