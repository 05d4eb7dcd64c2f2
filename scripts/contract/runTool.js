'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parseArgs } = require('node:util');

const { acknowledgementsPath, parseAcknowledgements } = require('./acknowledgements');
const { contractPath } = require('./contractFile');
const { CannotCompareError } = require('./errors');
const { printable, printReport } = require('./report/printReport');
const { createReport, exitCodes } = require('./report/report');
const { forPerson } = require('./write/forPerson');
const { takeIn } = require('./write/takeIn');

/**
 * @typedef {import('./report/report').ReportInput & { pairs: import('./comparison/compareCalls').CallPair[] }} ToolResult
 *   What a tool found, and the calls from which --write takes it.
 * @typedef {{ positionals: string[], values: Record<string, string | boolean | undefined> }} ToolOptions
 * @typedef {object} ToolInterface
 * @property {string} help
 * @property {NonNullable<import('node:util').ParseArgsConfig['options']>} flags beside --json, --write and --help
 * @property {number} mostPositionals
 * @property {(report: import('./report/report').Report, options: ToolOptions) => void} [keep] stores the report
 */

const root = join(__dirname, '..', '..');

/** The day of a report, as YYYY-MM-DD in UTC. */
exports.today = () => new Date().toISOString().slice(0, 10);

/**
 * Runs one of the contract tools, prints its report, and sets the exit code: 0 same, 2 changed, 1 could not compare. A
 * fault of the tool itself also ends with 1.
 *
 * @param {ToolInterface} tool
 * @param {(options: ToolOptions) => Promise<ToolResult>} find
 */
exports.runTool = async (tool, find) => {
	process.exitCode = exitCodes['could not compare'];
	const isJson = process.argv.includes('--json');
	try {
		const options = readOptions(tool);
		if (options.values.help) {
			process.stdout.write(tool.help);
			process.exitCode = 0;
			return;
		}
		const report = reportOf(await find(options), options.values.write === true);
		tool.keep?.(report, options);
		process.stdout.write(isJson ? json(report) : printReport(report));
		process.exitCode = exitCodes[report.outcome];
	} catch (error) {
		const reason = reasonOf(error);
		if (isJson) process.stdout.write(json({ outcome: 'could not compare', reason }));
		else process.stderr.write(printable(`Could not compare: ${reason}\n`));
		if (!(error instanceof CannotCompareError)) process.stderr.write(stackOf(error));
	}
};

/** @param {unknown} error */
const reasonOf = (error) =>
	error instanceof CannotCompareError
		? error.message
		: 'this is a fault of the tool itself. Please report the lines below.';

/**
 * The places in the code that a fault passed. Its message is left out, since it may quote the document.
 *
 * @param {unknown} error
 */
function stackOf(error) {
	const { name, stack = '' } = /** @type {Error} */ (error);
	const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
	return `${[name, ...places].join('\n')}\n`;
}

/** @param {object} value */
const json = (value) => `${JSON.stringify(value, null, '\t')}\n`;

/**
 * @param {ToolInterface} tool
 * @returns {ToolOptions}
 */
function readOptions({ flags, mostPositionals, help }) {
	const common = {
		json: { type: 'boolean' },
		write: { type: 'boolean' },
		help: { type: 'boolean' },
	};
	const options = /** @type {ToolInterface['flags']} */ ({ ...common, ...flags });
	try {
		const { values, positionals } = parseArgs({ options, allowPositionals: true });
		if (positionals.length > mostPositionals) throw new Error('There are too many arguments.');
		return { positionals, values: /** @type {ToolOptions['values']} */ (values) };
	} catch (error) {
		const [reason] = /** @type {Error} */ (error).message.split('. To specify');
		throw new CannotCompareError(`${reason}\n\n${help}`);
	}
}

/**
 * @param {ToolResult} result
 * @param {boolean} isWriting
 */
function reportOf(result, isWriting) {
	const text = readFileSync(join(root, acknowledgementsPath), 'utf8');
	const report = createReport({ ...result, acknowledgements: parseAcknowledgements(text) });
	if (!isWriting) return report;
	// What could not be read might contradict what could, so nothing of it goes into the contract.
	if (report.outcome === 'could not compare') {
		const remark = 'The contract was not changed, since a part could not be read.';
		return { ...report, remarks: [...report.remarks, remark] };
	}
	takeIn(report, result.pairs);
	return { ...report, written: { file: contractPath, forPerson: forPerson(report) } };
}
