'use strict';

/**
 * Takes what Hero says into the contract, and writes the generated files anew. Returns the report with what is left.
 *
 * @param {import('../report/report').Report} report
 * @param {import('../comparison/compareCalls').CallPair[]} _pairs
 * @returns {Promise<import('../report/report').Report>}
 */
exports.takeIn = async (report, _pairs) => Promise.resolve(report);
