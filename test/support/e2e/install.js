'use strict';

/** Installs the tested versions of n8n before the first test, because that may take minutes. */
const { installN8n } = require('../../../scripts/n8n/install');
const { createProgress } = require('../../../scripts/n8n/progress');
const { newest, oldest } = require('../../../scripts/n8n/temporary');

module.exports = async () => {
	for (const version of [newest, oldest]) await installN8n({ progress: createProgress(), version });
};
