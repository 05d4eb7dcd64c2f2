import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { eventOf, signDelivery, type DeliveryRequest, type Signing } from './signedDelivery';
import { openFaultyProxy, type FaultyProxy } from './faultyProxy';
import { openN8n, type N8n } from './n8n';

/** A published workflow with the trigger, its line to Hero and Hero, new for each test. */
export interface PublishedWorkflow {
	readonly hero: Sandbox;
	readonly proxy: FaultyProxy;
	readonly n8n: N8n;
	/** Publishes other options and parameters. */
	publish(options: INodeParameters, more?: INodeParameters): Promise<void>;
	/** A letter as Hero signs it. */
	signed(event?: unknown, signing?: Signing): DeliveryRequest;
	/** The ID in each run. */
	ids(): unknown[];
}

/** How a delivery is answered that starts nothing, since it was here before. */
export const duplicateResponse = {
	status: 200,
	body: '{"message":"Received before, nothing started"}',
};

/** Opens a sandbox for the file, and publishes a trigger of these events before each test. */
export function publishBeforeEach(events: string[]): PublishedWorkflow {
	let hero: Sandbox;
	let line: FaultyProxy;
	let n8n: N8n;
	beforeAll(async () => {
		hero = await startSandbox({ settings: { delivery_tries: 1 } });
	});
	afterAll(() => hero.stop());
	beforeEach(async () => {
		line = await openFaultyProxy(hero);
		n8n = await openN8n({ hero: line, parameters: { events, fetchRecord: false } });
		await n8n.activate();
	});
	afterEach(async () => {
		hero.webhooks.clear();
		await n8n.stop();
		await line.close();
	});
	return {
		get hero() {
			return hero;
		},
		get proxy() {
			return line;
		},
		get n8n() {
			return n8n;
		},
		publish: async (options, more = {}) =>
			await n8n.publish({ ...n8n.parameters, ...more, options }),
		signed: (event = eventOf('48213'), signing) => signDelivery(n8n.activation(), event, signing),
		ids: () => n8n.runs.map((items) => items?.[0].id),
	};
}
