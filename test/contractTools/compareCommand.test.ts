import { stringify } from 'yaml';

import { canary, withCanaries } from '../support/contractTools/canaries';
import { changes } from '../support/contractTools/changes';
import { runCompare, runNode } from '../support/contractTools/command';
import type { DocumentServer } from '../support/contractTools/documentServer';
import {
	hang,
	redirectTo,
	reset,
	send,
	sendWithoutEnd,
	serveDocuments,
} from '../support/contractTools/documentServer';
import { heroDocument, schemaAt } from '../support/contractTools/heroDocument';
import { shopDocument } from '../support/contractTools/shopDocument';
import { temporaryFolder } from '../support/contractTools/temporaryFolder';

const same = heroDocument();
const changed = heroDocument(changes['a path that moved'].change);

const files = temporaryFolder();
let hero: DocumentServer;
let other: DocumentServer;

const fileOf = (name: string, document: object): string =>
	files.write(name, JSON.stringify(document));

beforeAll(async () => {
	other = await serveDocuments({ '/openapi.yaml': send(stringify(same)) });
	hero = await serveDocuments({
		'/openapi.yaml': send(stringify(same)),
		'/split.yaml': send(splitDocument()),
		'/schemas.yaml': send(stringify(same.components.schemas)),
		'/split-hangs.yaml': send(splitDocument('/hang.yaml')),
		'/hang.yaml': hang,
		'/page': send('<!DOCTYPE html><title>Log in</title>', 'text/html'),
		'/page.yaml': send('\n<html>Log in</html>'),
		'/moved.yaml': redirectTo(() => `${other.url}/openapi.yaml?token=${canary}`),
		'/reset.yaml': reset,
		'/endless.yaml': sendWithoutEnd,
	});
});
afterAll(async () => {
	await Promise.all([hero.close(), other.close()]);
	files.remove();
});

/** A document of which one schema stands in another file. */
function splitDocument(path = '/schemas.yaml'): string {
	const reference = /"#\/components\/schemas\/AppointmentType"/g;
	return JSON.stringify(same).replace(reference, `".${path}#/AppointmentType"`);
}

describe('npm run contract:compare', () => {
	test('ends with 0 where nothing differs', async () => {
		const result = await runCompare([fileOf('same.json', same)]);
		expect(result).toMatchObject({ exitCode: 0, stderr: '' });
		expect(result.stdout).toContain('Result: same');
	});

	test('ends with 2 where something differs', async () => {
		const result = await runCompare([fileOf('changed.json', changed)]);
		expect(result).toMatchObject({ exitCode: 2, stderr: '' });
		expect(result.stdout).toContain('ours: /v1/slots (a guess) · Hero: /v1/booking/slots');
	});

	test('prints the whole report for a program', async () => {
		const { exitCode, stdout } = await runCompare([fileOf('json.json', changed), '--json']);
		const { outcome, counts, findings } = JSON.parse(stdout);
		expect({ exitCode, outcome, counts }).toMatchObject({
			exitCode: 2,
			outcome: 'changed',
			counts: { refuted: 1, new: 0, 'only ours': 0 },
		});
		expect(findings).toContainEqual(
			expect.objectContaining({ id: 'listSlots · path', operation: 'Slot → Get Many' }),
		);
	});

	test('explains itself', async () => {
		const result = await runCompare(['--help']);
		expect(result).toMatchObject({ exitCode: 0, stderr: '' });
		expect(result.stdout).toContain('Exit codes: 0 same, 2 changed, 1 could not compare.');
	});

	test.each([
		['an unknown flag', ['--wrtie'], "Unknown option '--wrtie'"],
		['too many arguments', ['a.yaml', 'b.yaml'], 'There are too many arguments.'],
		['a timeout that is no number', ['--timeout', 'soon'], '--timeout needs a number'],
		['a file that does not exist', ['no-such-file.yaml'], 'There is no file no-such-file.yaml.'],
		['an address that is none', ['https://'], 'The address is not valid.'],
	])('ends with 1 for %s', async (_, args, reason) => {
		const result = await runCompare(args);
		expect(result).toMatchObject({ exitCode: 1, stdout: '' });
		expect(result.stderr).toContain(`Could not compare: ${reason}`);
	});

	test('ends with 1 for the document of another vendor, and says how little of it is known', async () => {
		const { exitCode, stderr } = await runCompare([fileOf('shop.json', shopDocument())]);
		expect({ exitCode, stderr }).toEqual({
			exitCode: 1,
			stderr:
				'Could not compare: The document describes another API: 0 of the 84 calls of the contract are in it, and 30 others.\n',
		});
	});

	test('ends with 1 and tells what could not be read, beside what could', async () => {
		const document = heroDocument((one) => {
			changes['a path that moved'].change(one);
			schemaAt(one, { $ref: '#/components/schemas/Form' }).properties.id = { type: 'any' };
		});
		const { exitCode, stdout } = await runCompare([fileOf('unreadable.json', document)]);
		expect(exitCode).toBe(1);
		expect(stdout).toContain('Result: could not compare, since a part could not be read');
		expect(stdout).toContain('the type is none of JSON Schema');
		expect(stdout).toContain('Hero: /v1/booking/slots');
	});
});

