'use strict';

const fs = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * Creates a folder with a file for each workflow, as n8n's command line expects.
 *
 * @param {Array<{ id: string }>} workflows
 * @returns {string}
 */
function folderOf(workflows) {
	const folder = fs.mkdtempSync(join(tmpdir(), 'hero-health-workflows-'));
	for (const one of workflows) {
		fs.writeFileSync(join(folder, `${one.id}.json`), JSON.stringify(one));
	}
	return folder;
}

module.exports = { folderOf };
