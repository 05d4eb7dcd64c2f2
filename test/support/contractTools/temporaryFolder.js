'use strict';

const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');

/** Makes a folder for the files of a test. */
exports.temporaryFolder = () => {
	const folder = mkdtempSync(join(tmpdir(), 'documents-'));
	return {
		folder,
		/**
		 * Writes a file, and returns its path.
		 *
		 * @param {string} name
		 * @param {string | Buffer} text
		 */
		write: (name, text) => {
			const file = join(folder, name);
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, text);
			return file;
		},
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
};
