import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, emptyPage, useHeroServer } from '../support/engine/heroServer';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const bodies = () => hero.received.map(({ body }) => body);
const targets = () => hero.received.map(({ target }) => target);

describe('undocumented fields and parameters', () => {
	const book = async (additionalFields: INodeParameters, items: IDataObject[] = [{}]) =>
		await runHero(hero, {
			operation: 'appointment: book',
			parameters: { id: byId('48213'), additionalFields },
			items,
		});

	test('Additional Body Fields are added to the body, and take precedence', async () => {
		await book({
			patientId: byId('98765'),
			suppressMail: true,
			additionalBodyFields: '{ "suppress_mail": false, "notes": ["a", { "b": null }] }',
		});
		expect(bodies()).toEqual([
			{ patient_id: '98765', suppress_mail: false, notes: ['a', { b: null }] },
		]);
	});

	test('Additional Body Fields may be an object by expression', async () => {
		const items = [{ more: { one: 1 } }, { more: { two: '2' } }];
		await book({ additionalBodyFields: '={{ $json.more }}' }, items);
		expect(bodies()).toEqual([{ one: 1 }, { two: '2' }]);
	});

	test.each(['{ "a": ', '[1]', '"text"', 'null', '7'])('%s is refused', async (entered) => {
		const { error } = await book({ additionalBodyFields: entered });
		expect(error).toMatchObject({
			message: "'Additional Body Fields (JSON)' needs a JSON object [item 0]",
			description: 'Use the form {"name": "value"}.',
		});
		expect(hero.received).toEqual([]);
	});

	test('Additional Query Parameters are added to the filters', async () => {
		hero.respondWith(jsonResponse([{ id: '900417' }]), emptyPage);
		const more = '{ "duration": 15, "weekday": ["mon", "tue"], "video": false }';
		await runHero(hero, {
			operation: 'slot: getMany',
			parameters: { filters: { startDate: '2026-03-16', additionalQueryParameters: more } },
		});
		expect(targets().slice(0, 1)).toEqual([
			'/v1/slots?start_date=2026-03-16&duration=15&weekday=mon&weekday=tue&video=false&page_index=0&page_size=50',
		]);
	});
});
