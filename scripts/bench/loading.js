'use strict';

/** Measures the cost of loading the node in n8n, beside n8n's own nodes, and writes docs/benchmarks.md. */
const { execFileSync } = require('node:child_process');
const { cpus } = require('node:os');
const { join } = require('node:path');
const { median, table, writeSection } = require('./report');

const root = join(__dirname, '..', '..');
const nodesBase = join(root, 'node_modules', '.cache', 'n8n-nodes-base', 'dist', 'nodes');
const runs = 15;

const nodes = {
	'Hero Health': join(root, 'dist', 'nodes', 'HeroHealth', 'HeroHealth.node.js'),
	"n8n's Edit Fields": join(nodesBase, 'Set', 'Set.node.js'),
	"n8n's If": join(nodesBase, 'If', 'If.node.js'),
};

/**
 * Returns code for a new process, which loads n8n-workflow first, as n8n does.
 *
 * @param {string} file
 */
const measurement = (file) => `
	require('reflect-metadata');
	require('n8n-workflow');
	const start = process.hrtime.bigint();
	const [NodeClass] = Object.values(require(${JSON.stringify(file)}));
	const node = new NodeClass();
	const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
	const { description } = node.nodeVersions ? node.getNodeType() : node;
	console.log(JSON.stringify({ milliseconds, bytes: JSON.stringify(description).length }));
`;

/**
 * @param {string} file
 * @returns {{ milliseconds: number, bytes: number }}
 */
function measure(file) {
	const output = execFileSync(process.execPath, ['-e', measurement(file)], { cwd: root });
	return JSON.parse(output.toString());
}

// The nodes take turns, so that other work on the machine affects all alike.
const rounds = Array.from({ length: runs }, () => Object.values(nodes).map(measure));
const rows = Object.keys(nodes).map((name, index) => ({
	name,
	milliseconds: median(rounds.map((round) => round[index].milliseconds)),
	bytes: rounds[0][index].bytes,
}));
const [own] = rows;

const figures = table(
	['node', 'load, ms', 'Hero Health is ×', 'description, KB', 'Hero Health is ×'],
	rows.map(({ name, milliseconds, bytes }) => [
		name,
		milliseconds.toFixed(1),
		(own.milliseconds / milliseconds).toFixed(1),
		Math.round(bytes / 1024),
		(own.bytes / bytes).toFixed(1),
	]),
);

const section = `
The cost of each start of n8n (reading and building the node, in a process that has n8n-workflow loaded) and of
each load of the editor (the description as JSON, before compression). Median of ${runs} rounds on
${cpus().length} cores, Node ${process.version}.

${figures}
`;

process.stdout.write(writeSection('Loading the node', section));
