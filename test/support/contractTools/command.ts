import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** How a command ended, and what it printed. */
export interface CommandResult {
	exitCode: number | null;
	stdout: string;
	stderr: string;
}

const repository = join(__dirname, '../../..');

/** Runs the real `contract:compare` in a process of its own, in this repository or in a copy of it. */
export const runCompare = (words: string[], root = repository): Promise<CommandResult> =>
	runNode([join(root, 'scripts/contractCompare.js'), ...words], root);

/** Runs a program of this repository in a process of its own. */
export function runNode(words: string[], root = repository): Promise<CommandResult> {
	const child = spawn(process.execPath, ['--require', 'tsx/cjs', ...words], { cwd: root });
	const result: CommandResult = { exitCode: null, stdout: '', stderr: '' };
	child.stdout.on('data', (text) => (result.stdout += text));
	child.stderr.on('data', (text) => (result.stderr += text));
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (exitCode) => resolve({ ...result, exitCode }));
	});
}
