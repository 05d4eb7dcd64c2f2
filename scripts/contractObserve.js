'use strict';

const { writeFileSync } = require('node:fs');

const { loadContract } = require('../api');
const { observe } = require('./contract/observe/observe');
const { flags, help, optionsOf } = require('./contract/observe/options');
const { processTerminal } = require('./contract/observe/terminal/terminal');
const { runTool } = require('./contract/runTool');

/** The file of --out. Only the person who ran the tool may read it. */
const ownerOnly = 0o600;

/** A signal that Ctrl-C aborts, so that the report of the deliveries so far is printed. A second Ctrl-C ends the process. */
function stopSignal() {
	const stop = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => stop.abort());
	return stop.signal;
}

/**
 * @param {import('./contract/runTool').ToolOptions} toolOptions
 * @returns {Promise<import('./contract/runTool').ToolResult>}
 */
async function find({ values }) {
	const options = optionsOf(values, loadContract());
	return { tool: 'observe', ...(await observe(options, processTerminal(), stopSignal)) };
}

/**
 * @param {import('./contract/report/report').Report} report
 * @param {import('./contract/runTool').ToolOptions} options
 */
function keep(report, { values: { out } }) {
	if (typeof out !== 'string') return;
	writeFileSync(out, `${JSON.stringify(report, null, '\t')}\n`, { flag: 'wx', mode: ownerOnly });
}

void runTool({ help, flags, mostPositionals: 0, keep }, find);
