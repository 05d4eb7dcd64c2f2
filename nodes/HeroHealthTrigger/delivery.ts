import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { jsonParse, sleep } from 'n8n-workflow';

import { changingFields } from './events';
import { fetchRecord, passes, shownRecord } from './record';
import { claimInTurn, claimsToKeep, release } from './repeats';
import { sameSecret, whyNotSigned } from './signature';
import type { Activation } from './activation';
import { activationOf, actingFor, changesOfActivations, tokenHeader } from './activation';
import { markAsOwn } from './subscriptions';

const largestBody = 1024 * 1024;
const minute = 60_000;

/**
 * What one delivery leads to: an item, or only an answer. Whatever is not proved to be Hero's is refused
 * with 401. What is Hero's but not wanted, or was here before, is taken with 200 and starts nothing.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const activation = activationOf(context);
	const changes = changesOfActivations();
	const options = readOptions(context);
	const refused = whyRefused(context, activation, options);
	if (refused) return answer(context, ...refused);

	const body = context.getRequestObject().rawBody.toString('utf8');
	const event = jsonParse<IDataObject | null>(body, { fallbackValue: null });
	if (typeof event !== 'object' || event === null || Array.isArray(event)) {
		return answer(context, 400, 'The body is not a JSON object');
	}
	const events = context.getNodeParameter('events', []) as string[];
	const { practice_group_id: group = activation.practiceGroupId } = event;
	if (typeof event.event !== 'string' || [event.id, group].some(isNested)) {
		return answer(context, 400, 'The body is not an event');
	}
	if (!events.includes(event.event) || String(group) !== activation.practiceGroupId) {
		return answer(context, 200, 'Not an event of this trigger');
	}
	return await accept(context, activation, options, event, body, changes);
}

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Takes an event that is Hero's and wanted, unless it was here before. */
async function accept(
	context: IWebhookFunctions,
	activation: Activation,
	{ tolerance, repeatWindow }: Options,
	event: IDataObject,
	body: string,
	changesBefore: number,
): Promise<IWebhookResponseData> {
	const { token = '', claims = '' } = activation;
	const name = String(event.event);
	const receivedAt = Date.now();
	const claimed: string[][] = [];
	// Where n8n could not start the run, it answers so, and Hero may deliver once more.
	const end = statusOf(context.getResponseObject()).then((status) => {
		if (status >= 500) claimed.forEach((what) => release(token, what));
	});
	const isFirst = async (what: string[], keepFor: number) =>
		(await claimInTurn(end, token, claims, what, receivedAt, keepFor)) && claimed.push(what) > 0;

	// A timestamp may lie ahead by the tolerance, and is good for as long after it.
	// Without one, which Token Only lets through, the same bytes may tell of something new.
	const timestamp = header(context, 'x-herohealth-timestamp');
	const delivery = ['delivery', timestamp ?? '', body];
	if (timestamp && !(await isFirst(delivery, 2 * tolerance))) return repeated(context);

	const fetches = context.getNodeParameter('fetchRecord', true) as boolean;
	const fetched = fetches
		? await fetchRecord(context, name, event.id, actingFor(context))
		: { record: null };
	// Where the record cannot tell whether it happened again, it did: better twice than never.
	const isUnknown = fetches && fetched.record === null;
	const changes = changingFields(name).map((field) =>
		isUnknown ? (timestamp ?? '') : String(fetched.record?.[field]),
	);
	const happening = ['event', name, String(event.id), ...changes];
	if (!(await isFirst(happening, repeatWindow))) return repeated(context);

	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	if (!passes(fetched.record, filters)) return answer(context, 200, 'Left out by a filter');

	// n8n stores the whole of it as it was before, which would undo an activation of meanwhile.
	const keepClaims = () => {
		if (changesOfActivations() !== changesBefore) return;
		markAsOwn(activation, ownerOf(context));
		activation.claims = claimsToKeep(token, claims);
	};
	keepClaims();
	// While n8n 2.41 prepares the run it forgets that there is something to store; it looks again after that.
	void sleep(0).then(keepClaims);
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	const json = {
		...event,
		received_at: new Date(receivedAt).toISOString(),
		...(fetches ? shownRecord(name, fetched, simplify) : {}),
	};
	return { workflowData: [[{ json }]] };
}

/** What n8n answers in the end, which may be after the caller has gone. */
async function statusOf(response: ReturnType<IWebhookFunctions['getResponseObject']>) {
	if (!response.closed) await new Promise((resolve) => response.once('close', resolve));
	const latest = Date.now() + minute;
	while (!response.writableEnded && Date.now() < latest) await sleep(100);
	return response.statusCode;
}

const repeated = (context: IWebhookFunctions) =>
	answer(context, 200, 'Received before, nothing started');

/** The status and the reason where this delivery is not to be worked on; undefined where it is. */
function whyRefused(
	context: IWebhookFunctions,
	{ token, signingKey }: Activation,
	{ verification, tolerance }: Options,
): [status: number, reason: string] | undefined {
	if (!token || !signingKey) {
		// n8n was ended while it published the workflow, and calls it published all the same.
		return [401, 'This trigger has no keys: unpublish the workflow and publish it again'];
	}
	if (verification !== 'signature' && !sameSecret(header(context, tokenHeader) ?? '', token)) {
		return [401, 'The token is missing or wrong'];
	}
	const mediaType = (header(context, 'content-type') ?? '').split(';')[0].trim();
	if (!/^application\/(json|[\w.-]+\+json)$/i.test(mediaType)) {
		return [415, 'The content type is not application/json'];
	}
	const { rawBody: body } = context.getRequestObject();
	if (body.length > largestBody) return [413, 'The body is larger than 1 MB'];
	if (verification === 'token') return undefined;
	const timestamp = header(context, 'x-herohealth-timestamp');
	const signature = header(context, 'x-herohealth-signature');
	const signed = { body, timestamp, signature };
	const reason = whyNotSigned(signed, signingKey, Date.now(), tolerance);
	return reason === undefined ? undefined : [401, reason];
}

/** Answers for n8n, which then starts nothing. */
function answer(context: IWebhookFunctions, status: number, reason: string): IWebhookResponseData {
	const log = status === 200 ? 'debug' : 'warn';
	context.logger[log](`Hero Health Trigger took no event from a delivery: ${reason}`);
	context.getResponseObject().status(status).json({ message: reason });
	return { noWebhookResponse: true };
}

function header(context: IWebhookFunctions, name: string): string | undefined {
	const value = context.getHeaderData()[name];
	return Array.isArray(value) ? value[0] : value;
}

/** What the Options of the form say of a delivery. */
interface Options {
	verification: string;
	/** Milliseconds by which the timestamp may differ from the clock of this n8n. */
	tolerance: number;
	/** Milliseconds in which the same event again counts as a repeated delivery. */
	repeatWindow: number;
}

/** Read once for a delivery: n8n walks the whole form each time. */
function readOptions(context: IWebhookFunctions): Options {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	return {
		verification: String(options.verification ?? 'tokenAndSignature'),
		tolerance: minutes(options.toleranceMinutes, 1, 60),
		repeatWindow: minutes(options.repeatMinutes, 0, 1440),
	};
}

/** Five where nothing else was entered. */
function minutes(entered: unknown, least: number, most: number): number {
	const number = Number(entered ?? 5);
	return Math.min(Math.max(Number.isNaN(number) ? 5 : number, least), most) * minute;
}

const ownerOf = (context: IWebhookFunctions) => ({
	workflowId: context.getWorkflow().id ?? '',
	url: context.getNodeWebhookUrl('default') ?? '',
});
