const base = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	globalSetup: '<rootDir>/test/support/e2e/install.js',
	testTimeout: 120_000,
	// One n8n uses both cores of a small computer, so two at once would run into their timeouts.
	maxWorkers: 1,
};
