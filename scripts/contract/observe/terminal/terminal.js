'use strict';

const { createInterface } = require('node:readline/promises');
const { Writable } = require('node:stream');

const { CannotCompareError } = require('../../errors');

/**
 * How the tool talks to the person who started it. The report alone goes to standard output.
 *
 * @typedef {object} Terminal
 * @property {boolean} isInteractive false if nobody can answer, as in a pipe
 * @property {(line: string) => void} say
 * @property {(question: string) => Promise<boolean>} confirm true only for y or yes
 * @property {(question: string) => Promise<string>} askSecret does not show what is typed
 */

/** @returns {Terminal} */
exports.processTerminal = () => ({
	isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
	say: (line) => void process.stderr.write(`${line}\n`),
	confirm: async (question) => {
		const answer = await ask(`${question} [y/N] `, process.stderr);
		return /^y(es)?$/i.test(answer.trim());
	},
	askSecret: async (question) => {
		const muted = new Writable({ write: (_chunk, _encoding, done) => done() });
		const answer = ask('', muted);
		// The terminal shows what is typed until the reader has begun, so the question comes after that.
		process.stderr.write(`${question} (not shown): `);
		return await answer.finally(() => process.stderr.write('\n'));
	},
});

/**
 * @param {string} question
 * @param {NodeJS.WritableStream} output
 * @returns {Promise<string>}
 */
async function ask(question, output) {
	const reader = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
	try {
		return await new Promise((resolve, reject) => {
			reader.once('close', () => reject(new CannotCompareError('It was stopped at a question.')));
			reader.question(question).then(resolve, reject);
		});
	} finally {
		reader.close();
	}
}

/**
 * A secret from its variable of the environment, or typed at the terminal.
 *
 * @param {Terminal} terminal
 * @param {{ variable: string, question: string }} secret
 * @returns {Promise<string>}
 * @throws {CannotCompareError} if there is neither, or if a header cannot hold it
 */
exports.readSecret = async (terminal, { variable, question }) => {
	const given = process.env[variable];
	if (given === undefined && !terminal.isInteractive) {
		throw new CannotCompareError(
			`Set ${variable} in the environment. It is asked for only in a terminal, and is never an argument.`,
		);
	}
	const secret = (given ?? (await terminal.askSecret(question))).trim();
	if (/^[\x21-\x7e]+$/.test(secret)) return secret;
	throw new CannotCompareError(
		`${variable} is empty, or has a blank or a character that it cannot have. Copy it again.`,
	);
};