test('a fault of the tool itself ends with 1, and tells where it happened without the words of a document', async () => {
	const program = `require('./scripts/contract/runTool').runTool(
		{ help: '', flags: {}, mostPositionals: 0 },
		async () => { throw new TypeError('${canary}'); },
	)`;
	const { exitCode, stdout, stderr } = await runNode(['--eval', program]);
	expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
	expect(stderr).toMatch(
		/^Could not compare: this is a fault of the tool itself\. .*\nTypeError\n {4}at /,
	);
	expect(stderr).not.toContain(canary);
});

describe('a document by HTTP', () => {
	test('is compared, also with a login and a query, which nobody gets to see', async () => {
		const address = hero.url.replace('//', `//${canary}:secret@`);
		const result = await runCompare([`${address}/openapi.yaml?key=${canary}#${canary}`]);
		expect(result).toMatchObject({ exitCode: 0, stderr: '' });
		expect(result.stdout).toContain(`Source: ${hero.url}/openapi.yaml\n`);
		expect(result.stdout).not.toContain(canary);
		const login = Buffer.from(`${canary}:secret`).toString('base64');
		expect(hero.requests).toContainEqual({
			path: '/openapi.yaml',
			authorization: `Basic ${login}`,
		});
	});

	test('is compared when it is split', async () => {
		const result = await runCompare([`${hero.url}/split.yaml`]);
		expect(result).toMatchObject({ exitCode: 0, stderr: '' });
		expect(hero.requests.map(({ path }) => path)).toContain('/schemas.yaml');
	});

	test('is not fetched from where it redirects to', async () => {
		const { exitCode, stderr } = await runCompare([`${hero.url}/moved.yaml`]);
		expect({ exitCode, stderr }).toEqual({
			exitCode: 1,
			stderr: `Could not compare: ${hero.url}/moved.yaml redirects to ${other.url}/openapi.yaml. Give the final address.\n`,
		});
		expect(other.requests).toEqual([]);
	});

	test.each([
		['a web page', '/page', 'responds with a web page (HTML)'],
		['a web page that calls itself YAML', '/page.yaml', 'responds with a web page (HTML)'],
		['404', '/none.yaml', 'responds with status 404'],
		['a connection that breaks', '/reset.yaml', 'cannot be reached: '],
		['a body without end', '/endless.yaml', 'responds with more than 20 MB'],
	])('cannot be compared for %s', async (_, path, reason) => {
		const { exitCode, stderr } = await runCompare([hero.url + path]);
		expect(exitCode).toBe(1);
		expect(stderr).toContain(`Could not compare: ${hero.url}${path} ${reason}`);
	});

	test.each([
		['it does not come', '/hang.yaml'],
		['a part of it does not come', '/split-hangs.yaml'],
	])('cannot be compared if %s in time', async (_, path) => {
		const { exitCode, stderr } = await runCompare([hero.url + path, '--timeout', '0.2']);
		expect(exitCode).toBe(1);
		// On a busy computer even the first part may come too late.
		expect(stderr).toMatch(
			/did not send a whole document within 0.2 seconds|refers to parts that cannot be read/,
		);
	});

	test('cannot be compared if nobody listens', async () => {
		const gone = await serveDocuments({});
		await gone.close();
		const { exitCode, stdout } = await runCompare([`${gone.url}/openapi.yaml`, '--json']);
		expect(exitCode).toBe(1);
		expect(JSON.parse(stdout)).toEqual({
			outcome: 'could not compare',
			reason: `${gone.url}/openapi.yaml cannot be reached: ECONNREFUSED.`,
		});
	});
});

test('nothing of the wording, the examples and the extensions of a document is printed', async () => {
	const file = fileOf('canaries.json', withCanaries(changed));
	const results = await Promise.all([runCompare([file]), runCompare([file, '--json'])]);
	for (const { exitCode, stdout, stderr } of results) {
		expect(exitCode).toBe(2);
		expect(stdout + stderr).not.toContain(canary);
	}
});
