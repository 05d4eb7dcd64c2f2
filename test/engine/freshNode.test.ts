import type { INodeParameters, INodePropertyOptions } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { HeroHealth } from '../../nodes/HeroHealth/HeroHealth.node';
import { callTool, agentKinds } from '../support/engine/toolAgents';
import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import * as records from '../support/engine/records';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const { description } = new HeroHealth();
const resources = description.properties[0].options as INodePropertyOptions[];

/** n8n stores no parameter that equals its default. */
const settingsOf = (typeVersion: number, parameters: INodeParameters) => ({
	typeVersion,
	parameters: { retryWhenBusy: false, ...parameters },
});

/** Runs a node that n8n stored with these parameters and no others. */
const runStored = async (typeVersion: number, parameters: INodeParameters) =>
	await runHero(hero, {
		operation: 'stored: without',
		settings: settingsOf(typeVersion, parameters),
	});

/** The calls at Hero; the pages of a list count as one. */
const calls = () => [
	...new Set(hero.received.map(({ method, target }) => `${method} ${target.split('?')[0]}`)),
];

/** The node as n8n's editor has it, with this typeVersion. */
const nodeOf = (typeVersion: number) => ({ ...description, parameters: {}, typeVersion }) as never;

const getParameters = (
	typeVersion: number,
	parameters: INodeParameters,
	{ withDefaults }: { withDefaults: boolean },
) =>
	NodeHelpers.getNodeParameters(
		description.properties,
		parameters,
		withDefaults,
		false,
		nodeOf(typeVersion),
		description,
	)!;

const operationOf = (typeVersion: number, parameters: INodeParameters) =>
	getParameters(typeVersion, parameters, { withDefaults: true }).operation;

/** The operations with which each resource begins: with version 1, and with 1.1 where that is another one. */
const beginnings: Record<string, [string, string?]> = {
	admin: ['getMany'],
	appointment: ['book', 'getMany'],
	appointmentType: ['getMany'],
	automatedMessage: ['get'],
	batchMessage: ['create', 'getMany'],
	coupon: ['getMany'],
	customer: ['create', 'getMany'],
	episode: ['createNote', 'getMany'],
	form: ['get'],
	formResponse: ['get'],
	hcaConsultant: ['get'],
	// All its operations are writes.
	invoice: ['create'],
	link: ['createAttachment', 'getManyBooking'],
	location: ['getMany'],
	message: ['get'],
	partner: ['getHeidiToken'],
	patient: ['connectRecord', 'getMany'],
	pharmacy: ['create', 'getMany'],
	practiceGroup: ['createAccessToken', 'get'],
	practitioner: ['get'],
	sendOnlyOnce: ['count'],
	slot: ['checkAvailability', 'getMany'],
	subscription: ['getMany'],
	task: ['get'],
	webhook: ['checkSubscriptions'],
	// Its method is GET at first.
	customApiCall: ['send'],
};

describe('a fresh node', () => {
	beforeEach(() => hero.respondWith(jsonResponse(records.list())));

	test('lists appointments', async () => {
		const { status } = await runStored(1.1, {});
		expect(status).toBe('success');
		expect(calls()).toEqual(['GET /v1/appointments']);
	});

	test.each(resources)('of the resource $name writes nothing', async ({ value }) => {
		await runStored(1.1, { resource: value }).catch(({ message }: Error) => {
			// n8n does not run a node that lacks a required value.
			expect(message).toMatch(/^The 'Hero Health' node has issues/);
		});
		expect(hero.received.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	test.each(agentKinds)('lists appointments as a tool too, run %s', async (kind) => {
		const settings = settingsOf(1.1, {});
		await callTool(hero, kind, { operation: 'stored: without', settings });
		expect(calls()).toEqual(['GET /v1/appointments']);
	});
});

describe('a node that was stored before version 1.1, without its operation', () => {
	test.each([1, 0])('books as before (typeVersion %d)', async (typeVersion) => {
		await runStored(typeVersion, { id: byId('48213') });
		expect(calls()).toEqual(['PATCH /v1/appointments/48213/book']);
	});

	test('books as a tool too', async () => {
		const settings = settingsOf(1, { id: byId('48213') });
		await callTool(hero, 'by the agent itself', { operation: 'stored: without', settings });
		expect(calls()).toEqual(['PATCH /v1/appointments/48213/book']);
	});

	test('reads where a read is stored by its name', async () => {
		hero.respondWith(jsonResponse(records.list()));
		await runStored(1, { operation: 'getMany' });
		expect(calls()).toEqual(['GET /v1/appointments']);
	});
});

describe('the beginning of every resource', () => {
	test('is listed here', () => {
		expect(resources.map(({ value }) => value).sort()).toEqual(Object.keys(beginnings).sort());
	});

	test.each(Object.entries(beginnings))('%s: %p', (resource, [first, safer = first]) => {
		expect([1, 1.1].map((version) => operationOf(version, { resource }))).toEqual([first, safer]);
	});

	test('is in one list of operations', () => {
		const lists = ({ typeVersion, resource }: { typeVersion: number; resource: string }) =>
			description.properties.filter(
				(property) =>
					property.name === 'operation' &&
					NodeHelpers.displayParameter({ resource }, property, { typeVersion }, description),
			);
		for (const resource of Object.keys(beginnings)) {
			for (const typeVersion of [0, 1, 1.1]) {
				expect([resource, lists({ typeVersion, resource })]).toHaveProperty('1.length', 1);
			}
		}
	});

	test('needs no other version of any other parameter', () => {
		const versioned = description.properties.filter(({ displayOptions: { show, hide } = {} }) =>
			[show, hide].some((condition) => condition?.['@version']),
		);
		const changed = Object.values(beginnings).filter(([, safer]) => safer);
		expect(versioned).toHaveLength(2 * changed.length);
		expect(new Set(versioned.map(({ name }) => name))).toEqual(new Set(['operation']));
	});
});

describe.each([1, 1.1])('an operation that the editor stores with version %d', (typeVersion) => {
	const operations = description.properties
		.filter(({ name, displayOptions }) => name === 'operation' && !displayOptions?.hide)
		.flatMap(({ options, displayOptions }) =>
			(options as INodePropertyOptions[]).map(({ value: operation }) => ({
				resource: String(displayOptions?.show?.resource?.[0]),
				operation,
			})),
		);

	test.each(operations)('is the same when it is read again: $resource, $operation', (chosen) => {
		const stored = getParameters(typeVersion, chosen, { withDefaults: false });
		expect(operationOf(typeVersion, stored)).toBe(chosen.operation);
	});
});
