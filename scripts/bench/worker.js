'use strict';

/** Does the jobs of one contestant; answers each message with the time, CPU and memory of its job. */
process.env.N8N_LOG_LEVEL ??= 'silent';

const { Expression } = require('n8n-workflow');
const { runWorkflow } = require('../engine');
const heroHealth = require('../..');
const { contestants, credential } = require('./contestants');

/** @typedef {import('./jobs').LocatedJob} LocatedJob */

const contestant = contestants[Number(process.argv[2])];

/** Starts n8n's own expression engine with its default settings; its binaries need Node 24 or later. */
async function startExpressions() {
	try {
		require('isolated-vm');
	} catch {
		return 'without an isolate (that needs Node 24)';
	}
	await Expression.initExpressionEngine({
		...{ engine: 'vm', poolSize: 1, maxCodeCacheSize: 1024 },
		...{ bridgeTimeout: 5000, bridgeMemoryLimit: 128 },
	});
	return 'in an isolate, as n8n does by default';
}

/** @param {string} baseUrl */
const credentials = (baseUrl) => ({
	heroHealthApi: { apiKey: 'bench', practiceGroupId: '1042', environment: 'custom', baseUrl },
});

/**
 * Runs a node in n8n's engine and returns its items without errors.
 *
 * @param {import('./contestants').NodeContestant} node
 * @param {LocatedJob} job
 */
async function runInN8n(node, job) {
	const type = node.installedAs;
	/** @type {import('n8n-workflow').INode} */
	const measured = {
		...{ id: 'node', name: 'Node', type, position: [0, 0], credentials: credential },
		typeVersion: node.typeVersion ?? 1,
		parameters: node.parameters(job),
		...(job.toContinue ? { onError: 'continueRegularOutput' } : {}),
	};
	const start = {
		...{ ...measured, name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 },
		parameters: {},
	};
	const run = await runWorkflow({
		workflow: {
			nodes: [start, measured],
			connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		},
		input: job.items.map((json) => ({ json })),
		nodeTypes: { [type]: node.type(job) },
		credentialTypes: { heroHealthApi: new heroHealth.HeroHealthApi() },
		credentials: credentials(job.url),
	});
	if (run.error) throw new Error(`${node.name}: ${run.error.message}`);
	return run.items('Node').filter(({ json }) => !json.error);
}

/**
 * Returns the bytes in use, including garbage unless only `held` memory counts.
 *
 * @param {boolean | undefined} held
 */
function bytesInUse(held) {
	if (held) globalThis.gc?.();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/**
 * Measures one job.
 *
 * @param {LocatedJob} job
 * @returns {Promise<import('./jobs').WorkerFigures>}
 */
async function measure(job) {
	const { held } = job;
	const before = bytesInUse(true);
	const above = () => (bytesInUse(held) - before) / 2 ** 20;
	let memory = 0;
	const sample = () => {
		try {
			memory = Math.max(memory, above());
		} catch {
			// A contestant that uses up all open files leaves none for reading the memory.
		}
	};
	const timer = setInterval(sample, held ? 250 : 20);
	const cpuStart = process.cpuUsage();
	const start = performance.now();
	const output = await ('run' in contestant ? contestant.run(job) : runInN8n(contestant, job));
	const wall = performance.now() - start;
	const { user, system } = process.cpuUsage(cpuStart);
	clearInterval(timer);
	sample();
	const kept = above();
	// Reading the output here keeps it in memory until now.
	return { wall, cpu: (user + system) / 1000, memory, kept, outputItems: output.length };
}

process.on('message', (/** @type {LocatedJob} */ job) => {
	measure(job).then(
		(figures) => process.send?.(figures),
		(error) => process.send?.({ failure: error.message }),
	);
});
process.on('disconnect', () => process.exit());
startExpressions().then(
	(expressions) => process.send?.({ expressions }),
	(error) => {
		console.error(error.message);
		process.exit(1);
	},
);
