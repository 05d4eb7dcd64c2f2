import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { compareSubscriptions } from '../../nodes/HeroHealth/actions/webhook/compareSubscriptions';

const here = 'https://n8n.example.com/webhook/1';
const there = 'https://n8n.example.com/webhook/2';
const confirmed = 'appointment.confirmed';
const cancelled = 'appointment.cancelled';

const row = (id: string, event_type: string, url = here): IDataObject => ({ id, event_type, url });
const madeAt = (created_at: unknown, one: IDataObject) => ({ ...one, created_at }) as IDataObject;
const compare = (
	listed: IDataObject[],
	events: string[],
	isUsable?: (found: IDataObject) => boolean,
) => {
	const { kept, missing, stale } = compareSubscriptions(listed, here, events, isUsable);
	const idsOf = (rows: IDataObject[]) => rows.map(({ id }) => id);
	return { kept: idsOf(kept), missing, stale: idsOf(stale) };
};

test.each<[string, IDataObject[], string[], ReturnType<typeof compare>]>([
	['no webhook', [], [confirmed], { kept: [], missing: [confirmed], stale: [] }],
	['the expected one', [row('1', confirmed)], [confirmed], { kept: ['1'], missing: [], stale: [] }],
	[
		'a missing event',
		[row('1', confirmed)],
		[confirmed, cancelled],
		{ kept: ['1'], missing: [cancelled], stale: [] },
	],
	[
		'an unneeded event',
		[row('1', confirmed), row('2', cancelled)],
		[confirmed],
		{ kept: ['1'], missing: [], stale: ['2'] },
	],
	[
		'an event twice',
		[row('1', confirmed), row('2', confirmed), row('3', confirmed)],
		[confirmed],
		{ kept: ['1'], missing: [], stale: ['2', '3'] },
	],
	[
		'a webhook of another address',
		[row('1', confirmed, there), row('2', cancelled, `${here}/`)],
		[confirmed],
		{ kept: [], missing: [confirmed], stale: [] },
	],
	['no expected event', [row('1', confirmed)], [], { kept: [], missing: [], stale: ['1'] }],
])('%s', (_, listed, events, expected) => {
	expect(compare(listed, events)).toEqual(expected);
});

test('an unusable webhook is stale, and its event is missing unless another webhook has it', () => {
	const listed = [row('1', confirmed), row('2', confirmed), row('3', cancelled)];
	expect(compare(listed, [confirmed, cancelled], ({ id }) => id === '2')).toEqual({
		kept: ['2'],
		missing: [cancelled],
		stale: ['1', '3'],
	});
});

test('the newest of several webhooks for one event is kept, the others are stale', () => {
	const listed = [
		madeAt('2026-03-15T09:30:00Z', row('1', confirmed)),
		madeAt('2026-03-15T09:30:04Z', row('2', confirmed)),
		madeAt('2026-03-15T09:30:02Z', row('3', confirmed)),
		madeAt('nonsense', row('4', confirmed)),
	];
	expect(compare(listed, [confirmed])).toEqual({
		kept: ['2'],
		missing: [],
		stale: ['1', '3', '4'],
	});
});

test('webhooks of other addresses are listed separately', () => {
	const { elsewhere } = compareSubscriptions(
		[row('1', confirmed), row('2', confirmed, there)],
		here,
		[],
	);
	expect(elsewhere.map(({ id }) => id)).toEqual(['2']);
});

const anyRow = fc.record({
	id: fc.uuid(),
	event_type: fc.constantFrom(confirmed, cancelled, 'prescription.issued'),
	url: fc.constantFrom(here, there),
});
const anyEvents = fc.uniqueArray(fc.constantFrom(confirmed, cancelled, 'prescription.issued'));

test('for any list, every event is kept once or missing, and every row of the address is kept or stale', () => {
	fc.assert(
		fc.property(fc.array(anyRow), anyEvents, (listed, events) => {
			const { kept, missing, stale } = compareSubscriptions(listed, here, events);
			expect([...kept.map(({ event_type }) => event_type), ...missing].sort()).toEqual(
				[...events].sort(),
			);
			const ours = listed.filter(({ url }) => url === here);
			expect(new Set([...kept, ...stale])).toEqual(new Set(ours));
			expect(kept.length + stale.length).toBe(ours.length);
		}),
	);
});
