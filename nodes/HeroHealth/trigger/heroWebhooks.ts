/** The requests to Hero that list, create and remove webhooks. */
import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { send } from '../transport/client';
import type { HeroRequest } from '../transport/request';
import type { ListPage } from '../transport/pagination';
import { pageSize, listRows, readList } from '../transport/pagination';
import type { Activation, Subscription } from './activation';
import { practiceGroupOption, tokenHeader } from './activation';
import { activationError, hasStatus, mayBeDone, unlistedEventNote } from './activationError';
import type { TriggerIdentity } from './identity';
import type { WebhookList } from './ownership';
import { hasSameId, isOwnRow, ownerHeader, workflowIdOf } from './ownership';

const labels = { event_type: 'Trigger On', url: 'Webhook URL' };

async function sendRequest(
	context: IHookFunctions,
	heroRequest: HeroRequest,
	practiceGroupId = practiceGroupOption(context),
): Promise<unknown> {
	return await send(context, { ...heroRequest, practiceGroupId }, { errorContext: { labels } });
}

/**
 * Lists the webhooks of the practice group. Returns undefined if Hero has no such list, which its documentation
 * does not say. Throws a NodeApiError if the list fails.
 */
export async function listWebhooks(context: IHookFunctions): Promise<WebhookList | undefined> {
	try {
		const first = readList(await sendRequest(context, { method: 'GET', path: '/v1/webhooks' }));
		const rows = isIncomplete(first, first.rows) ? await readPages(context, first) : first.rows;
		return { rows: rows.filter(isReadable), isComplete: !isIncomplete(first, rows) };
	} catch (error) {
		// A response of another form than expected is no list either.
		const hasNoList = error instanceof UserError || hasStatus(error, '404', '405');
		if (!hasNoList) throw activationError(context, error);
		context.logger.info('Hero has no list of webhooks, so those that n8n stored count as all');
		return undefined;
	}
}

const isIncomplete = ({ count, malformed }: ListPage, rows: IDataObject[]): boolean =>
	rows.length + malformed < count;

/**
 * Reads the rows of all pages. That Hero pages this list like others is a guess, so the rows of the
 * first response are kept, too.
 */
async function readPages(context: IHookFunctions, { rows }: ListPage): Promise<IDataObject[]> {
	const fetchPage = async (page_index: number) =>
		await sendRequest(context, {
			...{ method: 'GET', path: '/v1/webhooks' },
			query: { page_index, page_size: pageSize },
		});
	const paged = await listRows(fetchPage, Infinity).catch((error: Error) => {
		// An activation can go on with a short list, so a wrong guess does not stop it.
		context.logger.warn(`Hero counts more webhooks than it lists: ${error.message}`);
		return [];
	});
	const firstIds = rows.map(({ id }) => JSON.stringify(id));
	return [...rows, ...paged.filter(({ id }) => !firstIds.includes(JSON.stringify(id)))];
}

/** True if a row can be compared. JSON may hold an object whose toString is no function. */
function isReadable(row: IDataObject): boolean {
	try {
		[row.id, row.url, row.event_type, workflowIdOf(row)].forEach(String);
		return true;
	} catch {
		return false;
	}
}

/** Logs that the list failed, for a caller that continues without it. */
export function warnUnlisted(context: IHookFunctions, error: Error): undefined {
	context.logger.warn(`Hero Health webhooks could not be listed: ${error.message}`);
}

/**
 * Creates one webhook for each event, or none. If one fails, it rolls back those before it and throws a
 * NodeApiError. Webhooks that could not be rolled back are added to `activation.left`.
 */
export async function createWebhooks(
	context: IHookFunctions,
	identity: TriggerIdentity,
	events: string[],
	activation: Activation,
): Promise<Subscription[]> {
	const before = events.length > 0 ? ((await listWebhooks(context))?.rows ?? []) : [];
	const created: IDataObject[] = [];
	for (const event_type of events) {
		try {
			created.push(await createWebhook(context, identity, event_type, activation));
		} catch (error) {
			const known = [...before, ...created];
			const { notRemoved, mayRemain } = await rollBack(context, identity, known, created);
			activation.left = [...(activation.left ?? []), ...notRemoved];
			const note = mayRemain && mayBeDone(error) ? warnUnknown(context, event_type) : '';
			throw activationError(context, error, unlistedEventNote(error, event_type), note);
		}
	}
	return toStored(identity, created);
}

