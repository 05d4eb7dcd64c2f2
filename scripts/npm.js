'use strict';

/** What npm is called on this kind of computer. */
exports.npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
