const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const node = '^nodes/HeroHealth';
const inNode = (...folders) => `${node}/(${folders.join('|')})/`;
const inSandbox = (...folders) => `^sandbox/(${folders.join('|')})/`;

/** The layers that CONTRIBUTING.md draws. Arrows run one way, and imports of types count. */
export default {
	forbidden: [
		rule(
			'no-cycle',
			'A circle of files can only be understood, and moved, as a whole.',
			{},
			{ circular: true },
		),
		rule(
			'no-orphan-import',
			'An import that cannot be resolved breaks at run time.',
			{},
			{ couldNotResolve: true, pathNot: '^n8n-(core|workflow)' },
		),
		rule(
			'package-stands-alone',
			'The package is published without tests, scripts and sandbox.',
			{ path: '^(nodes|credentials)/' },
			{ path: '^(test|scripts|sandbox|api)/' },
		),
		rule(
			'sandbox-stands-alone',
			"The sandbox is Hero's side: it shares no code with the node that is tested against it.",
			{ path: '^(sandbox|api)/' },
			{ path: '^(test|scripts|nodes|credentials)/' },
		),
		rule(
			'scripts-know-no-test',
			'Tests use scripts, never the other way round.',
			{ path: '^scripts/' },
			{ path: '^test/' },
		),
		rule(
			'support-knows-no-test',
			'A double or helper serves many test files and depends on none.',
			{ path: '^test/support/' },
			{ path: '\\.test\\.ts$' },
		),
		rule(
			'form-is-the-lowest-layer',
			'What a field is must not depend on what Hero can do or on how a request is sent.',
			{ path: inNode('form') },
			{ path: inNode('actions', 'run', 'methods', 'trigger', 'transport') },
		),
		rule(
			'actions-are-data',
			'An operation says what Hero can do; run sends it.',
			{ path: inNode('actions') },
			{ path: inNode('run', 'methods', 'trigger', 'transport') },
		),
		rule(
			'transport-knows-no-form',
			'Transport sends requests of any kind.',
			{ path: inNode('transport') },
			{ path: inNode('form', 'actions', 'run', 'methods', 'trigger') },
		),
		rule(
			'run-serves-the-action-node',
			'Dropdowns and the trigger have their own folders.',
			{ path: inNode('run') },
			{ path: inNode('methods', 'trigger') },
		),
		rule(
			'trigger-and-action-node-are-apart',
			'They share what Hero can do (actions) and how a request is sent (transport).',
			{ path: inNode('trigger') },
			{ path: inNode('run', 'methods') },
		),
		rule(
			'node-files-are-the-top',
			'The two node files put the rest together.',
			{ path: inNode('.+') },
			{ path: `${node}/[^/]+\\.node\\.ts$` },
		),
		rule(
			'sandbox-lib-is-the-lowest-layer',
			'What is in lib knows nothing of a practice.',
			{ path: inSandbox('lib') },
			{ path: inSandbox('practice', 'api', 'pages', 'adminApi', 'board') },
		),
		rule(
			'practice-knows-no-http',
			'State and rules of a practice are the same, whoever asks.',
			{ path: inSandbox('practice') },
			{ path: ['fastify', ...[inSandbox('api', 'pages', 'adminApi', 'board')]] },
		),
		rule(
			'sandbox-doors-are-apart',
			'Each way into the practice calls its rules directly.',
			{ path: '^sandbox/(api|pages|adminApi|board)/' },
			{ path: inSandbox('api', 'pages', 'adminApi', 'board'), pathNot: '^sandbox/$1/' },
		),
		rule(
			'sandbox-has-one-door',
			'Others start a sandbox and talk to it. Its own tests alone may look inside.',
			{ path: '^(test|scripts)/', pathNot: '^test/(support/)?sandbox/' },
			{ path: '^sandbox/', pathNot: '^sandbox/index\\.ts$' },
		),
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(dist|node_modules)/' },
		tsPreCompilationDeps: true,
		detectJSDocImports: true,
		tsConfig: { fileName: 'test/tsconfig.json' },
		enhancedResolveOptions: {
			extensions: ['.ts', '.d.ts', '.js', '.json'],
			exportsFields: ['exports'],
			conditionNames: ['require', 'node', 'types'],
		},
	},
};
