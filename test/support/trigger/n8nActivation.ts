import type { Workflow, WorkflowActivateMode, WorkflowExecuteMode } from 'n8n-workflow';

import {
	nodesOf,
	publishedSource,
	runHook,
	save,
	workflowOf,
	type N8nInstance,
} from './n8nInstance';

/** webhook-trigger-registrar: register, and clearRegisteredWebhook if that fails */
export async function register(
	instance: N8nInstance,
	activation: WorkflowActivateMode,
): Promise<void> {
	const { n8n, holders, workflowId } = instance;
	instance.published = JSON.stringify(nodesOf(instance, n8n.parameters));
	// n8n also calls such a workflow published, and unpublishes it like any other.
	const holder = holders.get(n8n.productionUrl) ?? workflowId;
	if (holder !== workflowId) throw new Error('The path is taken');
	holders.set(n8n.productionUrl, workflowId);
	const workflow = workflowOf(instance, publishedSource(instance));
	const error = await createWebhook(instance, workflow, false, 'trigger', activation);
	if (error) {
		await runHook(instance, 'delete', workflow, false, 'internal', 'update');
		instance.published = undefined;
		releaseAddresses(instance);
	}
	save(instance, workflow);
	if (error) throw error;
}

export async function deregister(instance: N8nInstance): Promise<void> {
	// A restored database calls a workflow published that this n8n never published.
	instance.published ??= JSON.stringify(nodesOf(instance, instance.n8n.parameters));
	const workflow = workflowOf(instance, publishedSource(instance));
	instance.published = undefined;
	releaseAddresses(instance);
	await runHook(instance, 'delete', workflow, false, 'internal', 'update');
	save(instance, workflow);
}

function releaseAddresses({ holders, workflowId }: N8nInstance): void {
	for (const [url, holder] of holders) if (holder === workflowId) holders.delete(url);
}

/** webhook.service: createWebhookIfNotExists; returns what was thrown */
async function createWebhook(
	instance: N8nInstance,
	workflow: Workflow,
	isTest: boolean,
	mode: WorkflowExecuteMode,
	activation: WorkflowActivateMode,
): Promise<Error | undefined> {
	const by = [workflow, isTest, mode, activation] as const;
	const attempt = async () =>
		(await runHook(instance, 'checkExists', ...by)) || (await runHook(instance, 'create', ...by));
	return await attempt().then(
		() => undefined,
		(error: Error) => error,
	);
}

/** test-webhooks: needsWebhook */
export async function listen(instance: N8nInstance): Promise<void> {
	const workflow = workflowOf(instance, { nodes: nodesOf(instance, instance.n8n.parameters) });
	const error = await createWebhook(instance, workflow, true, 'manual', 'manual');
	if (error) {
		await runHook(instance, 'delete', workflow, true, 'internal', 'update');
		throw error;
	}
	instance.testStored = JSON.stringify(workflow.staticData);
	instance.isListening = true;
}

/** test-webhooks: deactivateWebhooks */
export async function stopListening(instance: N8nInstance): Promise<void> {
	instance.isListening = false;
	const nodes = nodesOf(instance, instance.n8n.parameters);
	const workflow = workflowOf(instance, { nodes, stored: instance.testStored });
	await runHook(instance, 'delete', workflow, true, 'internal', 'update');
	instance.testStored = undefined;
}
