'use strict';

const { existsSync, mkdtempSync, readFileSync, rmSync, statSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** A place for a report of --out, in a folder of its own. */
exports.reportFile = () => {
	const folder = mkdtempSync(join(tmpdir(), 'observe-'));
	const path = join(folder, 'report.json');
	return {
		path,
		exists: () => existsSync(path),
		text: () => readFileSync(path, 'utf8'),
		/** The permissions, such as 0o600. */
		mode: () => statSync(path).mode & 0o777,
		remove: () => rmSync(folder, { recursive: true }),
	};
};
