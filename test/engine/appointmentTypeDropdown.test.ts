import type { IDataObject } from 'n8n-workflow';

import { openDropdown, type DropdownQuery } from '../support/engine/dropdown';
import { jsonResponse, useHeroServer, type HeroResponse } from '../support/engine/heroServer';
import { list } from '../support/engine/records';

const hero = useHeroServer();

const targets = () => hero.received.map(({ target }) => target);
const flu = { id: '36', name: 'Flu vaccination', duration: 10 };
const isCount = (target: string) => target.startsWith('/v1/slots/count');
const countTargets = () => targets().filter(isCount);
/** Lists these types; each count gets this response. */
const answers = (rows: IDataObject[], count: HeroResponse = { status: 404, body: {} }) =>
	hero.onRequest(({ target }) => (isCount(target) ? count : jsonResponse(list(...rows))));
const names = async (opened?: DropdownQuery) =>
	(await openDropdown(hero, 'searchAppointmentTypes', opened)).results.map(({ name }) => name);

test('shows the name, the duration and the number of free slots of the row itself', async () => {
	answers([
		{ ...flu, slot_count: 24 },
		{ id: 37, name: 'Smear test', duration: 20, slot_count: 1 },
		{ id: '38', name: 'Travel advice', slot_count: 0 },
	]);
	expect((await openDropdown(hero, 'searchAppointmentTypes')).results).toEqual([
		{ name: 'Flu vaccination, duration 10, 24 free slots', value: '36' },
		{ name: 'Smear test, duration 20, 1 free slot', value: '37' },
		{ name: 'Travel advice, no free slots', value: '38' },
	]);
	expect(targets()).toEqual(['/v1/appointment_types']);
});

test.each([
	['alone', { count: 24 }],
	['among others', { data: [], count: 24, error: false }],
])('requests the number that the row lacks, and reads the count %s', async (_, body) => {
	answers([flu], jsonResponse(body));
	expect(await names()).toEqual(['Flu vaccination, duration 10, 24 free slots']);
	expect(countTargets()).toEqual(['/v1/slots/count?appointment_type_id=36']);
});

test.each<[string, HeroResponse]>([
	['a refusal', { status: 403, body: { error: true } }],
	['a busy Hero', { status: 429, body: { error: true } }],
	['a lost connection', { cut: 'read' }],
	['a text', { body: 'many' }],
	['a number alone', { headers: { 'content-type': 'application/json' }, body: '24' }],
	['a list', { body: [24] }],
	['an object without a count', { body: { total: 24 } }],
	['a count that is none', { body: { count: -1 } }],
	['a count as a text', { body: { count: '24' } }],
	['an empty response', {}],
])('stays without the number after %s, and requests no other one', async (_, count) => {
	answers([flu, ...Array.from({ length: 9 }, (_row, index) => ({ id: index, name: 'A' }))], count);
	expect(await names({ filter: 'flu' })).toEqual(['Flu vaccination, duration 10']);
	expect(countTargets()).toHaveLength(1);
	expect(await names()).toContain('Flu vaccination, duration 10');
	expect(countTargets().length).toBeLessThanOrEqual(1 + 5);
});

test('requests twenty numbers at most, five at a time', async () => {
	const rows = Array.from({ length: 30 }, (_, index) => ({ id: `${index}`, name: 'Review' }));
	let held: Array<() => void> = [];
	let most = 0;
	hero.onRequest(async ({ target }) => {
		if (!isCount(target)) return jsonResponse(list(...rows));
		const isReleased = new Promise<void>((release) => held.push(release));
		most = Math.max(most, held.length);
		if (held.length === 5) {
			for (const release of held) release();
			held = [];
		}
		await isReleased;
		return jsonResponse({ count: 3 });
	});
	const shown = await names();
	expect(shown).toHaveLength(30);
	expect(shown.filter((name) => name === 'Review, 3 free slots')).toHaveLength(20);
	expect(countTargets()).toHaveLength(20);
	expect(most).toBe(5);
});

test('a text that is typed narrows it before anything is counted', async () => {
	answers([flu, { id: '31', name: 'Blood pressure check' }], jsonResponse({ count: 2 }));
	expect(await names({ filter: 'PRESSURE' })).toEqual(['Blood pressure check, 2 free slots']);
	expect(countTargets()).toEqual(['/v1/slots/count?appointment_type_id=31']);
});
