import { findOperation, resources } from '../../nodes/HeroHealth/actions/resources';
import { contract, contractCalls } from '../support/contract/openapi';

const areas = findOperation('practiceGroup', 'checkAccess')?.accessAreas ?? [];
const reads = areas.flatMap(({ name, read }) => (read ? [{ name, read }] : []));

/** The operations of an area, as "resource: operation". */
const operationsOf = (chosen: Record<string, 'all' | string[]>): string[] =>
	Object.entries(chosen).flatMap(([value, operations]) => {
		const resource = resources.find((known) => known.value === value);
		const all = resource?.operations.map((operation) => operation.value) ?? ['no such resource'];
		return (operations === 'all' ? all : operations).map((operation) => `${value}: ${operation}`);
	});

const callOf = (path: string) =>
	[...contractCalls.values()].find((call) => call.method === 'GET' && call.path === path);

describe('the areas of Check Access', () => {
	test('have each operation that calls Hero once, but Custom API Call, which can be any', () => {
		const covered = areas.flatMap(({ operations }) => operationsOf(operations));
		const offered = resources
			.filter(({ value }) => value !== 'customApiCall')
			.flatMap(({ value }) => operationsOf({ [value]: 'all' }));
		expect(covered.sort()).toEqual(offered.sort());
	});

	test('begin with the scopes that Hero names', () => {
		const { scopes } = contract['x-conventions' as keyof typeof contract] as unknown as {
			scopes: { named: string[] };
		};
		const names = areas.slice(0, scopes.named.length).map(({ name }) => name.toLowerCase());
		expect(names).toEqual(scopes.named);
	});

	test('have a read, or the reason why there is none', () => {
		const without = areas.filter(({ read }) => !read);
		expect(without.map(({ name }) => name)).toEqual(['Partners']);
		expect(
			areas.filter(({ read, noReadReason }) => Boolean(read) === Boolean(noReadReason)),
		).toEqual([]);
	});
});

describe('the read of each area', () => {
	test.each(reads)('$name: is a GET of the contract with its query', ({ read }) => {
		const parameters = callOf(read.path)?.operation.part.parameters ?? [];
		const names = parameters.map((parameter) => {
			const { $ref } = parameter;
			const referred = $ref && contract.components.parameters[$ref.split('/').pop()!];
			return (referred || parameter).name;
		});
		expect(callOf(read.path)).toBeDefined();
		expect(names).toEqual(expect.arrayContaining(Object.keys(read.query ?? {})));
		const isRequired = parameters.filter(
			({ required, in: place }) => required && place === 'query',
		);
		expect(isRequired.map(({ name }) => name)).toEqual([]);
	});

	test.each(reads)('$name: names no record that exists', ({ read }) => {
		const placeholders = [...read.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		expect(Object.keys(read.pathValues ?? {})).toEqual(placeholders);
		expect(Object.values(read.pathValues ?? {}).filter((value) => value !== '0')).toEqual([]);
	});

	test('expects a list exactly where the operation of the node does', () => {
		const lists = resources
			.flatMap(({ operations }) => operations)
			.flatMap(({ method, path, list, variants }) => [
				{ method, path, list },
				...Object.values(variants?.byValue ?? {}).map((variant) => ({
					...{ method, path, list },
					...variant,
				})),
			])
			.filter(({ method, list }) => method === 'GET' && list)
			.map(({ path }) => path);
		const expecting = reads.filter(({ read }) => read.expects === 'list');
		expect(expecting.map(({ name }) => name)).toEqual(
			reads.filter(({ read }) => lists.includes(read.path)).map(({ name }) => name),
		);
	});

	test('is documented, but for two that are inferred', () => {
		const inferred = reads.filter(({ read }) => {
			const { method, path } = callOf(read.path)!.operation.part['x-evidence'];
			return [method, path].includes('inferred');
		});
		expect(inferred.map(({ name }) => name)).toEqual(['Booking Links', 'Webhooks']);
	});
});
