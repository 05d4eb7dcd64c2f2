'use strict';

/** Does the jobs of one contestant, by messages, and answers each with its time, CPU and memory. */
process.env.N8N_LOG_LEVEL ??= 'silent';

const { Expression } = require('n8n-workflow');
const { runWorkflow } = require('../engine');
const heroHealth = require('../..');
const { contestants, credential } = require('./contestants');

const contestant = contestants[Number(process.argv[2])];

/** n8n's own engine for expressions, as it is set by default; its binaries are for Node 24 and later. */
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

const credentials = (baseUrl) => ({
	heroHealthApi: { apiKey: 'bench', practiceGroupId: '1042', environment: 'custom', baseUrl },
});

/** The items that come out well. */
async function runInN8n(job) {
	const type = contestant.installedAs;
	const node = {
		...{ id: 'node', name: 'Node', type, position: [0, 0], credentials: credential },
		typeVersion: contestant.typeVersion ?? 1,
		parameters: contestant.parameters(job),
		...(job.toContinue ? { onError: 'continueRegularOutput' } : {}),
	};
	const start = { ...node, name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
	const run = await runWorkflow({
		workflow: {
			nodes: [{ ...start, parameters: {} }, node],
			connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		},
		input: job.items.map((json) => ({ json })),
		nodeTypes: { [type]: contestant.type(job) },
		credentialTypes: { heroHealthApi: new heroHealth.HeroHealthApi() },
		credentials: credentials(job.url),
	});
	if (run.error) throw new Error(`${contestant.name}: ${run.error.message}`);
	return run.items('Node').filter(({ json }) => !json.error);
}

/** Bytes in use; what waits to be collected counts too, unless only the `held` are asked for. */
function bytesInUse(held) {
	if (held) global.gc();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/**
 * The figures of one job: milliseconds, `memory` as the most above the start and `kept` as what remains
 * with the output, in MB.
 */
async function measure(job) {
	const { held } = job;
	const before = bytesInUse(true);
	const above = () => (bytesInUse(held) - before) / 2 ** 20;
	let memory = 0;
	const look = () => {
		try {
			memory = Math.max(memory, above());
		} catch {
			// Who has used up all files that this machine can open leaves none for looking.
		}
	};
	const watch = setInterval(look, held ? 250 : 20);
	const cpu = process.cpuUsage();
	const began = performance.now();
	const output = await (contestant.run ?? runInN8n)(job);
	const wall = performance.now() - began;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(watch);
	look();
	const kept = above();
	return { wall, cpu: (user + system) / 1000, memory, kept, good: output.length };
}

process.on('message', (job) => {
	measure(job).then(
		(figures) => process.send(figures),
		(failure) => process.send({ failure: failure.message }),
	);
});
process.on('disconnect', () => process.exit());
startExpressions().then((expressions) => process.send({ expressions }));
