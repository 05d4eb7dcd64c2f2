import { generatedFiles } from '../../generate';
import { fileText } from '../repository';

describe('files that follow from the operations and the contract (npm run generate writes them)', () => {
	test.each([...generatedFiles()])('%s is current', (path, content) => {
		expect(fileText(path)).toBe(content);
	});
});
