'use strict';

/** Does the jobs of one contestant, by messages, and answers each with its time, CPU and memory. */
process.env.N8N_LOG_LEVEL ??= 'silent';

const { Expression } = require('n8n-workflow');
const { runWorkflow } = require('../../engine');
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

/** How many items come out well. */
async function runInN8n(job) {
	const node = {
		...{ id: 'node', name: 'Node', type: 'measured', position: [0, 0], credentials: credential },
		typeVersion: contestant.typeVersion ?? 1,
		parameters: contestant.parameters(job),
		...(job.toContinue ? { onError: 'continueRegularOutput' } : {}),
	};
	const start = { ...node, name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
	// n8n lets its own HTTP Request use any credential, by its name.
	const type = contestant.typeVersion ? 'n8n-nodes-base.httpRequest' : node.type;
	const run = await runWorkflow({
		workflow: {
			nodes: [
				{ ...start, parameters: {} },
				{ ...node, type },
			],
			connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		},
		input: job.items.map((json) => ({ json })),
		nodeTypes: { [type]: contestant.type(job) },
		credentialTypes: { heroHealthApi: new heroHealth.HeroHealthApi() },
		credentials: credentials(job.url),
	});
	if (run.error) throw new Error(`${contestant.name}: ${run.error.message}`);
	return run.items('Node').filter(({ json }) => !json.error).length;
}

async function measure(job) {
	global.gc();
	const inUse = () => {
		const { heapUsed, external } = process.memoryUsage();
		return heapUsed + external;
	};
	const before = inUse();
	let peak = before;
	const watch = setInterval(() => {
		peak = Math.max(peak, inUse());
	}, 20);
	const cpu = process.cpuUsage();
	const began = performance.now();
	const good = await (contestant.run ?? runInN8n)(job);
	const wall = performance.now() - began;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(watch);
	peak = Math.max(peak, inUse());
	return { wall, cpu: (user + system) / 1000, memory: (peak - before) / 2 ** 20, good };
}

process.on('message', (job) => {
	measure(job).then(
		(figures) => process.send(figures),
		(failure) => process.send({ failure: failure.message }),
	);
});
process.on('disconnect', () => process.exit());
startExpressions().then((expressions) => process.send({ expressions }));
