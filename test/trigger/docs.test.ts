import { fileText } from '../support/repository';

/** Each "Shown by" of the page: the file, and the names of tests in it. */
function* shownBy(page: string): Generator<[file: string, name: string]> {
	for (const [paragraph] of page.matchAll(/Shown by [\s\S]+?(?:\n\n|$)/g)) {
		let file = '';
		for (const [, path, name] of paragraph.matchAll(/`(test\/[\w./]+)`|"([^"]+)"/g)) {
			if (path) file = path;
			else yield [file, name.replace(/\s+/g, ' ')];
		}
	}
}

const page = fileText('docs/trigger.md');
const named = [...shownBy(page)];

test('docs/trigger.md names its tests', () => {
	expect(named.length).toBeGreaterThan(40);
});

test.each(named)('%s has the test "%s"', (file, name) => {
	expect(fileText(file).replace(/\\'/g, "'")).toContain(name);
});

test('each section of docs/trigger.md names at least one test', () => {
	const sections = page.split(/\n## /).slice(1);
	const without = sections.filter((section) => !section.includes('test/'));
	expect(without.map((section) => section.split('\n')[0])).toEqual([]);
});
