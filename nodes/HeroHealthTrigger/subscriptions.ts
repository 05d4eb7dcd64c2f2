import { randomBytes } from 'crypto';
import type { IDataObject, IHookFunctions, IWebhookFunctions, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';

import { compareSubscriptions } from '../HeroHealth/actions/webhook/compareSubscriptions';
import { unlistedEvent } from '../HeroHealth/actions/webhook/events';
import { send } from '../transport/client';
import type { HeroRequest } from '../transport/client';
import { baseUrlOf, isLoopback } from '../transport/environments';
import { listOf } from '../transport/pages';

/** The header that carries the token; Hero is asked to send it with every delivery. */
export const tokenHeader = 'x-n8n-token';

/** A subscription that this trigger has, and where: another Hero gives the same IDs to others. */
type Known = {
	id: string;
	event_type: string;
	url: string;
	/** The base URL of its Hero. */
	hero: string;
	practiceGroupId: string;
};

/** What one activation keeps in the static data of the node. */
export interface Activation {
	/** Both are 256 random bits, made anew with each activation. */
	signingKey?: string;
	token?: string;
	/** The practice group whose events were asked for. */
	practiceGroupId?: string;
	/** What Hero gave, so that it can be taken back even when the address has changed. */
	subscriptions?: Known[];
	/** What could not be removed; its keys are not those above. */
	left?: Known[];
	/** Deliveries that were already taken (repeats.ts). */
	claims?: string;
}

/** How often this process began or ended to change what a trigger keeps. */
let changes = 0;

export const changesOfActivations = (): number => changes;

/** Counts a change at its begin and at its end. */
export async function counted<Result>(change: Promise<Result>): Promise<Result> {
	changes++;
	return await change.finally(() => changes++);
}

export const activationOf = (context: IHookFunctions | IWebhookFunctions): Activation =>
	context.getWorkflowStaticData('node');

/**
 * Whether Hero tells this address exactly the chosen events. Repairs what is missing or stale where
 * something of it is there; otherwise `subscribe` has to begin anew. Throws where Hero refuses.
 */
export async function isSubscribed(context: IHookFunctions): Promise<boolean> {
	const activation = activationOf(context);
	const { signingKey, token, subscriptions = [], left = [] } = activation;
	if (!signingKey || !token) return false;
	const url = await addressOf(context);
	const hero = await heroOf(context);
	const isOurs = (row: IDataObject) =>
		subscriptions.some((known) => known.hero === hero && isSame(row)(known));
	const listed = await listSubscriptions(context);
	const { kept, missing, stale } = compareSubscriptions(listed, url, eventsOf(context), isOurs);
	if (kept.length === 0 || activation.practiceGroupId !== (await practiceGroupOf(context))) {
		return false;
	}
	const moved = subscriptions.filter((known) => known.url !== url);
	activation.left = await removeAll(context, [...stale, ...moved, ...left]);
	const made = await createAll(context, url, missing, activation);
	activation.subscriptions = [...(await asKnown(context, kept)), ...made];
	return true;
}

/** Has Hero tell this address every chosen event, or none if one of them is refused. Throws then. */
export async function subscribe(context: IHookFunctions): Promise<void> {
	const activation = activationOf(context);
	const url = await addressOf(context);
	activation.left = await removeAll(context, await allOfOurs(context));
	activation.subscriptions = [];
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
	const { subscriptions = [] } = activation;
	try {
		const left = await removeAll(context, await allOfOurs(context));
		// Those whose keys are known can be of use to the next activation.
		const isOurs = ({ id }: Known) => subscriptions.some((known) => known.id === id);
		activation.subscriptions = left.filter(isOurs);
		activation.left = left.filter((known) => !isOurs(known));
		return left.length === 0;
	} catch (error) {
		context.logger.warn(`Hero Health webhooks could not be removed: ${(error as Error).message}`);
		return false;
	}
}

/** Those of this address and those that are known by ID. */
async function allOfOurs(context: IHookFunctions): Promise<IDataObject[]> {
	const { subscriptions = [], left = [] } = activationOf(context);
	const known = [...subscriptions, ...left];
	const hero = await heroOf(context);
	const knownHere = known.filter((one) => one.hero === hero);
	const url = context.getNodeWebhookUrl('default');
	const listed = await listSubscriptions(context);
	const others = listed.filter((row) => row.url === url && !knownHere.some(isSame(row)));
	return [...known, ...others];
}

const isSame = (row: IDataObject) => (other: IDataObject) => String(other.id) === String(row.id);

/** Where Hero has no such list, which is not documented for certain, what was kept has to do. */
async function listSubscriptions(context: IHookFunctions): Promise<IDataObject[]> {
	try {
		return listOf(await ask(context, { method: 'GET', path: '/v1/webhooks' }));
	} catch (error) {
		// An answer in another form than guessed is no list either.
		const isNone = error instanceof UserError || hasStatus(error, '404', '405');
		if (!isNone) throw told(context, error);
		context.logger.info('Hero does not list its webhooks; those known to n8n are taken for all');
		const hero = await heroOf(context);
		return (activationOf(context).subscriptions ?? []).filter((known) => known.hero === hero);
	}
}

/** All of them or none: what was made before one is refused is taken back. */
async function createAll(
	context: IHookFunctions,
	url: string,
	events: string[],
	activation: Activation,
): Promise<Known[]> {
	const { signingKey, token = '', left = [] } = activation;
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
			activation.left = [...left, ...(await takeBack(context, url, before, made))];
			throw told(context, error, event_type);
		}
	}
	return await asKnown(context, made);
}

