import { fileText } from '../support/repository';

const text = fileText('docs/safety.md');

/** Each file that is named, with the titles that follow it. */
const named = [
	...text.replace(/\s+/g, ' ').matchAll(/`(test\/[\w/]+\.test\.ts)`((?:,? ?›? "[^"]+")*)/g),
].map(([, file, titles]) => ({
	file,
	titles: [...titles.matchAll(/"([^"]+)"/g)].map(([, title]) => title),
}));

describe('docs/safety.md names tests that exist', () => {
	test('the page names more than thirty tests', () => expect(named.length).toBeGreaterThan(30));

	test.each(named)('$file: $titles', ({ file, titles }) => {
		const tests = fileText(file);
		expect(titles.filter((title) => !tests.includes(title))).toEqual([]);
	});
});

test('each listed promise of docs/safety.md names its test, except those that no test can check', () => {
	const [promised] = text.split('## What this package cannot prevent');
	const points = promised.split(/^## .*$/m).flatMap((part) => part.split(/^- /m).slice(1));
	const without = points.filter((point) => !point.includes('`test/'));
	expect(without.map((point) => point.split(/\W+/).slice(0, 6).join(' ').trim())).toEqual([
		'The live lists of the form',
	]);
});
