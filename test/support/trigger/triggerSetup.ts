import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { openFaultyProxy, type FaultyProxy } from './faultyProxy';
import { openN8n, type N8n } from './n8n';
import { eventOf, signDelivery, type DeliveryRequest, type Signing } from './signedDelivery';

export const confirmed = 'appointment.confirmed';
export const cancelled = 'appointment.cancelled';
export const rescheduled = 'appointment.rescheduled';

/** A workflow with the trigger, its n8n, its Hero and the proxy between them; new for each test. */
export interface TriggerSetup {
	/** One for the whole file. */
	readonly hero: Sandbox;
	readonly proxy: FaultyProxy;
	readonly n8n: N8n;
	/** Publishes other options and parameters. */
	publish(options: IDataObject, more?: INodeParameters): Promise<void>;
	/** A delivery as Hero signs it. */
	signed(event?: unknown, signing?: Signing): DeliveryRequest;
	/** The ID in each run. */
	ids(): unknown[];
}

/** The response to a duplicate. */
export const duplicateResponse = {
	status: 200,
	body: '{"message":"Received before, nothing started"}',
};

/** Sets up a trigger of these parameters for each test, published unless told otherwise. */
export function setUpTrigger(
	parameters: INodeParameters,
	{ isPublished = true } = {},
): TriggerSetup {
	let hero: Sandbox;
	let proxy: FaultyProxy;
	let n8n: N8n;
	beforeAll(async () => {
		hero = await startSandbox({ settings: { delivery_tries: 1 } });
	});
	afterAll(() => hero.stop());
	beforeEach(async () => {
		proxy = await openFaultyProxy(hero);
		n8n = await openN8n({ hero: proxy, parameters });
		if (isPublished) await n8n.activate();
	});
	afterEach(async () => {
		hero.webhooks.clear();
		await n8n.stop();
		await proxy.close();
	});
	return {
		get hero() {
			return hero;
		},
		get proxy() {
			return proxy;
		},
		get n8n() {
			return n8n;
		},
		publish: async (options, more = {}) =>
			await n8n.publish({ ...n8n.parameters, ...more, options: options as INodeParameters }),
		signed: (event = eventOf('48213'), signing) => signDelivery(n8n.activation(), event, signing),
		ids: () => n8n.runs.map((items) => items?.[0].id),
	};
}
