'use strict';

/**
 * n8n's verification scanner, as its own gate runs it, but on this folder: over the source, and over
 * the packed tarball. Exits with 1 on any finding, and when the tarball cannot be required.
 */
const { execFileSync } = require('node:child_process');
const { mkdtempSync, rmSync, symlinkSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { npm } = require('./npm');

const root = join(__dirname, '..');

/** Packs the package into a folder and unpacks it there; gives the folder of the unpacked package. */
function unpackedTarball(folder) {
	const packing = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
	const tarball = execFileSync(npm, packing, { cwd: root, encoding: 'utf8', shell: npm !== 'npm' });
	execFileSync('tar', ['-xzf', join(folder, tarball.trim()), '-C', folder]);
	return join(folder, 'package');
}

async function scan() {
	const { analyzePackage, SOURCE_FILE_PATTERNS } = await import(
		'@n8n/scan-community-package/scanner/scanner.mjs'
	);
	// Not below node_modules, where the scanner would pass over every file.
	const folder = mkdtempSync(join(tmpdir(), 'hero-health-scan-'));
	try {
		// The unpacked package finds n8n-workflow beside it, as it does inside n8n.
		symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
		const unpacked = unpackedTarball(folder);
		const results = {
			source: await analyzePackage(root, SOURCE_FILE_PATTERNS),
			tarball: await analyzePackage(unpacked, ['**/*.js', 'package.json']),
		};
		for (const [what, { passed, message, details }] of Object.entries(results)) {
			process.stdout.write(
				`${what}: ${passed ? 'clean' : [message, details].filter(Boolean).join('\n')}\n`,
			);
		}
		const classes = Object.values(require(unpacked)).map(
			(nodeOrCredential) => nodeOrCredential.name,
		);
		process.stdout.write(`tarball: requires, and hands out ${classes.join(', ')}\n`);
		return Object.values(results).every(({ passed }) => passed);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

scan().then(
	(clean) => {
		process.exitCode = clean ? 0 : 1;
	},
	(reason) => {
		process.stdout.write(`The scan stopped: ${reason.message}\n`);
		process.exitCode = 1;
	},
);
