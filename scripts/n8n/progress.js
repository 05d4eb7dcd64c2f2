'use strict';

const everyQuietly = 15_000;
const everyOnTerminal = 200;
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

function elapsed(since) {
	const seconds = Math.round((Date.now() - since) / 1000);
	const minutes = Math.floor(seconds / 60);
	return minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/**
 * Shows what goes on: one line that moves on a terminal, elsewhere a plain line every 15 seconds.
 *
 * @returns {{ say(text: string): void, step(title: string, detail?: () => string): void,
 *   end(outcome?: string): void }} `step` ends the step before it; `detail` is asked at each turn
 */
function createProgress(stream = process.stderr) {
	let current;

	const describe = ({ title, detail, since }) =>
		[title, detail(), elapsed(since)].filter(Boolean).join(' · ');

	const show = () => {
		if (!stream.isTTY) return void stream.write(`  ${describe(current)}\n`);
		const frame = frames[(current.turn += 1) % frames.length];
		const line = `${frame} ${describe(current)}`.slice(0, (stream.columns || 80) - 1);
		stream.write(`\r\x1b[K${line}`);
	};

	const end = (outcome = '✔') => {
		if (!current) return;
		clearInterval(current.timer);
		stream.write(`${stream.isTTY ? '\r\x1b[K' : ''}${outcome} ${describe(current)}\n`);
		current = undefined;
	};

	const step = (title, detail = () => '') => {
		end();
		current = { title, detail, since: Date.now(), turn: 0 };
		current.timer = setInterval(show, stream.isTTY ? everyOnTerminal : everyQuietly);
	};

	const say = (text) => {
		end();
		stream.write(`${text}\n`);
	};

	return { say, step, end };
}

module.exports = { createProgress };
