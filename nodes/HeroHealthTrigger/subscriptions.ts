import { randomBytes } from 'crypto';
import type { IDataObject, IHookFunctions, IWebhookFunctions, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { compareSubscriptions } from '../HeroHealth/actions/webhook/compareSubscriptions';
import { unlistedEvent } from '../HeroHealth/actions/webhook/events';
import { send } from '../transport/client';
import type { HeroRequest } from '../transport/client';
import { baseUrlOf, isLoopback } from '../transport/environments';
import { listOf } from '../transport/pages';

/** The header that carries the token; Hero is asked to send it with every delivery. */
export const tokenHeader = 'x-n8n-token';

/** What one activation keeps in the static data of the node. */
export interface Activation {
	/** Both are 256 random bits, made anew with each activation. */
	signingKey?: string;
	token?: string;
	/** The practice group whose events were asked for. */
	practiceGroupId?: string;
	/** What Hero gave, so that it can be taken back even when the address has changed. */
	subscriptions?: Array<{ id: string; event_type: string; url: string }>;
	/** Deliveries that were already taken (repeats.ts). */
	claims?: string;
}

export const activationOf = (context: IHookFunctions | IWebhookFunctions): Activation =>
	context.getWorkflowStaticData('node');

/**
 * Whether Hero tells this address exactly the chosen events. Repairs what is missing or stale where
 * something of it is there; otherwise `subscribe` has to begin anew. Throws where Hero refuses.
 */
export async function isSubscribed(context: IHookFunctions): Promise<boolean> {
	const activation = activationOf(context);
	const { signingKey, token, subscriptions = [] } = activation;
	if (!signingKey || !token) return false;
	const url = await addressOf(context);
	const isOurs = ({ id }: IDataObject) => subscriptions.some((known) => known.id === String(id));
	const listed = await listSubscriptions(context);
	const { kept, missing, stale } = compareSubscriptions(listed, url, eventsOf(context), isOurs);
	if (kept.length === 0 || activation.practiceGroupId !== (await practiceGroupOf(context))) {
		return false;
	}
	const moved = subscriptions.filter((known) => known.url !== url);
	await removeAll(context, [...stale, ...moved]);
	const made = await createAll(context, url, missing, activation);
	activation.subscriptions = [...kept.map(asKnown), ...made];
	return true;
}

/** Has Hero tell this address every chosen event, or none if one of them is refused. Throws then. */
export async function subscribe(context: IHookFunctions): Promise<void> {
	const activation = activationOf(context);
	const url = await addressOf(context);
	await removeAll(context, await allOfOurs(context));
	const practiceGroupId = await practiceGroupOf(context);
	// On a change of the workflow, a delivery still at work would write old secrets back once it ends.
	const isChange = context.getActivationMode() === 'update' && activation.token !== undefined;
	if (!isChange || activation.practiceGroupId !== practiceGroupId) {
		activation.signingKey = randomBytes(32).toString('hex');
		activation.token = randomBytes(32).toString('hex');
		activation.claims = '';
	}
	activation.practiceGroupId = practiceGroupId;
	activation.subscriptions = await createAll(context, url, eventsOf(context), activation);
}

/** Takes back what was asked of Hero; false where some of it could not be. Throws nothing. */
export async function unsubscribe(context: IHookFunctions): Promise<boolean> {
	const activation = activationOf(context);
	try {
		activation.subscriptions = await removeAll(context, await allOfOurs(context));
	} catch (error) {
		context.logger.warn(`Hero Health webhooks could not be removed: ${(error as Error).message}`);
		return false;
	}
	return activation.subscriptions.length === 0;
}

/** Those of this address and those that are known by ID. */
async function allOfOurs(context: IHookFunctions): Promise<IDataObject[]> {
	const known = activationOf(context).subscriptions ?? [];
	const url = context.getNodeWebhookUrl('default');
	const listed = await listSubscriptions(context);
	const others = known.filter(({ id }) => !listed.some((row) => String(row.id) === id));
	const isKnown = (row: IDataObject) => known.some(({ id }) => id === String(row.id));
	return [...listed.filter((row) => row.url === url || isKnown(row)), ...others];
}

/** Where Hero has no such list, which is not documented for certain, what was kept has to do. */
async function listSubscriptions(context: IHookFunctions): Promise<IDataObject[]> {
	try {
		return listOf(await ask(context, { method: 'GET', path: '/v1/webhooks' }));
	} catch (error) {
		if (!hasStatus(error, '404', '405')) throw told(context, error);
		context.logger.info('Hero does not list its webhooks; those known to n8n are taken for all');
		return activationOf(context).subscriptions ?? [];
	}
}

/** All of them or none: what was made before one is refused is taken back. */
async function createAll(
	context: IHookFunctions,
	url: string,
	events: string[],
	{ signingKey, token = '' }: Activation,
): Promise<Array<{ id: string; event_type: string; url: string }>> {
	const before = events.length > 0 ? await listSubscriptions(context) : [];
	const made: IDataObject[] = [];
	for (const event_type of events) {
		const body = {
			event_type,
			url,
			signing_key: signingKey,
			headers: { [tokenHeader]: token },
			description: `Hero Health Trigger of n8n workflow ${context.getWorkflow().id ?? ''}`.trim(),
		};
		try {
			const answer = await ask(context, { method: 'POST', path: '/v1/webhooks', body });
			made.push({ ...(answer as IDataObject), event_type, url });
		} catch (error) {
			await takeBack(context, url, before, made);
			throw told(context, error, event_type);
		}
	}
	return made.map(asKnown);
}

/** One whose answer never came may be there too, so Hero is asked again. */
async function takeBack(
	context: IHookFunctions,
	url: string,
	before: IDataObject[],
	made: IDataObject[],
): Promise<void> {
	const found = await listSubscriptions(context).catch((error: Error) => {
		context.logger.warn(`Hero Health webhooks could not be listed: ${error.message}`);
		return made;
	});
	const isNew = (row: IDataObject) => !before.some(({ id }) => id === row.id);
	await removeAll(
		context,
		found.filter((row) => row.url === url && isNew(row)),
	);
}

/** Removes them one by one and gives back those that are left. One that Hero does not know is gone. */
async function removeAll(context: IHookFunctions, rows: IDataObject[]) {
	const left: IDataObject[] = [];
	for (const row of rows) {
		const pathValues = { id: row.id };
		try {
			await ask(context, { method: 'DELETE', path: '/v1/webhooks/{id}', pathValues });
		} catch (error) {
			if (hasStatus(error, '404')) continue;
			context.logger.warn(`A Hero Health webhook was not removed: ${(error as Error).message}`);
			left.push(row);
		}
	}
	return left.map(asKnown);
}

const asKnown = ({ id, event_type, url }: IDataObject) => ({
	id: String(id),
	event_type: String(event_type),
	url: String(url),
});

const labels = { event_type: 'Trigger On', url: 'Webhook URL' };

async function ask(context: IHookFunctions, request: HeroRequest): Promise<unknown> {
	return await send(context, { ...request, labels, practiceGroupId: actingFor(context) });
}

const eventsOf = (context: IHookFunctions): string[] => {
	const events = context.getNodeParameter('events', []) as string[];
	if (events.length > 0) return [...new Set(events)];
	throw new NodeOperationError(context.getNode(), "'Trigger On' is empty: choose an event");
};

/** The practice group of the Options, if one was entered. */
export function actingFor(context: IHookFunctions | IWebhookFunctions): string | undefined {
	const { practiceGroupId } = context.getNodeParameter('options', {}) as IDataObject;
	return String(practiceGroupId ?? '').trim() || undefined;
}

async function practiceGroupOf(context: IHookFunctions): Promise<string> {
	const credentials = await context.getCredentials('heroHealthApi');
	return actingFor(context) ?? String(credentials.practiceGroupId);
}

/** The address that Hero is to call. Throws where Hero could not reach it. */
async function addressOf(context: IHookFunctions): Promise<string> {
	const url = context.getNodeWebhookUrl('default') ?? '';
	const hero = new URL(baseUrlOf(await context.getCredentials('heroHealthApi')));
	if (isLoopback(hero.hostname) || isPublic(url)) return url;
	const address = URL.canParse(url) ? new URL(url).origin : 'without a name';
	throw new NodeOperationError(
		context.getNode(),
		`Hero cannot reach this n8n: its address ${address} is not a public one that begins with https. ` +
			'Set WEBHOOK_URL (N8N_WEBHOOK_URL in newer versions) of n8n to the address by which the internet reaches it.',
	);
}

/** Names and numbers that mean something inside one network only (RFC 1918, 3927, 4193, 6598, 6761, 6762). */
const insideOnly = [
	/^[^.:]+$/,
	/\.(internal|lan|local|localhost|home\.arpa)$/,
	/^(0|10|127)\./,
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
	/^(169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./,
	/^\[(::1?|f[cd].*|fe[89ab].*)\]$/,
];

function isPublic(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	return protocol === 'https:' && !insideOnly.some((pattern) => pattern.test(hostname));
}

/** n8n shows only the message of what stops an activation, so all of it goes in there. */
function told(context: IHookFunctions, error: unknown, event?: string): Error {
	if (!(error instanceof NodeApiError)) return error as Error;
	const unlisted =
		event === unlistedEvent && hasStatus(error, '400', '404', '422')
			? "Hero's list of events does not name Form Submitted: take it out of 'Trigger On'."
			: '';
	const message = [`${error.message}.`, error.description, unlisted].filter(Boolean).join(' ');
	const { httpCode } = error;
	return new NodeApiError(context.getNode(), { message } as JsonObject, {
		message,
		httpCode: httpCode ?? undefined,
	});
}

const hasStatus = (error: unknown, ...statuses: string[]): boolean =>
	error instanceof NodeApiError && statuses.includes(String(error.httpCode));
