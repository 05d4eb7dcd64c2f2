import type { INodeType } from 'n8n-workflow';

/**
 * Loads the node as another n8n process does: with state of its own, such as what it sent. n8n's packages stay those
 * of this process.
 */
export function nodeOfAnotherProcess(): INodeType {
	let node: INodeType | undefined;
	const n8nWorkflow = jest.requireActual<object>('n8n-workflow');
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => n8nWorkflow);
		const { HeroHealth } = jest.requireActual<
			typeof import('../../../nodes/HeroHealth/HeroHealth.node')
		>('../../../nodes/HeroHealth/HeroHealth.node');
		node = new HeroHealth();
	});
	jest.dontMock('n8n-workflow');
	return node!;
}
