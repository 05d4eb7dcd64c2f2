import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Activation } from './activation';
import { activationOf, changesOfActivations } from './activation';
import { canFollowItself, readerOf } from './events';
import type { Options } from './options';
import { readOptions } from './options';
import type { ReceivedEvent } from './receivedEvents';
import { contentOf, eventsIn } from './receivedEvents';
import type { Fetched } from './record';
import { fetchRecord, passes, shownRecord } from './record';
import type { Delivery, Entry } from './deduplication';
import {
	trackChange,
	isDuplicate,
	keptLater,
	passBy,
	startDelivery,
	withdraw,
} from './deduplication';
import { markAsOwn } from './subscriptions';
import { header, timestampHeader, verify } from './verification';

const minute = 60_000;
const notWanted = 'Not an event of this trigger';
const receivedBefore = 'Received before, nothing started';

/** What is needed of a delivery for each of its events. */
interface Work {
	context: IWebhookFunctions;
	options: Options;
	delivery: Delivery;
	practiceGroupId?: string;
	timestamp?: string;
}

/**
 * What one delivery leads to: items, or only an answer. Whatever is not proved to be Hero's is refused
 * with 401. What is Hero's but not wanted, or was here before, is taken with 200 and starts nothing.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const activation = activationOf(context);
	const changes = changesOfActivations();
	const options = readOptions(context);
	const verified = await verify(context, activation, options);
	if ('refusal' in verified) return answer(context, ...verified.refusal);

	const { events, unreadable } = eventsIn(verified.body.toString('utf8'));
	if (events.length === 0) return answer(context, 400, 'The body is not an event');
	if (unreadable > 0) {
		context.logger.warn(`Hero Health Trigger could not read ${unreadable} entries of a delivery`);
	}
	const { token = '', claims, practiceGroupId } = activation;
	const isAnswered = isAnsweredWell(context.getResponseObject());
	const delivery = startDelivery(token, claims, Date.now(), isAnswered);
	const timestamp = header(context, timestampHeader);
	const work = { context, options, delivery, practiceGroupId, timestamp };
	// All of them take their place before the first one waits.
	const outcomes = await Promise.all(events.map(async (event) => await accept(work, event)));
	const items = outcomes.filter((outcome) => typeof outcome !== 'string');
	if (items.length === 0) return answer(context, 200, String(outcomes[0]));
	keep(context, activation, delivery, changes);
	return { workflowData: [items.map((json) => ({ json }))] };
}

/** The item of an event that is wanted and new, or why there is none. */
async function accept(work: Work, received: ReceivedEvent): Promise<IDataObject | string> {
	const { context, options, delivery, practiceGroupId } = work;
	const { event, name, record } = received;
	// The delivery is already proved to be for this trigger, so an event without a group is its own.
	const group = String(event.practice_group_id ?? '').trim() || String(practiceGroupId);
	if (group !== practiceGroupId) return notWanted;
	const isWanted = options.events.includes(name);
	const bytes = isWanted ? enterBytes(work, received) : undefined;
	const happening =
		record && options.repeatWindow > 0
			? trackChange(delivery, record, options.repeatWindow, name)
			: undefined;
	if (!isWanted) {
		// It stands between two others all the same.
		if (happening) passBy(happening);
		return notWanted;
	}
	if (bytes && (await isDuplicate(...bytes))) {
		if (happening) withdraw(happening);
		return receivedBefore;
	}
	const fetched = options.fetchRecord
		? await fetchRecord(context, name, event.id, options.practiceGroupId)
		: { record: null };
	if (happening && (await isSameHappening(work, received, happening, fetched))) {
		return receivedBefore;
	}
	if (fetched.record) {
		const filters = context.getNodeParameter('filters', {}) as IDataObject;
		if (!passes(fetched.record, filters)) return 'Left out by a filter';
	}
	return itemOf(work, received, fetched);
}

/**
 * The same bytes with the same timestamp come from Hero once more, for as long as the timestamp is good:
 * it may lie ahead by the tolerance. Two events within one second are told apart by what came between.
 * Without a timestamp, which Token Only lets through, the same bytes may tell of something new.
 */
function enterBytes(
	{ delivery, options, timestamp }: Work,
	{ text, record }: ReceivedEvent,
): Parameters<typeof isDuplicate> | undefined {
	if (!timestamp) return undefined;
	const key = ['delivery', timestamp, ...(record ?? ['text', text])];
	const earlier = ['delivery', timestamp, text];
	return [trackChange(delivery, key, 2 * options.tolerance), [text], earlier];
}

/** Whether the last event of the record was the same, and nothing has changed since. */
async function isSameHappening(
	{ options }: Work,
	{ event, name }: ReceivedEvent,
	happening: Entry,
	{ record, isAbsent }: Fetched,
): Promise<boolean> {
	const isUnread = options.fetchRecord && record === null && readerOf(name) !== undefined;
	// Where the record cannot tell whether something changed, it did: better twice than never.
	if (isUnread && (!isAbsent || canFollowItself(name))) {
		passBy(happening);
		return false;
	}
	const what = [contentOf(event), contentOf(record)];
	return await isDuplicate(happening, what, ['event', name, String(event.id)]);
}

function itemOf(work: Work, { event, name }: ReceivedEvent, fetched: Fetched): IDataObject {
	const { context, options, delivery } = work;
	const received_at = new Date(delivery.receivedAt).toISOString();
	if (!options.fetchRecord) return { ...event, received_at };
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	return { ...event, received_at, ...shownRecord(name, fetched, simplify) };
}

/** Has n8n store with the workflow what was taken, once it has stored the execution. */
function keep(
	context: IWebhookFunctions,
	activation: Activation,
	delivery: Delivery,
	changesBefore: number,
): void {
	const keepEntries = () => {
		// n8n stores the whole of it as it was before, which would undo an activation of meanwhile.
		if (changesOfActivations() !== changesBefore) return;
		if (!activation.owner) markAsOwn(activation, ownerOf(context));
		activation.claims = keptLater(delivery);
	};
	keepEntries();
	// While n8n 2.41 prepares the run it forgets that there is something to store; it looks again after that.
	void sleep(0).then(keepEntries);
}

const ownerOf = (context: IWebhookFunctions) => ({
	workflowId: context.getWorkflow().id ?? '',
	url: context.getNodeWebhookUrl('default') ?? '',
});

/** Whether n8n answers with less than 500 in the end, which may be after the caller has gone. */
async function isAnsweredWell(
	response: ReturnType<IWebhookFunctions['getResponseObject']>,
): Promise<boolean> {
	if (!response.closed) await new Promise((resolve) => response.once('close', resolve));
	const latest = Date.now() + minute;
	while (!response.writableEnded && Date.now() < latest) await sleep(100);
	return response.writableEnded && response.statusCode < 500;
}

/** Answers for n8n, which then starts nothing. */
function answer(context: IWebhookFunctions, status: number, reason: string): IWebhookResponseData {
	const log = status === 200 ? 'debug' : 'warn';
	context.logger[log](`Hero Health Trigger took no event from a delivery: ${reason}`);
	context.getResponseObject().status(status).json({ message: reason });
	return { noWebhookResponse: true };
}
