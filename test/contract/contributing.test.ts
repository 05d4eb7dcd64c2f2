import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { fileText } from '../support/repository';

const text = fileText('CONTRIBUTING.md');

const inRepository = (path: string) => join(__dirname, '../..', path);

describe('CONTRIBUTING.md names', () => {
	const codes = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
	const folders = /^(api|docs|examples|nodes|sandbox|scripts|test)\/[\w./-]+$/;
	const paths = [...new Set(codes.filter((code) => folders.test(code)))];

	test('many paths', () => expect(paths.length).toBeGreaterThan(20));

	test.each(paths)('a path that exists: %s', (path) => {
		expect(existsSync(inRepository(path))).toBe(true);
	});

	const titles = [...text.matchAll(/`(test\/[\w/]+\.test\.ts)` › "([^"]+)"/g)];

	test.each(titles.map(([, file, title]) => ({ file, title })))(
		'a test that exists: $file, $title',
		({ file, title }) => expect(fileText(file)).toContain(title),
	);

	test('every folder of the code', () => {
		const tree = text.slice(text.indexOf('## The tree'), text.indexOf('## The layers'));
		const named = [...tree.matchAll(/^ *(\w+)\/ /gm)].map(([, folder]) => folder);
		const folders = ['nodes/HeroHealth', 'sandbox', 'scripts', 'test'].flatMap(foldersIn);
		expect(folders.filter((folder) => !named.includes(folder))).toEqual([]);
	});
});

/** The folders in a folder of the repository, without those that `npm run generate` writes. */
function foldersIn(path: string): string[] {
	const entries = readdirSync(inRepository(path), { withFileTypes: true });
	const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
	return folders.filter((name) => name !== '__schema__');
}
