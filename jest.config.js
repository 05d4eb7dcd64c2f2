const typescript = [
	'@swc/jest',
	{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	// By default jest leaves one core idle, which is half of a small computer.
	maxWorkers: '100%',
	// Only a last resort: on a busy machine a short test takes seconds.
	testTimeout: 60_000,
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// The end-to-end tests start a real n8n and have their own configuration: npm run test:e2e.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	setupFiles: ['<rootDir>/test/support/quietEngineLog.js'],
	transform: {
		'^.+\\.ts$': typescript,
		// These packages are published as ES modules only, which jest does not load.
		'/(@apidevtools/json-schema-ref-parser|@redocly)/.+\\.js$': typescript,
	},
	transformIgnorePatterns: ['/node_modules/(?!(@apidevtools/json-schema-ref-parser|@redocly)/)'],
};
