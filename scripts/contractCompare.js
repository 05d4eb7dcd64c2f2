'use strict';

const { loadContract } = require('../api');
const { compareApis } = require('./contract/comparison/compareApis');
const { describeDocument } = require('./contract/description/describeDocument');
const { loadOpenApi, sourceName } = require('./contract/openapi/loadOpenApi');
const { runTool, today } = require('./contract/runTool');

/** Where Hero's documentation says that it publishes its OpenAPI document. */
const documentedAddress = 'https://developer.herohealth.net/_bundle/apis/public-api/openapi.yaml';

const help = `npm run contract:compare -- [FILE|URL] [--json] [--write]

Compares Hero's own OpenAPI document with the contract in api/.

FILE|URL   OpenAPI 3.0 or newer, YAML or JSON, in one file or split
           Default: ${documentedAddress}
--json     prints the report for a program
--write    takes what Hero says into the contract, and writes the generated files anew

Exit codes: 0 same, 2 changed, 1 could not compare.
`;

/**
 * @param {import('./contract/runTool').ToolOptions} options
 * @returns {Promise<import('./contract/runTool').ToolResult>}
 */
async function compare({ positionals: [address = documentedAddress] }) {
	const document = describeDocument(await loadOpenApi(address));
	const ours = describeDocument({ ...loadContract() });
	const { matched, findings } = compareApis(ours, document);
	return {
		tool: 'compare',
		source: { kind: 'openapi', name: sourceName(address), date: today() },
		findings,
		pairs: matched.pairs,
		unreadable: document.unreadable,
	};
}

void runTool({ help, flags: {}, mostPositionals: 1 }, compare);
