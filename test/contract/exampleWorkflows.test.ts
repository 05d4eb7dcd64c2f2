import type { INode, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { HeroHealth } from '../../nodes/HeroHealth/HeroHealth.node';
import { HeroHealthTrigger } from '../../nodes/HeroHealth/HeroHealthTrigger.node';
import { readExamples } from '../support/e2e/examples';
import { fileText } from '../support/repository';

const examples = readExamples().map(({ file, workflow }) => [file, workflow] as const);

const descriptions: Record<string, INodeTypeDescription> = {
	'n8n-nodes-hero-health.heroHealth': new HeroHealth().description,
	'n8n-nodes-hero-health.heroHealthTrigger': new HeroHealthTrigger().description,
};
const isOurs = ({ type }: INode) => type in descriptions;

/** The parameters that the form shows for what is filled in. */
function shown(node: INode): string[] {
	const description = descriptions[node.type];
	const visible = description.properties.filter((property) =>
		NodeHelpers.displayParameter(node.parameters, property, node, description),
	);
	return visible.map(({ name }) => name);
}

describe.each(examples)('%s', (file, workflow) => {
	const ours = workflow.nodes.filter(isOurs);

	test('has an ID that n8n keeps data for', () => {
		// For longer ones n8n saves no static data, and a trigger forgets its keys.
		expect(String(workflow.id)).toMatch(/^\w{1,21}$/);
	});

	test('fills in what the form asks for, and nothing that it does not show', () => {
		expect(ours).not.toEqual([]);
		for (const node of ours) {
			const { properties } = descriptions[node.type];
			const whole = NodeHelpers.getNodeParameters(
				properties,
				node.parameters,
				true,
				false,
				node,
				descriptions[node.type],
			);
			const filled = { ...node, parameters: whole ?? {} };
			const issues = NodeHelpers.getNodeParametersIssues(
				properties,
				filled,
				descriptions[node.type],
			);
			expect([node.name, issues]).toEqual([node.name, null]);
			const hidden = Object.keys(node.parameters).filter((name) => !shown(filled).includes(name));
			expect([node.name, hidden]).toEqual([node.name, []]);
		}
	});

	test('uses the credential of the sandbox, and is not active', () => {
		expect(ours.map(({ credentials }) => credentials?.heroHealthApi.id)).toEqual(
			ours.map(() => 'heroHealthSandbox'),
		);
		expect(workflow.active).toBe(false);
	});

	test('has a note that explains it, and is mentioned in the README', () => {
		const note = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(note?.parameters.content).toMatch(/^## /);
		expect(fileText('README.md')).toContain(`examples/${file}`);
	});
});
