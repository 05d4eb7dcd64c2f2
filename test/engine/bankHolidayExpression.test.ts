import { DateTime } from 'luxon';

import { fileText } from '../support/repository';
import { useHeroServer } from '../support/engine/heroServer';
import { runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const [, expression] = /^\{\{(.*events.*)\}\}$/m.exec(fileText('docs/sandbox.md'))!;

test.each([
	['true on a bank holiday', 0, 'true'],
	['false on the day after one', -1, 'false'],
	['false on the day before one', 1, 'false'],
])('the expression of docs/sandbox.md is %s', async (_, days, expected) => {
	const date = DateTime.now().setZone('Europe/London').plus({ days }).toISODate();
	const events = [{ title: 'Holiday', date, notes: '', bunting: true }];
	await runHero(hero, {
		operation: 'customApiCall: send',
		parameters: {
			...{ method: 'GET', path: '/v1/me', answer: 'record', headers: '{}' },
			query: `={{ ({ value: String(${expression}) }) }}`,
		},
		items: [{ 'england-and-wales': { division: 'england-and-wales', events } }],
	});
	const [{ target }] = hero.received;
	expect(new URL(target, hero.url).searchParams.get('value')).toBe(expected);
});
