import type { IDataObject } from 'n8n-workflow';

import {
	dateOfBirth,
	dateTime,
	longText,
	mobile,
	nhsNumber,
	personName,
	pounds,
	boolean,
} from '../../nodes/HeroHealth/form/fields';
import type { Field } from '../../nodes/HeroHealth/form/operation';
import { fileText } from '../support/repository';
import { reading } from '../support/unit/fixtures';
import { useHeroServer } from '../support/engine/heroServer';
import { runHero } from '../support/engine/runHero';

const page = fileText('docs/values.md');

const fields: Record<string, Field> = {
	'Date of Birth': dateOfBirth,
	'Start Time': dateTime('Start Time'),
	'NHS Number': nhsNumber,
	Mobile: mobile,
	'First Name': personName('First Name'),
	'Last Name': personName('Last Name'),
	'Unit Amount in Pounds': pounds('Unit Amount in Pounds', ''),
	'Write to Record': boolean('Write to Record', ''),
	Message: longText('Message'),
};

/** Numbers stay numbers, as a spreadsheet gives them. */
const asData = (text: string) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text);

/** The rows of "How to convert": a field, a value of the data, the expression and its result. */
const rows = page
	.slice(page.indexOf('## How to convert'))
	.split('\n')
	.map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, '|')))
	.filter(([, label]) => label in fields)
	.map(([, label, data, expression, result]) => {
		const [, name, value] = /^`(\w+)` is `(.*)`$/.exec(data)!;
		const code = (cell: string) => /^`([^`]*)`/.exec(cell)![1];
		return { label, name, value, expression: code(expression), result: code(result) };
	});

const hero = useHeroServer();

test('the page has a conversion for each kind that spreadsheets break', () => {
	expect(new Set(rows.map(({ label }) => label))).toEqual(new Set(Object.keys(fields)));
	expect(rows.length).toBeGreaterThanOrEqual(18);
});

describe('a conversion does what the page says, and its result is taken', () => {
	test.each(rows)(
		'$label, $value: $expression',
		async ({ label, name, value, expression, result }) => {
			const items = [{ [name]: asData(value) }] as IDataObject[];
			await runHero(hero, {
				operation: 'customApiCall: send',
				parameters: {
					...{ method: 'GET', path: '/v1/me', answer: 'record', headers: '{}' },
					query: `={{ ({ value: ${asExpression(expression)} }) }}`,
				},
				items,
			});
			const [{ target }] = hero.received;
			const given = new URL(target, hero.url).searchParams.get('value') ?? '';
			expect(given).toBe(result);
			fields[label].toWire(given, reading());
		},
	);
});

/** A text with expressions in it as one expression. */
function asExpression(template: string): string {
	const whole = /^\{\{(.*)\}\}$/.exec(template);
	if (whole) return whole[1];
	const parts = template.split(/\{\{(.*?)\}\}/);
	return parts
		.map((part, index) => (index % 2 === 1 ? `(${part})` : JSON.stringify(part)))
		.join(' + ');
}
