const base = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	globalSetup: '<rootDir>/test/support/e2e/install.js',
	// Only the last guard: on a machine that does other work, several n8n need minutes to start.
	testTimeout: 600_000,
	// One n8n uses both cores of a small computer, so two at once would run into their timeouts.
	maxWorkers: 1,
};
