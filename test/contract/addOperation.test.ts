import { resources } from '../../nodes/HeroHealth/actions/resources';
import { nodeCalls } from '../support/contract/calls';
import { contractCalls } from '../support/contract/openapi';
import { fileText, filesIn } from '../support/repository';

const actions = 'nodes/HeroHealth/actions';

/** The exports of a module of this repository. */
const exportsOf = async (path: string): Promise<unknown[]> =>
	Object.values((await import(`../../${path}`)) as object);

const offered = resources.flatMap(({ operations }) => operations);

/** Names each step of "Adding an operation" in CONTRIBUTING.md that was forgotten. */
describe('an operation is complete', () => {
	test('each operation of the contract has an operation file', () => {
		const offered = nodeCalls.map(({ operation }) => operation.id);
		// A file that no index lists is named by the next test.
		const written = filesIn(actions, '.operation.ts').flatMap((path) =>
			[...fileText(path).matchAll(/\bid: '(\w+)'/g)].map(([, id]) => id),
		);
		const ids = [...offered, ...written];
		const missing = [...contractCalls]
			.filter(([id]) => !ids.includes(id))
			.map(
				([id, { method, path }]) =>
					`${method} ${path}: add ${actions}/<resource>/<operation>.operation.ts with the id ${id}, and list it in index.ts`,
			);
		expect(missing).toEqual([]);
	});

	test('each operation file is listed in the index.ts of its resource', async () => {
		const missing: string[] = [];
		for (const path of filesIn(actions, '.operation.ts')) {
			const exported = await exportsOf(path);
			if (exported.some((one) => offered.some((operation) => operation === one))) continue;
			missing.push(`${path}: add it to operations in ${path.replace(/[^/]+$/, 'index.ts')}`);
		}
		expect(missing).toEqual([]);
	});

	test('each resource is listed in resources.ts', async () => {
		const missing: string[] = [];
		for (const path of filesIn(actions, '/index.ts')) {
			const exported = await exportsOf(path);
			if (exported.some((one) => resources.some((resource) => resource === one))) continue;
			missing.push(`${path}: add its resource to ${actions}/resources.ts`);
		}
		expect(missing).toEqual([]);
	});

	test('each operation is in the contract', () => {
		const missing = nodeCalls
			.filter(({ contractCall }) => !contractCall)
			.map(({ name, operation }) => `${name}: add ${operation.id} to api/hero-public-api.yaml`);
		expect(missing).toEqual([]);
	});

	test('each operation stands in the table of README.md', () => {
		const readme = fileText('README.md');
		const missing = resources.flatMap(({ name: resource, operations }) => {
			const [, cell = ''] = new RegExp(`^\\| ${resource} +\\|(.+)\\|$`, 'm').exec(readme) ?? [];
			const listed = cell.split(',').map((operation) => operation.trim());
			return operations
				.filter(({ name }) => !listed.includes(name))
				.map(({ name }) => `README.md: add "${name}" to the row "${resource}" of the operations`);
		});
		expect(missing).toEqual([]);
	});
});
