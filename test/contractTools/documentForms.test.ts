import { stringify } from 'yaml';

import { describeDocument } from '../../scripts/contract/description/describeDocument';
import { loadOpenApi } from '../../scripts/contract/openapi/loadOpenApi';
import { createReport } from '../../scripts/contract/report/report';
import { compare, differences } from '../support/contractTools/comparison';
import { sameForms } from '../support/contractTools/documentForms';
import type { Part } from '../support/contractTools/heroDocument';
import { heroDocument } from '../support/contractTools/heroDocument';
import { temporaryFolder } from '../support/contractTools/temporaryFolder';
import { unreadableParts } from '../support/contractTools/unreadableParts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let count = 0;

/** Writes files into a folder of their own, and loads the first. */
function loaded(files: Record<string, string | Buffer>): Promise<Part> {
	const own = `document-${++count}`;
	const paths = Object.entries(files).map(([name, text]) => folder.write(`${own}/${name}`, text));
	return loadOpenApi(paths[0], 30);
}

const document = heroDocument();
const json = JSON.stringify(document);
const yaml = stringify(document, { aliasDuplicateObjects: false });

describe('the same API in another form', () => {
	test.each(Object.entries(sameForms))('is the same %s', (_, inForm) => {
		const other = inForm(heroDocument());
		expect(describeDocument(other).unreadable).toEqual([]);
		expect(differences(other)).toEqual([]);
	});

	test('is the same with /v1 in the address of the server', () => {
		const ofVersion1 = (path: string) => path.startsWith('/v1/');
		const inPaths = heroDocument((one) => {
			one.paths = Object.fromEntries(
				Object.entries(one.paths).filter(([path]) => ofVersion1(path)),
			);
		});
		const inServer = structuredClone(inPaths);
		inServer.servers = inServer.servers.map(({ url }: Part) => ({ url: `${url}/v1` }));
		inServer.paths = Object.fromEntries(
			Object.entries(inPaths.paths).map(([path, item]) => [path.slice('/v1'.length), item]),
		);
		expect(differences(inServer)).toEqual(differences(inPaths));
	});

	test.each([
		['JSON', { 'openapi.json': json }],
		['JSON with a byte order mark', { 'openapi.json': `\uFEFF${json}` }],
		['YAML', { 'openapi.yaml': yaml }],
		['YAML with the line ends of Windows', { 'openapi.yaml': yaml.replaceAll('\n', '\r\n') }],
		['YAML with anchors', { 'openapi.yaml': stringify(document) }],
		['a file without an ending', { openapi: json }],
		['split files', splitFiles()],
	])('is the same as %s', async (_, files) => {
		expect(differences(await loaded(files))).toEqual([]);
	});
});

function splitFiles(): Record<string, string> {
	const own = (part: unknown) =>
		JSON.parse(JSON.stringify(part).replace(/"#\/components\/schemas\/(\w+)"/g, '"./$1.yaml"'));
	const { schemas, ...components } = document.components;
	const files = Object.entries(schemas).map(([name, schema]) => [
		`${name}.yaml`,
		stringify(own(schema)),
	]);
	return {
		'openapi.yaml': stringify(own({ ...document, components })),
		...Object.fromEntries(files),
	};
}

describe('what cannot be read', () => {
	test.each(Object.entries(unreadableParts))('is never the same: %s', (_, change) => {
		const changed = heroDocument(change);
		const { unreadable } = describeDocument(changed);
		const source = { kind: 'openapi' as const, name: 'openapi.yaml', date: '2026-12-01' };
		const { findings } = compare(changed);
		const report = createReport({ tool: 'compare', source, findings, unreadable });
		expect(unreadable).not.toEqual([]);
		expect(report.outcome).toBe('could not compare');
	});

	test.each([
		['an empty file', '', 'is no OpenAPI document'],
		['a list', '[]', 'is no OpenAPI document'],
		['null', 'null', 'is no OpenAPI document'],
		['a web page', '<!DOCTYPE html><html><body>Log in</body></html>', 'is no OpenAPI document'],
		['bytes that are no text', Buffer.from([0, 1, 255, 254, 0]), 'is no valid YAML or JSON'],
		['JSON that breaks off', json.slice(0, 5000), 'is no valid YAML or JSON'],
		['Swagger 2', '{"swagger":"2.0","paths":{"/a":{}}}', 'is Swagger 2'],
		['AsyncAPI', 'asyncapi: 2.6.0', 'is AsyncAPI'],
		['a version as a number', 'openapi: 3.1\npaths: {/a: {}}', 'does not say as a text'],
		['no paths', '{"openapi":"3.1.0"}', 'has no paths'],
		['paths that are null', '{"openapi":"3.1.0","paths":null}', 'has no paths'],
		[
			'a file that is missing',
			`{"openapi":"3.1.0","paths":{"/a":{"$ref":"no.yaml"}}}`,
			'refers to parts',
		],
		['YAML aliases without end', aliases(), 'has more than'],
	])('is refused: %s', async (_, text, reason) => {
		await expect(loaded({ 'openapi.yaml': text })).rejects.toThrow(reason);
	});

	test.each(['no-such-file.yaml', '.'])('is refused: %s', async (path) => {
		await expect(loadOpenApi(`${folder.folder}/${path}`, 30)).rejects.toThrow('There is no file');
	});
});

/** Ten lines that stand for thousands of millions of values. */
function aliases(): string {
	const lines = 'bcdefghij'.split('').map((name, index) => {
		const before = 'abcdefghij'[index];
		return `x-${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`;
	});
	return ['openapi: 3.1.0', 'x-a: &a [1, 2]', ...lines, 'paths: {/a: {}}'].join('\n');
}
