'use strict';

const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const { writeGeneratedFiles } = require('../../generate/writeFiles');
const { contractPath } = require('../contractFile');
const { CannotCompareError } = require('../errors');
const { writeContract } = require('./writeContract');

const file = join(__dirname, '..', '..', '..', contractPath);

/**
 * Takes what Hero says into the contract, and writes the generated files anew. If these cannot be made, the contract
 * stays as it was.
 *
 * @param {import('../report/report').Report} report
 * @param {import('../comparison/compareCalls').CallPair[]} pairs
 * @throws {CannotCompareError} if the generated files cannot be made
 */
exports.takeIn = ({ findings, source }, pairs) => {
	const before = readFileSync(file, 'utf8');
	writeFileSync(file, writeContract(before, { pairs, findings, source }));
	try {
		writeGeneratedFiles();
	} catch (error) {
		writeFileSync(file, before);
		const { message } = /** @type {Error} */ (error);
		throw new CannotCompareError(
			`The contract was not changed, since it would lack something: ${message}`,
		);
	}
};
