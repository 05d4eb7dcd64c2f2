import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { eventOf, letterOf, type Letter, type Signing } from './signedDelivery';
import { openLine, type Line } from './faultyProxy';
import { openN8n, type N8n } from './n8n';

/** A published workflow with the trigger, its line to Hero and Hero, new for each test. */
export interface Published {
	readonly hero: Sandbox;
	readonly line: Line;
	readonly n8n: N8n;
	/** Publishes other options and parameters. */
	publish(options: INodeParameters, more?: INodeParameters): Promise<void>;
	/** A letter as Hero signs it. */
	genuine(event?: unknown, signing?: Signing): Letter;
	/** The ID in each run. */
	ids(): unknown[];
}

/** How a delivery is answered that starts nothing, since it was here before. */
export const repeated = { status: 200, body: '{"message":"Received before, nothing started"}' };

/** Opens a sandbox for the file, and publishes a trigger of these events before each test. */
export function publishedTrigger(events: string[]): Published {
	let hero: Sandbox;
	let line: Line;
	let n8n: N8n;
	beforeAll(async () => {
		hero = await startSandbox({ settings: { delivery_tries: 1 } });
	});
	afterAll(() => hero.stop());
	beforeEach(async () => {
		line = await openLine(hero);
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
		get line() {
			return line;
		},
		get n8n() {
			return n8n;
		},
		publish: async (options, more = {}) =>
			await n8n.publish({ ...n8n.parameters, ...more, options }),
		genuine: (event = eventOf('48213'), signing) => letterOf(n8n.kept(), event, signing),
		ids: () => n8n.runs.map((items) => items?.[0].id),
	};
}
