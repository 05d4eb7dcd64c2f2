import { generatedFiles } from '../../scripts/generate/index';
import { fileText } from '../support/repository';

describe('generated from the operations and the contract', () => {
	test.each([...generatedFiles(fileText)])(
		'%s is current (npm run generate writes it)',
		(path, content) => {
			expect(fileText(path)).toBe(content);
		},
	);
});
