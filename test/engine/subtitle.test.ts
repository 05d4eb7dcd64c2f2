import type { INodeParameters } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { HeroHealth } from '../../nodes/HeroHealth/HeroHealth.node';
import { nodeTypesOf } from '../../scripts/engine';
import { heroNode, heroType } from '../support/engine/runHero';

/** The line below the name of the node on the canvas. */
function subtitleOf(parameters: INodeParameters): unknown {
	const node = heroNode('message: send', parameters);
	const workflow = new Workflow({
		...{ nodes: [node], connections: {}, active: false },
		nodeTypes: nodeTypesOf({ [heroType]: new HeroHealth() }),
	});
	const { subtitle } = new HeroHealth().description;
	return workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});
}

test('the canvas shows what a node does', () => {
	expect(subtitleOf({})).toBe('send: message');
});

test('the canvas shows that a node only rehearses', () => {
	expect(subtitleOf({ options: { rehearseOnly: true } })).toBe('rehearsal of send: message');
});
