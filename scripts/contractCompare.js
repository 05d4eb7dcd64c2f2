'use strict';

const { loadContract } = require('../api');
const { compareApis, requireSameApi } = require('./contract/comparison/compareApis');
const { describeDocument, documentAddresses } = require('./contract/description/describeDocument');
const { CannotCompareError } = require('./contract/errors');
const { loadOpenApi, sourceName } = require('./contract/openapi/loadOpenApi');
const { runTool, today } = require('./contract/runTool');

/** Where Hero's documentation says that it publishes its OpenAPI document. */
const documentedAddress = 'https://developer.herohealth.net/_bundle/apis/public-api/openapi.yaml';

const help = `npm run contract:compare -- [FILE|URL] [--json] [--write] [--timeout SECONDS]

Compares Hero's own OpenAPI document with the contract in api/.

FILE|URL            OpenAPI 3.0 or newer, YAML or JSON, in one file or split
                    Default: ${documentedAddress}
--json              prints the report for a program
--write             takes what Hero says into the contract, and writes the generated files anew
--timeout SECONDS   for the whole download. Default: 30

Exit codes: 0 same, 2 changed, 1 could not compare.
`;

/**
 * @param {import('./contract/runTool').ToolOptions} options
 * @returns {Promise<import('./contract/runTool').ToolResult>}
 */
async function compare({ positionals: [address = documentedAddress], values }) {
	const loaded = await loadOpenApi(address, secondsOf(values.timeout));
	const ours = describeDocument({ ...loadContract() });
	requireSameApi(ours, documentAddresses(loaded));
	const document = describeDocument(loaded);
	const { matched, findings } = compareApis(ours, document);
	return {
		tool: 'compare',
		source: { kind: 'openapi', name: sourceName(address), date: today() },
		findings,
		pairs: matched.pairs,
		unreadable: document.unreadable,
	};
}

/**
 * @param {string | boolean | undefined} text
 * @throws {CannotCompareError} if it is no number of seconds
 */
function secondsOf(text = '30') {
	const seconds = Number(text);
	if (seconds > 0 && seconds <= 3600) return seconds;
	throw new CannotCompareError('--timeout needs a number of seconds from 0.1 to 3600.');
}

void runTool({ help, flags: { timeout: { type: 'string' } }, mostPositionals: 1 }, compare);
