'use strict';

const { createHash } = require('node:crypto');
const {
	appendFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} = require('node:fs');
const { dirname, join } = require('node:path');

/**
 * @typedef {import('../answer').ProbeRequest} ProbeRequest
 * @typedef {import('../answer').Answer} Answer
 * @typedef {object} Journal The answers so far, in a file that git ignores
 * @property {string} date the day on which the probe began, as YYYY-MM-DD
 * @property {string} [note] why an earlier probe is not resumed
 * @property {number} recorded how many answers an earlier probe left
 * @property {(request: ProbeRequest) => Answer | undefined} find
 * @property {(request: ProbeRequest, answer: Answer) => void} record
 * @property {() => void} remove
 */

const folder = join(__dirname, '..', '..', '..', '..', 'node_modules', '.cache', 'contract-probe');

/** @param {string} text */
const hash = (text) => createHash('sha256').update(text).digest('hex');

/**
 * Opens the journal of a server: a line that names the contract, then a line for each answer. A line that was torn by a
 * crash counts as not there.
 *
 * @param {{ base: string, contractText: string, today: string, isResuming: boolean, file?: string }} options
 * @returns {Journal}
 */
exports.openJournal = ({ base, contractText, today, isResuming, file = journalFile(base) }) => {
	const head = { address: base, contract: hash(contractText), date: today };
	const earlier = existsSync(file) ? readLines(file) : [];
	const isOfContract = earlier[0]?.contract === head.contract && earlier[0]?.address === base;
	const isSame = isResuming && isOfContract;
	const answers = new Map(isSame ? earlier.slice(1).map(({ key, answer }) => [key, answer]) : []);
	let isBegun = false;
	// Writing anew at the first answer drops a torn line, and keeps an earlier journal if there is no answer at all.
	const begin = () => {
		const entries = [...answers].map(([key, answer]) => ({ key, answer }));
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, [isSame ? earlier[0] : head, ...entries].map(lineOf).join(''));
		isBegun = true;
	};
	return {
		date: isSame ? earlier[0].date : today,
		note: isSame ? undefined : beginningNote(isResuming, earlier.length),
		recorded: answers.size,
		find: (request) => answers.get(keyOf(request)),
		record(request, answer) {
			if (!isBegun) begin();
			answers.set(keyOf(request), answer);
			appendFileSync(file, lineOf({ key: keyOf(request), answer }));
		},
		remove: () => rmSync(file, { force: true }),
	};
};

/** @param {object} entry */
const lineOf = (entry) => `${JSON.stringify(entry)}\n`;

/** @param {string} base */
const journalFile = (base) => join(folder, `${hash(base).slice(0, 16)}.jsonl`);

/**
 * @param {boolean} isResuming
 * @param {number} lines of the earlier journal
 */
function beginningNote(isResuming, lines) {
	if (isResuming && lines === 0) {
		return 'There is no stopped probe of this address, so it begins anew.';
	}
	if (isResuming) {
		return 'The contract has changed since the probe was stopped, so it begins anew.';
	}
	const answers = lines - 1;
	return answers > 0
		? `A stopped probe of this address left its answers (${answers}). Without --resume it begins anew.`
		: undefined;
}

/** @param {ProbeRequest} request */
const keyOf = ({ method, path, query, body, forcedStatus }) =>
	hash(JSON.stringify([method, path, query, body ?? null, forcedStatus ?? null]));

/**
 * @param {string} file
 * @returns {any[]}
 */
function readLines(file) {
	return readFileSync(file, 'utf8')
		.split('\n')
		.flatMap((line) => {
			try {
				return [JSON.parse(line)];
			} catch {
				return [];
			}
		});
}
