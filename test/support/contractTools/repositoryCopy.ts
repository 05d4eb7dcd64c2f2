import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A copy of this repository that a test may change. */
export interface RepositoryCopy {
	root: string;
	read(path: string): string;
	/** The paths of all files that differ from this repository. */
	changedFiles(): string[];
	remove(): void;
}

const repository = join(__dirname, '../../..');

const listed = (...words: string[]): string[] =>
	execFileSync('git', ['ls-files', '-z', ...words], { cwd: repository, encoding: 'utf8' })
		.split('\0')
		.filter(Boolean);

/** Copies the files of this repository into a temporary folder. Its packages are linked. */
export function copyRepository(): RepositoryCopy {
	const root = mkdtempSync(join(tmpdir(), 'repository-'));
	const deleted = listed('--deleted');
	const files = listed('--cached', '--others', '--exclude-standard').filter(
		(path) => !deleted.includes(path),
	);
	for (const path of files) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		cpSync(join(repository, path), join(root, path), { verbatimSymlinks: true });
	}
	symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
	const isSame = (path: string) =>
		readFileSync(join(root, path)).equals(readFileSync(join(repository, path)));
	return {
		root,
		read: (path) => readFileSync(join(root, path), 'utf8'),
		changedFiles: () => files.filter((path) => !isSame(path)),
		remove: () => rmSync(root, { recursive: true, force: true }),
	};
}
