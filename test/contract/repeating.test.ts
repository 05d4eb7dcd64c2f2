import { resources } from '../../nodes/HeroHealth/actions/resources';

const operations = resources.flatMap(({ value, operations: all }) =>
	all.map((operation) => ({ title: `${value}: ${operation.value}`, ...operation })),
);

describe('the effect of repeating a call', () => {
	test.each(operations.filter(({ method }) => ['PUT', 'PATCH', 'DELETE'].includes(method)))(
		'is said of $title',
		({ onRepeat }) => expect(['nothing', 'again']).toContain(onRepeat),
	);

	test('is nothing only where the contract leaves no doubt: a webhook that is gone', () => {
		const harmless = operations.filter(({ onRepeat }) => onRepeat === 'nothing');
		expect(harmless.map(({ title }) => title)).toEqual(['webhook: delete']);
	});
});
