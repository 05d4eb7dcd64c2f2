import 'reflect-metadata';

import type { IDataObject } from 'n8n-workflow';
import { jsonParse, sleep } from 'n8n-workflow';

import { resetProcessState } from '../../../nodes/HeroHealth/transport/processState';
import { deregister, listen, register, stopListening } from './n8nActivation';
import {
	createInstance,
	triggerName,
	type N8n,
	type N8nInstance,
	type N8nOptions,
	type StoredActivation,
} from './n8nInstance';
import { webhookServer } from './n8nWebhook';

export type { N8n, N8nOptions, StoredActivation } from './n8nInstance';

/** Starts an n8n with a trigger that is not active yet. */
export async function openN8n({ hero, ...options }: N8nOptions): Promise<N8n> {
	const n8n = {} as N8n;
	const instance = createInstance(n8n, options);
	const server = webhookServer(instance);
	const url = await server.listen({ port: 0, host: '127.0.0.1' });
	const credentials = { apiKey: 'demo-key', practiceGroupId: '1042', environment: 'custom' };
	Object.assign(n8n, {
		...{ url, address: url, parameters: options.parameters ?? {} },
		credentials: { ...credentials, baseUrl: hero.url, ...options.credentials },
		...{ runs: [], log: [], cannotStartRuns: false },
		// Storing a run takes n8n a moment.
		beforeRun: async () => await sleep(5),
		...methodsOf(instance),
		stop: () => server.close(),
	});
	return defineUrls(defineStaticData(n8n, instance), instance);
}

function methodsOf(instance: N8nInstance): Partial<N8n> {
	const { n8n } = instance;
	return {
		activation: () => n8n.staticData[`node:${triggerName}`] as StoredActivation,
		activate: async () => await register(instance, 'activate'),
		publish: async (parameters = n8n.parameters) => {
			await deregister(instance);
			n8n.parameters = parameters;
			await register(instance, 'update');
		},
		deactivate: async () => await deregister(instance),
		reactivateAtStart: async () => await register(instance, 'init'),
		listen: async () => await listen(instance),
		stopListening: async () => await stopListening(instance),
		restart: async () => {
			instance.processId++;
			resetProcessState();
		},
	};
}

const defineStaticData = (n8n: N8n, instance: N8nInstance): N8n =>
	Object.defineProperty(n8n, 'staticData', {
		get: () => jsonParse<IDataObject>(instance.stored),
		set: (data: IDataObject) => {
			instance.stored = JSON.stringify(data);
		},
	});

const defineUrls = (n8n: N8n, { webhookId }: N8nInstance): N8n =>
	Object.defineProperties(n8n, {
		productionUrl: { get: () => `${n8n.address}/webhook/${webhookId}/webhook` },
		testUrl: { get: () => `${n8n.address}/webhook-test/${webhookId}/webhook` },
	});
