import { parse } from 'yaml';

import { contractProblems } from '../../scripts/generate/contractMarks';
import { generatedFiles } from '../../scripts/generate/index';
import { canary, withCanaries } from '../support/contractTools/canaries';
import { changes } from '../support/contractTools/changes';
import type { CommandResult } from '../support/contractTools/command';
import { runCompare, runNode } from '../support/contractTools/command';
import { contractText } from '../support/contractTools/comparison';
import { callOf, heroDocument } from '../support/contractTools/heroDocument';
import { copyRepository } from '../support/contractTools/repositoryCopy';
import { temporaryFolder } from '../support/contractTools/temporaryFolder';
import { fileText } from '../support/repository';

const contract = 'api/hero-public-api.yaml';

const made = [
	'a path that moved',
	'a parameter of another type',
	'a response with another type',
	'a list of values that is larger',
	'a body that was not known',
	'one more declared error',
	'a call that the node does not have',
	'a call that is gone',
	'one more event',
];

const changed = heroDocument((document) => made.forEach((name) => changes[name].change(document)));

const copy = copyRepository();
const documents = temporaryFolder();
let unreadable: CommandResult;
let filesAfterUnreadable: string[];
let first: CommandResult;
let second: CommandResult;
let afterFirst: string;

const documentFile = (name: string, document: object): string =>
	documents.write(name, JSON.stringify(document));

beforeAll(async () => {
	const broken = heroDocument((document) => {
		changes['a path that moved'].change(document);
		callOf(document, 'sendMessage').call.parameters = {};
	});
	unreadable = await runCompare([documentFile('broken.json', broken), '--write'], copy.root);
	filesAfterUnreadable = copy.changedFiles();
	const file = documentFile('changed.json', withCanaries(changed));
	first = await runCompare([file, '--write'], copy.root);
	afterFirst = copy.read(contract);
	second = await runCompare([file, '--write'], copy.root);
}, 240_000);
afterAll(() => {
	copy.remove();
	documents.remove();
});

describe('npm run contract:compare -- --write', () => {
	test('changes nothing where a part could not be read, and says so', () => {
		expect(unreadable.exitCode).toBe(1);
		expect(unreadable.stdout).toContain('The contract was not changed');
		expect(filesAfterUnreadable).toEqual([]);
	});

	test('ends with 2, since something differed', () => {
		expect(first).toMatchObject({ exitCode: 2, stderr: '' });
	});

	test('changes the contract and the generated files, and no other file', () => {
		const generated = [...generatedFiles(fileText).keys()];
		const files = copy.changedFiles();
		expect(files).toContain(contract);
		expect(files.filter((path) => path !== contract && !generated.includes(path))).toEqual([]);
	});

	test('leaves this repository as it is', () => {
		expect(fileText(contract)).toBe(contractText);
	});

	test('writes a contract that has all marks and sources that it needs', () => {
		expect(contractProblems(parse(copy.read(contract)))).toEqual([]);
	});

	test('keeps the comments and the style of the contract', () => {
		const comments = (text: string) => text.match(/^\s*#.*$/gm);
		expect(comments(copy.read(contract))).toEqual(comments(contractText));
		const lines = new Set(contractText.split('\n'));
		const kept = afterFirst.split('\n').filter((line) => lines.has(line)).length;
		expect(kept).toBeGreaterThan(lines.size * 0.9);
	});

	test('marks what Hero confirms as seen, with source and date', () => {
		const call = callOf(parse(copy.read(contract)), 'getSlot').call;
		const date = expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/);
		expect(call['x-evidence']).toMatchObject({ method: 'seen', path: 'seen', parameters: 'seen' });
		expect(call['x-sources']).toContainEqual({ claim: 'path', source: 'openapi', date });
	});

	test('keeps both words where Hero refutes what its documentation prints', () => {
		const sources = callOf(parse(copy.read(contract)), 'sendMessage').call['x-sources'];
		const words = sources.filter(({ claim }: { claim: string }) => claim === 'response.message_id');
		expect(words).toMatchObject([
			{ source: expect.stringMatching(/^reference-/), says: 'text' },
			{ source: 'openapi', says: 'whole number' },
		]);
	});

	test('moves a call to the path that Hero has', () => {
		expect(callOf(parse(copy.read(contract)), 'listSlots').path).toBe('/v1/booking/slots');
	});

	test('lists what a person must do', () => {
		const tasks = first.stdout.slice(first.stdout.indexOf('Left for a person:'));
		expect(tasks).toContain(
			'- nodes/HeroHealth/actions/slot/getMany.operation.ts: follow the contract in path.',
		);
		expect(tasks).toContain('GET /v1/me/configuration is no longer in Hero');
		expect(tasks).toContain('nodes/HeroHealth/trigger/events.ts: decide on appointment.created');
	});

	test('takes no wording, no example and no extension of the document', () => {
		expect(first.stdout + first.stderr + copy.read(contract)).not.toContain(canary);
		for (const path of copy.changedFiles()) expect(copy.read(path)).not.toContain(canary);
	});

	test('leaves the contract as it is the second time, and shows only what a person must decide', async () => {
		expect(copy.read(contract)).toBe(afterFirst);
		expect(second.stdout).toMatch(
			/^\d+ confirmed, of which \d+ were guesses; 1 new; 1 only ours$/m,
		);
	});

	test('writes all that npm run generate writes', async () => {
		const texts = () => copy.changedFiles().map((path) => [path, copy.read(path)]);
		const before = texts();
		const generate = await runNode([copy.file('scripts/writeGenerated.js')], { root: copy.root });
		expect(generate.exitCode).toBe(0);
		expect(texts()).toEqual(before);
	});
});
