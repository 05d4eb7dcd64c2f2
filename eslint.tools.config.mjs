import { createRequire } from 'node:module';

// n8n-node lint itself uses these versions.
const requireFromNodeCli = createRequire(import.meta.resolve('@n8n/node-cli/eslint'));
const js = requireFromNodeCli('@eslint/js');
const tseslint = requireFromNodeCli('typescript-eslint');

/**
 * Lints the JavaScript of scripts, sandbox and tests. n8n's own eslint.config.mjs lints only *.ts, and
 * forbids the use of Node.js there.
 */
export default tseslint.config(
	{ ignores: ['dist/', 'coverage/', '**/*.ts'] },
	js.configs.recommended,
	tseslint.configs.recommended,
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			eqeqeq: 'error',
			'no-var': 'error',
			'prefer-const': 'error',
			'max-lines': ['error', { max: 300 }],
			'max-lines-per-function': ['error', { max: 40 }],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
			],
			// tsc --checkJs reports unknown names, and knows which ones a browser or Node.js has.
			'no-undef': 'off',
			// Node.js runs these files as CommonJS.
			'@typescript-eslint/no-require-imports': 'off',
		},
	},
	{
		files: ['scripts/**/*.js', 'sandbox/**/*.js', 'test/**/*.js'],
		languageOptions: {
			parserOptions: { project: ['test/tsconfig.json', 'sandbox/board/web/tsconfig.json'] },
		},
		rules: {
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
		},
	},
);
