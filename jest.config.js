const typescript = [
	'@swc/jest',
	{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	// By itself jest leaves one core idle, which on a small computer is half of it.
	maxWorkers: '100%',
	// The last guard alone: on a machine that does other work a test of a moment takes seconds.
	testTimeout: 60_000,
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// They start real n8n and have a configuration of their own: npm run test:e2e.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	setupFiles: ['<rootDir>/test/support/quietEngineLog.js'],
	transform: {
		'^.+\\.ts$': typescript,
		// A package of the sandbox that comes as ES modules only, which jest does not load.
		'/json-schema-ref-parser/.+\\.js$': typescript,
	},
	transformIgnorePatterns: ['/node_modules/(?!@apidevtools/json-schema-ref-parser/)'],
};
