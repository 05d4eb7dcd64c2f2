import { generatedFiles } from '../../scripts/generate/index';
import { fileText } from '../support/repository';

describe('generated files; npm run generate writes them', () => {
	test.each([...generatedFiles(fileText)])('%s is current', (path, content) => {
		expect(fileText(path)).toBe(content);
	});
});
