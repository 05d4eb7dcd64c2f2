'use strict';

const { mkdtempSync, rmSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const { BinaryDataService } = require('n8n-core');

// The container from which n8n-core takes its services.
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di');

const location = { type: 'execution', workflowId: 'workflow', executionId: '1' };

function keepFilesIn(service, clear) {
	Container.set(BinaryDataService, service);
	return {
		store: async (content, described) => await service.store(location, content, described),
		clear,
	};
}

/** From now on n8n keeps the files of items in the items themselves. */
exports.keepFilesInMemory = () => {
	const service = new BinaryDataService({}, {}, {});
	service.mode = 'default';
	return keepFilesIn(service, () => {});
};

/** From now on n8n keeps the files of items in a folder, and the items only their IDs. */
exports.keepFilesOnDisk = async () => {
	const folder = mkdtempSync(join(tmpdir(), 'hero-health-files-'));
	const service = new BinaryDataService({ mode: 'filesystem', localStoragePath: folder }, {}, {});
	await service.init();
	return keepFilesIn(service, () => rmSync(folder, { recursive: true }));
};
