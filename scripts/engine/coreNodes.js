'use strict';

const { join } = require('node:path');

const folder = join(
	__dirname,
	'../..',
	'node_modules',
	'.cache',
	'n8n-nodes-base',
	'dist',
	'nodes',
);
const files = {
	if: 'If/If',
	manualTrigger: 'ManualTrigger/ManualTrigger',
	set: 'Set/Set',
	splitOut: 'Transform/SplitOut/SplitOut',
	stickyNote: 'StickyNote/StickyNote',
};

/** Returns n8n's own nodes from the published package, which scripts/ready.js fetches. */
exports.coreNodes = () =>
	Object.fromEntries(
		Object.entries(files).map(([name, file]) => {
			const [nodeClass] = Object.values(require(join(folder, `${file}.node.js`)));
			return [`n8n-nodes-base.${name}`, new nodeClass()];
		}),
	);
