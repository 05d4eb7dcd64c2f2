import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { send } from '../transport/client';
import type { HeroRequest } from '../transport/request';
import type { ListPage } from '../transport/pagination';
import { pageSize, listRows, readList } from '../transport/pagination';
import type { Activation, Subscription } from './activation';
import { actingFor, tokenHeader } from './activation';
import { activationError, hasStatus, mayBeDone, unlistedNote } from './activationError';
import type { Listed, Place } from './ownership';
import { isOwnRow, isSame, ownerHeader, ownerOf } from './ownership';

const labels = { event_type: 'Trigger On', url: 'Webhook URL' };

async function ask(
	context: IHookFunctions,
	request: HeroRequest,
	practiceGroupId = actingFor(context),
): Promise<unknown> {
	return await send(context, { ...request, practiceGroupId }, { errorContext: { labels } });
}

/** All webhooks of the practice group; undefined where Hero has no such list, which is not documented for certain. */
export async function listWebhooks(context: IHookFunctions): Promise<Listed | undefined> {
	try {
		const first = readList(await ask(context, { method: 'GET', path: '/v1/webhooks' }));
		const rows = isShort(first, first.rows) ? await readPages(context, first) : first.rows;
		return { rows: rows.filter(isReadable), isWhole: !isShort(first, rows) };
	} catch (error) {
		// An answer in another form than guessed is no list either.
		const isNone = error instanceof UserError || hasStatus(error, '404', '405');
		if (!isNone) throw activationError(context, error);
		context.logger.info('Hero does not list its webhooks; those known to n8n are taken for all');
		return undefined;
	}
}

const isShort = ({ count, malformed }: ListPage, rows: IDataObject[]): boolean =>
	rows.length + malformed < count;

/** The rows of all pages. That Hero pages this list like others is a guess, so the first answer counts too. */
async function readPages(context: IHookFunctions, { rows }: ListPage): Promise<IDataObject[]> {
	const fetchPage = async (page_index: number) =>
		await ask(context, {
			...{ method: 'GET', path: '/v1/webhooks' },
			query: { page_index, page_size: pageSize },
		});
	const paged = await listRows(fetchPage, Infinity).catch((error: Error) => {
		// A guess must not stop an activation, which can do with a short list.
		context.logger.warn(`Hero counts more webhooks than it lists: ${error.message}`);
		return [];
	});
	const firstIds = rows.map(({ id }) => JSON.stringify(id));
	return [...rows, ...paged.filter(({ id }) => !firstIds.includes(JSON.stringify(id)))];
}

/** Whether what a row is compared by has a text: JSON may hold an object whose toString is no function. */
function isReadable(row: IDataObject): boolean {
	try {
		[row.id, row.url, row.event_type, ownerOf(row)].forEach(String);
		return true;
	} catch {
		return false;
	}
}

/** Tells in the log that the list failed, where the work goes on without it. */
export function warnUnlisted(context: IHookFunctions, error: Error): undefined {
	context.logger.warn(`Hero Health webhooks could not be listed: ${error.message}`);
}

/** Makes one webhook for each event, or none: what was made before one is refused is taken back. */
export async function createWebhooks(
	context: IHookFunctions,
	place: Place,
	events: string[],
	activation: Activation,
): Promise<Subscription[]> {
	const before = events.length > 0 ? ((await listWebhooks(context))?.rows ?? []) : [];
	const made: IDataObject[] = [];
	for (const event_type of events) {
		const body = bodyOf(place, event_type, activation);
		try {
			const answer = await ask(context, { method: 'POST', path: '/v1/webhooks', body });
			const { id } = (answer ?? {}) as IDataObject;
			if (!isId(id)) throw new UserError('Hero answered without the ID of the webhook');
			made.push({ id, event_type, url: place.url, workflowId: place.workflowId });
		} catch (error) {
			const { left, note } = await rollBack(context, place, before, made, event_type, error);
			activation.left = [...(activation.left ?? []), ...left];
			throw activationError(context, error, unlistedNote(error, event_type), note);
		}
	}
	return toStored(place, made);
}

const isId = (id: unknown): boolean =>
	typeof id === 'number' || (typeof id === 'string' && id.trim() !== '');

const bodyOf = ({ url, workflowId }: Place, event_type: string, activation: Activation) => ({
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
 * Removes what was made before one event was refused. One whose answer never came may be there too, so
 * Hero is asked for its list again. Gives back what is left, and what the user should know of it.
 */
async function rollBack(
	context: IHookFunctions,
	place: Place,
	before: IDataObject[],
	made: IDataObject[],
	event: string,
	refusal: unknown,
): Promise<{ left: Subscription[]; note: string }> {
	const found = await listWebhooks(context).catch((error: Error) => {
		warnUnlisted(context, error);
		return { rows: [] };
	});
	const isNew = (row: IDataObject) => ![...before, ...made].some(isSame(row));
	const others = (found?.rows ?? []).filter((row) => isOwnRow(row, place) && isNew(row));
	const left = await removeWebhooks(context, place, [...made, ...others]);
	if (found || !mayBeDone(refusal)) return { left, note: '' };
	const note = `Hero may have made a webhook for ${event} all the same, whose ID n8n does not know. Hero has no list of webhooks, so ask Hero to remove it.`;
	context.logger.warn(note);
	return { left, note };
}

/**
 * Removes webhooks one by one and gives back those that are left. One that Hero does not know is gone;
 * one of another Hero has to wait until the credential names that one again.
 */
export async function removeWebhooks(
	context: IHookFunctions,
	place: Place,
	rows: IDataObject[],
): Promise<Subscription[]> {
	const left: IDataObject[] = [];
	for (const row of rows) {
		if ((row.hero ?? place.hero) !== place.hero) {
			left.push(row);
			continue;
		}
		const isCurrent = row.practiceGroupId === place.practiceGroupId;
		const former = isCurrent ? undefined : row.practiceGroupId;
		const request = { method: 'DELETE', path: '/v1/webhooks/{id}', pathValues: { id: row.id } };
		try {
			await ask(context, request as HeroRequest, former as string | undefined);
		} catch (error) {
			if (hasStatus(error, '404')) continue;
			context.logger.warn(`A Hero Health webhook was not removed: ${(error as Error).message}`);
			left.push(row);
		}
	}
	return toStored(place, left);
}

/** What there is to know of webhooks later, when the credential may be another. */
export const toStored = (place: Place, rows: IDataObject[]): Subscription[] =>
	rows.map((row) => {
		const workflowId = row.workflowId ?? ownerOf(row);
		return {
			id: String(row.id),
			event_type: String(row.event_type),
			url: String(row.url),
			hero: String(row.hero ?? place.hero),
			practiceGroupId: String(row.practiceGroupId ?? place.practiceGroupId),
			...(workflowId === undefined ? {} : { workflowId: String(workflowId) }),
		};
	});
