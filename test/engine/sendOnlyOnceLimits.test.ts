import { resetProcessState } from '../../nodes/HeroHealth/transport/processState';
import { useDeduplicator } from '../support/engine/deduplicator';
import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { byId, runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();
const opened = useDeduplicator();
beforeEach(() => hero.respondWith(jsonResponse({ message_id: '550021' })));

/** Sends a text to one patient with Send Only Once. */
const sendTo = async (id: string, options: Partial<HeroRunOptions> = {}) =>
	await runHero(hero, {
		operation: 'message: send',
		parameters: {
			...{ messageType: 'sms', patientId: byId(id), messageString: 'Your review is due.' },
			sendOnlyOnce: true,
		},
		...options,
	});

const sentTo = () => hero.received.map(({ body }) => (body as { patient_id: string }).patient_id);

/** Changes the list that n8n keeps for the workflow. */
function changeList(change: (entries: string[]) => string[]) {
	const [[workflow, entries]] = opened.store.rows;
	opened.store.rows.set(workflow, change(entries));
}

test('a full list lets nothing more be sent, and the run says how to make room', async () => {
	await sendTo('1');
	const filler = Array.from({ length: 100_000 }, (_, index) => `${index}`);
	changeList((entries) => [...entries, ...filler].slice(0, 100_000));
	const run = await sendTo('2');
	expect(run.error?.message).toContain("'Send Only Once' is full");
	expect(run.error?.description).toContain('run Forget What Was Sent');
	expect(sentTo()).toEqual(['1']);
});

test('what n8n began to send before it was killed is not sent again, and counts as perhaps sent', async () => {
	const { removeProcessed } = opened.store;
	opened.store.removeProcessed = async () => undefined;
	await sendTo('1');
	opened.store.removeProcessed = removeProcessed.bind(opened.store);
	resetProcessState();
	const run = await sendTo('1');
	expect(run.error?.message).toBe('Perhaps sent before [item 0]');
	expect(sentTo()).toEqual(['1']);
});

describe('the list of n8n', () => {
	test('has one entry for each item and three others, as a hint says, also after a second run', async () => {
		for (const run of [await sendTo('1'), await sendTo('1')]) {
			expect(run.hints).toContain('Send Only Once holds 4 of 100,000 entries for this workflow.');
		}
	});

	test('is another one for each workflow', async () => {
		await sendTo('1');
		const run = await sendTo('1', { workflowId: 'another' });
		expect(run.json).toEqual([{ message_id: '550021' }]);
	});

	test('holds digests alone', async () => {
		await sendTo('98765');
		const digest = /^[\w+/]{22}==$/;
		const entries = [...opened.store.rows.values()].flat();
		expect(entries.filter((entry) => !digest.test(entry))).toEqual([]);
	});
});
