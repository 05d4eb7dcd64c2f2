import type { INodePropertyOptions } from 'n8n-workflow';
import { NodeHelpers, nodeNameToToolName } from 'n8n-workflow';

import { resources } from '../../nodes/HeroHealth/actions/resources';
import { HeroHealth } from '../../nodes/HeroHealth/HeroHealth.node';
import { useHeroServer } from '../support/engine/heroServer';
import { readTool } from '../support/engine/toolAgents';

const hero = useHeroServer();

/** The node as n8n makes it a tool, whose name says so. */
const { description } = new HeroHealth();
const tool = { ...description, outputs: ['ai_tool' as const] };

describe('what a language model reads of a tool', () => {
	test.each([
		['appointment: getMany', 'Get many appointments in Hero Health'],
		['patient: get', 'Get a patient in Hero Health'],
		['appointment: book', 'Book an appointment (changes data) in Hero Health'],
		['message: send', 'Send a message (changes data) in Hero Health'],
		['customApiCall: send', 'Make a custom API call (may change data) in Hero Health'],
		['sendOnlyOnce: forget', 'Forget what was sent (changes data) in Hero Health'],
		['sendOnlyOnce: count', 'Count what was sent in Hero Health'],
		// A POST that only looks something up.
		['slot: checkAvailability', 'Check the availability of a time in Hero Health'],
	])('%s: %s', async (operation, text) => {
		expect(await readTool(hero, operation)).toBe(text);
		expect(hero.received).toEqual([]);
	});

	const operations = resources.flatMap((resource) =>
		resource.operations.map(({ value, method, needsFreshResponse }) => ({
			parameters: { resource: resource.value, operation: value },
			changesData: method !== 'GET' && !needsFreshResponse,
		})),
	);

	test.each(operations)('warns of a write alone: $parameters', ({ parameters, changesData }) => {
		const text = NodeHelpers.makeDescription(parameters, tool);
		expect(/\((changes|may change) data\) in Hero Health$/.test(text)).toBe(changesData);
	});

	test("stands in the tool's name too, which n8n cuts off after 64 characters", () => {
		for (const { parameters, changesData } of operations) {
			const name = nodeNameToToolName(NodeHelpers.makeNodeName(parameters, tool));
			expect([name, /_changes?_data/.test(name)]).toEqual([name, changesData]);
		}
	});

	test('stands on the screen once', () => {
		const options = description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap((selector) => selector.options as INodePropertyOptions[]);
		for (const { name, description: text } of options) {
			expect(`${name} ${text}`).not.toMatch(/changes? data\)/);
		}
	});
});
