const base = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	globalSetup: '<rootDir>/test/support/e2e/install.js',
	testTimeout: 120_000,
	// One n8n keeps both cores of a small computer busy, and two at once would time each other out.
	maxWorkers: 1,
};
