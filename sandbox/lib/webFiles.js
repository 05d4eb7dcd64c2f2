'use strict';

const { existsSync, readFileSync } = require('node:fs');
const { extname, join } = require('node:path');

/** @type {Record<string, string>} */
const types = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.svg': 'image/svg+xml',
};

/**
 * Reads a file of the folder web. It is not cached, so that a change is visible at once.
 * @param {string} name
 * @returns {{ type: string, text: string } | undefined} undefined when there is no such file
 */
exports.webFile = (name) => {
	const path = join(__dirname, '..', 'board', 'web', name);
	const type = types[extname(name)];
	if (!type || !/^[\w.]+$/.test(name) || !existsSync(path)) return undefined;
	return { type, text: readFileSync(path, 'utf8') };
};
