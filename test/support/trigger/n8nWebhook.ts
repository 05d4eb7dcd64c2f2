import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { IDataObject, IWebhookResponseData, Workflow } from 'n8n-workflow';
import { jsonParse, sleep } from 'n8n-workflow';

import { stopListening } from './n8nActivation';
import {
	nodesOf,
	publishedSource,
	save,
	webhookContext,
	workflowOf,
	type N8nInstance,
} from './n8nInstance';
import { bodyParts, expressResponse, parseBody } from './webhookRequest';

const megabyte = 1024 * 1024;

/** The server that receives deliveries at the production URL and the test URL of the workflow. */
export function webhookServer(instance: N8nInstance) {
	const server = fastify({ forceCloseConnections: true, bodyLimit: 16 * megabyte });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
		done(null, body),
	);
	const path = `${instance.webhookId}/webhook`;
	server.post(
		`/webhook/${path}`,
		async (request, reply) => (await receive(instance, request, reply, false)) as never,
	);
	server.post(
		`/webhook-test/${path}`,
		async (request, reply) => (await receive(instance, request, reply, true)) as never,
	);
	return server;
}

/** Handles a delivery as n8n does: webhook-helpers' executeWebhook, in live-webhooks or test-webhooks. */
async function receive(
	instance: N8nInstance,
	request: FastifyRequest,
	reply: FastifyReply,
	isTest: boolean,
): Promise<unknown> {
	const isRegistered = isTest ? instance.isListening : instance.published !== undefined;
	if (!isRegistered) return await reply.code(404).send({ code: 404, message: 'Not registered' });
	const rawBody = (request.body ?? Buffer.from('')) as Buffer;
	let body: unknown;
	try {
		body = parseBody(request, rawBody);
	} catch {
		return await reply.code(422).send({ code: 422, message: 'Failed to parse request body' });
	}
	reply.hijack();
	return await runWebhook(
		instance,
		request,
		reply,
		isTest,
		bodyParts(request, rawBody, body, instance.typeVersion),
	);
}

/** Calls the node's webhook method, and starts a run when the node returns data. */
async function runWebhook(
	instance: N8nInstance,
	request: FastifyRequest,
	reply: FastifyReply,
	isTest: boolean,
	parts: ReturnType<typeof bodyParts>,
): Promise<unknown> {
	const workflow = receivingWorkflow(instance, isTest);
	const response = expressResponse(reply);
	const isEnded = endsWithProcess(instance, reply);
	const context = webhookContext(instance, workflow, isTest, request, parts, response);
	let result: IWebhookResponseData;
	try {
		result = await instance.node.webhook!.call(context);
	} catch {
		if (isEnded()) return undefined;
		instance.n8n.runs.push(undefined);
		return response.status(500).json({ code: 0, message: 'Workflow could not be started!' });
	}
	if (isEnded()) return undefined;
	if (!result.workflowData) return isTest ? undefined : save(instance, workflow);
	return await startRun(instance, workflow, isTest, result.workflowData[0], response, isEnded);
}

function receivingWorkflow(instance: N8nInstance, isTest: boolean): Workflow {
	if (!isTest) return workflowOf(instance, publishedSource(instance));
	const workflow = workflowOf(instance, { nodes: nodesOf(instance, instance.n8n.parameters) });
	workflow.setTestStaticData(jsonParse<IDataObject>(instance.testStored ?? '{}'));
	return workflow;
}

/** Returns a check that is true, and breaks the connection, when the process of a request has ended. */
function endsWithProcess(instance: N8nInstance, reply: FastifyReply): () => boolean {
	const { processId } = instance;
	return () => {
		if (instance.processId === processId) return false;
		reply.raw.socket?.destroy();
		return Boolean(reply.raw.end());
	};
}

/** Stores the execution and the static data, and responds then. */
async function startRun(
	instance: N8nInstance,
	workflow: Workflow,
	isTest: boolean,
	items: object[],
	response: ReturnType<typeof expressResponse>,
	isEnded: () => boolean,
): Promise<unknown> {
	const { n8n } = instance;
	// workflow-runner: establishContextForPersistence, after which n8n 2.41 takes all for stored.
	if (!isTest) {
		workflowOf(instance, { ...publishedSourceOf(workflow), data: workflow.staticData });
	}
	// The database answers in a later turn of the event loop.
	await sleep(0);
	await n8n.beforeRun();
	if (isEnded()) return undefined;
	if (n8n.cannotStartRuns) {
		return response.status(500).json({ code: 0, message: 'There was a problem' });
	}
	// A stored execution is JSON.
	const stored = jsonParse<Array<{ json: IDataObject }>>(JSON.stringify(items));
	n8n.runs.push(stored.map(({ json }) => json));
	await (isTest ? stopListening(instance) : save(instance, workflow));
	return response.status(200).end();
}

const publishedSourceOf = ({ nodes }: Workflow) => ({ nodes: Object.values(nodes) });
