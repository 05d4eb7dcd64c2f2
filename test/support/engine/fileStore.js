'use strict';

const { mkdtempSync, rmSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const { BinaryDataService } = require('n8n-core');

// The container from which n8n-core takes its services.
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di');

/**
 * The constructor is called with a part of what n8n passes, since files need no more.
 *
 * @param {object} config
 */
const createService = (config) =>
	/** @type {BinaryDataService} */ (Reflect.construct(BinaryDataService, [config, {}, {}]));

/** @type {import('n8n-core').BinaryData.FileLocation} */
const location = { type: 'execution', workflowId: 'workflow', executionId: '1' };

/**
 * @param {BinaryDataService} service
 * @param {() => void} clear
 */
function keepFilesIn(service, clear) {
	Container.set(BinaryDataService, service);
	return {
		/**
		 * @param {Buffer} content
		 * @param {import('n8n-workflow').IBinaryData} described
		 */
		store: async (content, described) => await service.store(location, content, described),
		clear,
	};
}

/** Makes n8n store the files of items in the items themselves. */
exports.keepFilesInMemory = () => {
	const service = createService({});
	Object.assign(service, { mode: 'default' });
	return keepFilesIn(service, () => {});
};

/** Makes n8n store the files of items in a folder, and in the items only their IDs. */
exports.keepFilesOnDisk = async () => {
	const folder = mkdtempSync(join(tmpdir(), 'hero-health-files-'));
	const service = createService({ mode: 'filesystem', localStoragePath: folder });
	await service.init();
	return keepFilesIn(service, () => rmSync(folder, { recursive: true }));
};
