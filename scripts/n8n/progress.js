'use strict';

const plainInterval = 15_000;
const terminalInterval = 200;
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** @param {number} since milliseconds since 1970 */
function elapsed(since) {
	const seconds = Math.round((Date.now() - since) / 1000);
	const minutes = Math.floor(seconds / 60);
	return minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/**
 * @typedef {{ title: string, detail: () => string, since: number, frame: number, timer: NodeJS.Timeout }} Step
 *
 * @typedef {object} Progress
 * @property {(text: string) => void} say prints a line
 * @property {(title: string, detail?: () => string) => void} step begins a step and ends the one before;
 *   `detail` is called for each line that is shown
 * @property {(outcome?: string) => void} end ends the current step
 */

/**
 * Shows progress: one moving line on a terminal, elsewhere a plain line every 15 seconds.
 *
 * @param {NodeJS.WriteStream} [stream]
 * @returns {Progress}
 */
function createProgress(stream = process.stderr) {
	/** @type {Step | undefined} */
	let current;

	const describe = (/** @type {Step} */ { title, detail, since }) =>
		[title, detail(), elapsed(since)].filter(Boolean).join(' · ');

	const show = () => {
		if (!current) return;
		if (!stream.isTTY) return void stream.write(`  ${describe(current)}\n`);
		const frame = frames[(current.frame += 1) % frames.length];
		const line = `${frame} ${describe(current)}`.slice(0, (stream.columns || 80) - 1);
		stream.write(`\r\x1b[K${line}`);
	};

	/** @type {Progress['end']} */
	const end = (outcome = '✔') => {
		if (!current) return;
		clearInterval(current.timer);
		stream.write(`${stream.isTTY ? '\r\x1b[K' : ''}${outcome} ${describe(current)}\n`);
		current = undefined;
	};

	/** @type {Progress['step']} */
	const step = (title, detail = () => '') => {
		end();
		const timer = setInterval(show, stream.isTTY ? terminalInterval : plainInterval);
		current = { title, detail, since: Date.now(), frame: 0, timer };
	};

	/** @type {Progress['say']} */
	const say = (text) => {
		end();
		stream.write(`${text}\n`);
	};

	return { say, step, end };
}

module.exports = { createProgress };
