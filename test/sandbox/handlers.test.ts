import { operations } from '../../sandbox/api/operations';
import { documented } from '../support/sandbox/contract';

test('the sandbox has a handler for each operation of the contract', () => {
	const missing = documented
		.filter(({ operationId }) => !(operationId in operations))
		.map(
			({ operationId, method, path }) =>
				`${method.toUpperCase()} ${path}: add ${operationId} to a file of sandbox/api/operations`,
		);
	expect(missing).toEqual([]);
});
