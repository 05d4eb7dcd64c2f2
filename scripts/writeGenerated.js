'use strict';

/** Writes the files that are generated from the operations and the contract; run it after changing either. */
const { writeGeneratedFiles } = require('./generate/writeFiles');

// An import, by a test or by accident, must not delete or write files.
if (require.main === module) {
	for (const path of writeGeneratedFiles()) process.stdout.write(`${path}\n`);
}