async function createWebhook(
	context: IHookFunctions,
	identity: TriggerIdentity,
	event_type: string,
	activation: Activation,
): Promise<IDataObject> {
	const body = bodyOf(identity, event_type, activation);
	const response = await sendRequest(context, { method: 'POST', path: '/v1/webhooks', body });
	const { id } = (response ?? {}) as IDataObject;
	if (!isId(id)) throw new UserError('Hero answered without the ID of the webhook');
	return { id, event_type, url: identity.url, workflowId: identity.workflowId };
}

const isId = (id: unknown): boolean =>
	typeof id === 'number' || (typeof id === 'string' && id.trim() !== '');

const bodyOf = (
	{ url, workflowId }: TriggerIdentity,
	event_type: string,
	activation: Activation,
) => ({
	event_type,
	url,
	signing_key: activation.signingKey,
	headers: {
		[tokenHeader]: activation.token ?? '',
		...(workflowId ? { [ownerHeader]: workflowId } : {}),
	},
	description: `Hero Health Trigger of n8n workflow ${workflowId}`.trim(),
});

/**
 * Removes the created webhooks, and one that Hero created although its response was lost. Only Hero's list shows
 * that one, since it is not `known`. If Hero has no list, such a webhook may remain.
 */
async function rollBack(
	context: IHookFunctions,
	identity: TriggerIdentity,
	known: IDataObject[],
	created: IDataObject[],
): Promise<{ notRemoved: Subscription[]; mayRemain: boolean }> {
	const list = await listWebhooks(context).catch((error: Error) => {
		warnUnlisted(context, error);
		return { rows: [] };
	});
	const isUnknown = (row: IDataObject) => !known.some(hasSameId(row));
	const unknownRows = (list?.rows ?? []).filter((row) => isOwnRow(row, identity) && isUnknown(row));
	const notRemoved = await removeWebhooks(context, identity, [...created, ...unknownRows]);
	return { notRemoved, mayRemain: list === undefined };
}

/** Logs that a webhook may remain at Hero, and returns the same as a note for the user. */
function warnUnknown(context: IHookFunctions, event: string): string {
	const note = `Hero may have created a webhook for ${event} all the same. Its ID is unknown, and Hero has no list of webhooks: ask Hero to remove it.`;
	context.logger.warn(note);
	return note;
}

/**
 * Removes webhooks one by one, and returns those that were not removed. A webhook that Hero does not know (404)
 * counts as removed. One of another Hero stays until the credential names that Hero again. Throws nothing.
 */
export async function removeWebhooks(
	context: IHookFunctions,
	identity: TriggerIdentity,
	rows: IDataObject[],
): Promise<Subscription[]> {
	const notRemoved: IDataObject[] = [];
	for (const row of rows) {
		const isAtThisHero = (row.hero ?? identity.baseUrl) === identity.baseUrl;
		if (!isAtThisHero || !(await removeWebhook(context, identity, row))) notRemoved.push(row);
	}
	return toStored(identity, notRemoved);
}

/** Removes a webhook. Returns false, and logs the reason, if it was not removed. */
async function removeWebhook(
	context: IHookFunctions,
	identity: TriggerIdentity,
	{ id, practiceGroupId }: IDataObject,
): Promise<boolean> {
	const isCurrentGroup = practiceGroupId === identity.practiceGroupId;
	const formerGroup = isCurrentGroup ? undefined : (practiceGroupId as string | undefined);
	try {
		const path = '/v1/webhooks/{id}';
		await sendRequest(context, { method: 'DELETE', path, pathValues: { id } }, formerGroup);
		return true;
	} catch (error) {
		if (hasStatus(error, '404')) return true;
		context.logger.warn(`A Hero Health webhook was not removed: ${(error as Error).message}`);
		return false;
	}
}

/** Converts webhooks to their stored form, with their Hero and practice group, since the credential may change. */
export const toStored = (identity: TriggerIdentity, rows: IDataObject[]): Subscription[] =>
	rows.map((row) => {
		const workflowId = row.workflowId ?? workflowIdOf(row);
		return {
			id: String(row.id),
			event_type: String(row.event_type),
			url: String(row.url),
			hero: String(row.hero ?? identity.baseUrl),
			practiceGroupId: String(row.practiceGroupId ?? identity.practiceGroupId),
			...(workflowId === undefined ? {} : { workflowId: String(workflowId) }),
		};
	});
