'use strict';

const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const folder = join(__dirname, '..', '..', '..', 'examples');

/**
 * Reads the example workflows of this repository.
 *
 * @returns {Array<{ file: string, workflow: import('n8n-workflow').IWorkflowBase }>}
 */
function readExamples() {
	const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
	return files.map((file) => ({
		file,
		workflow: JSON.parse(readFileSync(join(folder, file), 'utf8')),
	}));
}

module.exports = { folder, readExamples };
