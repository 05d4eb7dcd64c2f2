'use strict';

/**
 * Runs n8n's verification scanner on this folder as n8n's own gate does: on the source and on the packed
 * tarball. Exits with 1 on any finding, and when the tarball cannot be required.
 */
const { execFileSync } = require('node:child_process');
const { mkdtempSync, rmSync, symlinkSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const root = join(__dirname, '..');

/**
 * Packs the package and unpacks the tarball.
 *
 * @param {string} folder
 * @returns {string} the folder of the unpacked package, inside `folder`
 */
function unpackTarball(folder) {
	const packing = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
	// Windows finds npm.cmd only through a shell.
	const shell = process.platform === 'win32';
	const tarball = execFileSync('npm', packing, { cwd: root, encoding: 'utf8', shell });
	execFileSync('tar', ['-xzf', join(folder, tarball.trim()), '-C', folder]);
	return join(folder, 'package');
}

/** @returns {Promise<boolean>} true when nothing was found */
async function scan() {
	const { analyzePackage, SOURCE_FILE_PATTERNS } = await import(
		// @ts-expect-error The scanner is published without types.
		'@n8n/scan-community-package/scanner/scanner.mjs'
	);
	// The scanner skips every file below node_modules.
	const folder = mkdtempSync(join(tmpdir(), 'hero-health-scan-'));
	try {
		// The unpacked package finds n8n-workflow beside it, as it does inside n8n.
		symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
		const unpacked = unpackTarball(folder);
		const results = {
			source: await analyzePackage(root, SOURCE_FILE_PATTERNS),
			tarball: await analyzePackage(unpacked, ['**/*.js', 'package.json']),
		};
		for (const [what, { passed, message, details }] of Object.entries(results)) {
			const outcome = passed ? 'clean' : [message, details].filter(Boolean).join('\n');
			process.stdout.write(`${what}: ${outcome}\n`);
		}
		const classes = Object.values(require(unpacked)).map(({ name }) => name);
		process.stdout.write(`tarball: can be required, and exports ${classes.join(', ')}\n`);
		return Object.values(results).every(({ passed }) => passed);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

scan().then(
	(isClean) => {
		process.exitCode = isClean ? 0 : 1;
	},
	(error) => {
		process.stdout.write(`The scan stopped: ${error.message}\n`);
		process.exitCode = 1;
	},
);
