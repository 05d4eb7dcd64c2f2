'use strict';

/**
 * Shows the main job: starts the sandbox, runs examples/book-and-text.json in n8n's own engine with the
 * built node, and prints the output of each node. Exits with 1 and the reason if anything fails.
 */
process.env.N8N_LOG_LEVEL ??= 'silent';

const { runWorkflow } = require('./engine');
const heroHealth = require('..');
const { startSandbox } = require('../sandbox');
/** @type {import('./engine').RunOptions['workflow']} */
const workflow = /** @type {any} */ (require('../examples/book-and-text.json'));

const print = (text = '') => process.stdout.write(`${text}\n`);

/**
 * Formats the fields that have a value, in one line.
 *
 * @param {import('n8n-workflow').IDataObject} json
 */
function summary(json) {
	const shown = Object.entries(json).filter(([, value]) => value !== null && value !== '');
	const text = shown.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ');
	return text.length > 150 ? `${text.slice(0, 149)}…` : text;
}

/** @param {import('./engine').WorkflowRun} run */
function printTrace(run) {
	for (const [index, name] of run.order.entries()) {
		const items = [0, 1].flatMap((output) =>
			run.items(name, output).map((item) => ({ ...item, output })),
		);
		print(
			`${String(index + 1).padStart(2)}. ${name} → ${items.length} item${items.length === 1 ? '' : 's'}`,
		);
		for (const { json, output } of items) {
			const branch = name.endsWith('?') ? `${output === 0 ? 'true' : 'false'} branch, ` : '';
			print(`      ${branch}${summary(json)}`);
		}
	}
}

/**
 * Checks the requests that the sandbox itself recorded.
 *
 * @param {import('../sandbox').Sandbox['ledger']} ledger
 * @throws {Error} when a count is not the expected one
 */
function checkPractice(ledger) {
	const done = (/** @type {string} */ operationId) =>
		ledger.filter((entry) => entry.operationId === operationId && entry.status === 200).length;
	const counts = {
		'traces on the Spine': [done('registerPatientPds'), 2],
		holds: [done('createAppointment'), 1],
		bookings: [done('bookAppointment'), 1],
		texts: [done('sendMessage'), 1],
	};
	print(
		`The practice counted: ${Object.entries(counts)
			.map(([what, [count]]) => `${what} ${count}`)
			.join(', ')}.`,
	);
	const wrong = Object.entries(counts).filter(([, [count, expected]]) => count !== expected);
	if (wrong.length > 0) {
		throw new Error(
			`expected ${wrong.map(([what, [, expected]]) => `${expected} ${what}`).join(', ')}`,
		);
	}
}

async function demo() {
	const sandbox = await startSandbox();
	try {
		print(`A Hero practice is open at ${sandbox.url} (sandbox, synthetic patients).`);
		print(`Running "${workflow.name}" in n8n's engine:\n`);
		const { apiKey, practiceGroupId, url } = sandbox;
		const run = await runWorkflow({
			workflow,
			nodeTypes: { 'n8n-nodes-hero-health.heroHealth': new heroHealth.HeroHealth() },
			credentialTypes: { heroHealthApi: new heroHealth.HeroHealthApi() },
			credentials: {
				heroHealthApi: { apiKey, practiceGroupId, environment: 'custom', baseUrl: url },
			},
		});
		printTrace(run);
		if (run.status !== 'success') {
			throw new Error([run.error?.message, run.error?.description].filter(Boolean).join(' '));
		}
		print();
		checkPractice(sandbox.ledger);
	} finally {
		await sandbox.stop();
	}
}

demo().then(
	() =>
		print('Done: one patient is booked and texted, the other is asked to prove their identity.'),
	(error) => {
		print(`\nThe demo stopped: ${error.message}`);
		process.exitCode = 1;
	},
);
