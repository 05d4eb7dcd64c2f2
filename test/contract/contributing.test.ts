import { fileText, foldersIn, pathExists } from '../support/repository';

const text = fileText('CONTRIBUTING.md');

describe('CONTRIBUTING.md names', () => {
	const codes = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
	const folders = /^(api|docs|examples|nodes|sandbox|scripts|test)\/[\w./-]+$/;
	const paths = [...new Set(codes.filter((code) => folders.test(code)))];

	test('many paths', () => expect(paths.length).toBeGreaterThan(20));

	test.each(paths)('a path that exists: %s', (path) => {
		expect(pathExists(path)).toBe(true);
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
		const generated = '__schema__';
		const missing = folders.filter((folder) => folder !== generated && !named.includes(folder));
		expect(missing).toEqual([]);
	});
});
