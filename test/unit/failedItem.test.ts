import { NodeOperationError } from 'n8n-workflow';

import { errorJson } from '../../nodes/HeroHealth/run/errors';
import { node } from '../support/unit/fixtures';

const failure = (description?: string) =>
	new NodeOperationError(node, "'Patient' is empty [item 0]", { itemIndex: 0, description });

describe('a failed item has the form that n8n recognizes', () => {
	test('since 2.36, with its details', () => {
		expect(errorJson(failure('Fill it in.'))).toEqual({
			error: "'Patient' is empty [item 0]",
			details: { description: 'Fill it in.' },
		});
	});

	test('before, with error and message alone', () => {
		expect(errorJson(failure('Fill it in.'), false)).toEqual({
			error: "'Patient' is empty [item 0]",
			message: 'Fill it in.',
		});
		expect(errorJson(failure(), false)).toEqual({
			error: "'Patient' is empty [item 0]",
			message: "'Patient' is empty [item 0]",
		});
	});
});