/** One whose answer never came may be there too, so Hero is asked again. Gives back those that are left. */
async function takeBack(
	context: IHookFunctions,
	url: string,
	before: IDataObject[],
	made: IDataObject[],
): Promise<Known[]> {
	const found = await listSubscriptions(context).catch((error: Error) => {
		context.logger.warn(`Hero Health webhooks could not be listed: ${error.message}`);
		return [];
	});
	const isNew = (row: IDataObject) => ![...before, ...made].some(isSame(row));
	const others = found.filter((row) => row.url === url && isNew(row));
	return await removeAll(context, [...made, ...others]);
}

/**
 * Removes them one by one and gives back those that are left. One that Hero does not know is gone; one
 * of another Hero has to wait until the credential names that one again.
 */
async function removeAll(context: IHookFunctions, rows: IDataObject[]): Promise<Known[]> {
	const hero = await heroOf(context);
	const current = await practiceGroupOf(context);
	const left: IDataObject[] = [];
	for (const row of rows) {
		if ((row.hero ?? hero) !== hero) {
			left.push(row);
			continue;
		}
		const former = row.practiceGroupId === current ? undefined : row.practiceGroupId;
		const request = { method: 'DELETE', path: '/v1/webhooks/{id}', pathValues: { id: row.id } };
		try {
			await ask(context, request as HeroRequest, former as string | undefined);
		} catch (error) {
			if (hasStatus(error, '404')) continue;
			context.logger.warn(`A Hero Health webhook was not removed: ${(error as Error).message}`);
			left.push(row);
		}
	}
	return await asKnown(context, left);
}

/** What there is to know of them later, when the credential may be another. */
async function asKnown(context: IHookFunctions, rows: IDataObject[]): Promise<Known[]> {
	const hero = await heroOf(context);
	const practiceGroupId = await practiceGroupOf(context);
	return rows.map((row) => ({
		id: String(row.id),
		event_type: String(row.event_type),
		url: String(row.url),
		hero: String(row.hero ?? hero),
		practiceGroupId: String(row.practiceGroupId ?? practiceGroupId),
	}));
}

const labels = { event_type: 'Trigger On', url: 'Webhook URL' };

async function ask(
	context: IHookFunctions,
	request: HeroRequest,
	practiceGroupId = actingFor(context),
): Promise<unknown> {
	return await send(context, { ...request, labels, practiceGroupId });
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
	// Blanks around it are lost on the wire, so Hero's events have it without.
	return actingFor(context) ?? String(credentials.practiceGroupId).trim();
}

/** The address of Hero. Throws where the credential names none. */
async function heroOf(context: IHookFunctions): Promise<string> {
	const credentials = await context.getCredentials('heroHealthApi');
	try {
		return baseUrlOf(credentials);
	} catch (error) {
		throw told(context, error);
	}
}

/** The address that Hero is to call. Throws where Hero could not reach it. */
async function addressOf(context: IHookFunctions): Promise<string> {
	const url = context.getNodeWebhookUrl('default') ?? '';
	const hero = await heroOf(context);
	if (isLoopback(new URL(hero).hostname) || isPublic(url)) return url;
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
	/^\[(::1?|::ffff:.*|f[cd].*|fe[89ab].*)\]$/,
];

function isPublic(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	// A name may end with the full stop of the root.
	const name = hostname.replace(/\.$/, '');
	return protocol === 'https:' && !insideOnly.some((pattern) => pattern.test(name));
}

/** n8n shows only the message of what stops an activation, so all of it goes in there. */
function told(context: IHookFunctions, error: unknown, event?: string): Error {
	if (!(error instanceof NodeApiError || error instanceof UserError)) return error as Error;
	const unlisted =
		event === unlistedEvent && hasStatus(error, '400', '404', '422')
			? "Hero's list of events does not name Form Submitted: take it out of 'Trigger On'."
			: '';
	const message = [`${error.message}.`, error.description, unlisted].filter(Boolean).join(' ');
	const httpCode = error instanceof NodeApiError ? error.httpCode : undefined;
	const whole = new NodeApiError(context.getNode(), { message } as JsonObject, {
		message,
		httpCode: httpCode ?? undefined,
	});
	// Where the code of a network stands in a message, n8n puts words of its own in its place.
	return Object.assign(whole, { message });
}

const hasStatus = (error: unknown, ...statuses: string[]): boolean =>
	error instanceof NodeApiError && statuses.includes(String(error.httpCode));
