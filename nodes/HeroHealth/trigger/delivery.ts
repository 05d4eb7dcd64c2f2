/** The processing of a delivery: read, deduplicate, fetch, filter and emit its events. */
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { realClock } from '../transport/clock';
import { activationChanges, activationOf, type Activation } from './activation';
import { confirmWhenStored, startDelivery, type Delivery } from './deduplication';
import { addEntries, isDuplicateDelivery, isDuplicateEvent } from './eventEntries';
import { practiceGroupOf } from './identity';
import { readOptions, type Options } from './options';
import { readEvents, type ReceivedEvent } from './receivedEvents';
import { fetchRecord, passesFilters, recordFields, type FetchResult } from './record';
import { adoptSubscriptions } from './ownership';
import { rehearsalMark } from './rehearsal';
import { header, timestampHeader, verify } from './verification';

const minuteMs = 60_000;
const notSubscribed = 'Not an event of this trigger';
const duplicate = 'Received before, nothing started';
const filteredOut = 'Left out by a filter';

/** The delivery of an event, with the facts that its processing needs. */
interface Source {
	context: IWebhookFunctions;
	options: Options;
	delivery: Delivery;
	practiceGroupId?: string;
	timestamp?: string;
	/** True for a test event of a rehearsal, which nothing verifies. */
	isUnsigned: boolean;
}

/**
 * Receives one delivery. Starts a run with an item for each event that is accepted. Without any, it responds
 * itself: with 400, 401, 413 or 415 if the delivery is not valid, and with 200 to an event that is not
 * subscribed to, is a duplicate or was filtered out.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const stored = activationOf(context);
	const changesBefore = activationChanges();
	const options = readOptions(context);
	const verified = await verify(context, stored, options);
	if ('rejection' in verified) return respond(context, ...verified.rejection);
	const { isUnsigned = false } = verified;

	const { events, unreadable } = readEvents(verified.body.toString('utf8'));
	if (events.length === 0) return respond(context, 400, 'The body is not an event');
	if (unreadable > 0) {
		context.logger.warn(
			`The Hero Health Trigger skipped ${unreadable} unreadable entries of a delivery`,
		);
	}
	const activation = isUnsigned ? await unsignedActivation(context) : stored;
	const source = startSource(context, activation, options, isUnsigned);
	// Each event is registered before the first one waits, so that they stay in order.
	const outcomes = await Promise.all(events.map(async (event) => await accept(source, event)));
	const items = outcomes.filter((outcome) => typeof outcome !== 'string');
	if (items.length === 0) return respond(context, 200, String(outcomes[0]));
	storeAccepted(source, activation, changesBefore);
	return { workflowData: [items.map((json) => ({ json }))] };
}

function startSource(
	context: IWebhookFunctions,
	activation: Activation,
	options: Options,
	isUnsigned: boolean,
): Source {
	const { token = '', claims, practiceGroupId } = activation;
	const succeeded = responseSucceeded(context.getResponseObject());
	const delivery = startDelivery(token, claims, realClock.now(), succeeded);
	const source = { context, delivery, practiceGroupId, isUnsigned };
	// A test event that somebody posts again starts another run.
	if (isUnsigned) return { ...source, options: { ...options, duplicateWindowMs: 0 } };
	return { ...source, options, timestamp: header(context, timestampHeader) };
}

/** Stands for the activation that an unsigned test event has not. Nothing in it is stored. */
async function unsignedActivation(context: IWebhookFunctions): Promise<Activation> {
	const credentials = await context.getCredentials('heroHealthApi');
	return { practiceGroupId: practiceGroupOf(context, credentials) };
}

/** Returns the item of an event that is accepted, or the reason why it starts nothing. */
async function accept(source: Source, received: ReceivedEvent): Promise<IDataObject | string> {
	const { delivery, options, timestamp } = source;
	if (!isOwnPracticeGroup(source, received)) return notSubscribed;
	const entries = addEntries(delivery, received, options, timestamp);
	if (!options.events.includes(received.name)) return notSubscribed;
	if (await isDuplicateDelivery(entries, received, timestamp)) return duplicate;
	const fetched = await fetchEventRecord(source, received);
	if (await isDuplicateEvent(entries, received, fetched, options)) return duplicate;
	if (!matchesFilters(source, fetched)) return filteredOut;
	return await toItem(source, received, fetched);
}

/** An event without a practice group is the trigger's own, since its delivery is already verified. */
function isOwnPracticeGroup({ practiceGroupId }: Source, { event }: ReceivedEvent): boolean {
	const group = String(event.practice_group_id ?? '').trim();
	return (group || String(practiceGroupId)) === practiceGroupId;
}

async function fetchEventRecord(
	{ context, options }: Source,
	{ event, name }: ReceivedEvent,
): Promise<FetchResult> {
	if (!options.fetchRecord) return { record: null };
	return await fetchRecord(context, name, event.id, options.practiceGroupId);
}

/** True if a record passes the filters. An event without a record passes. */
function matchesFilters({ context }: Source, { record }: FetchResult): boolean {
	if (!record) return true;
	return passesFilters(record, context.getNodeParameter('filters', {}) as IDataObject);
}

async function toItem(
	{ context, options, delivery, isUnsigned }: Source,
	{ event, name }: ReceivedEvent,
	fetched: FetchResult,
): Promise<IDataObject> {
	const received_at = new Date(delivery.receivedAt).toISOString();
	const mark = await rehearsalMark(context, isUnsigned);
	if (!options.fetchRecord) return { ...event, received_at, ...mark };
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	return { ...event, received_at, ...recordFields(name, fetched, simplify), ...mark };
}

/** Has n8n store the accepted delivery with the workflow, once it has stored the execution. */
function storeAccepted(
	{ context, delivery }: Source,
	activation: Activation,
	changesBefore: number,
): void {
	const store = () => {
		// This delivery has the static data of its start, which would overwrite a later activation.
		if (activationChanges() !== changesBefore) return;
		adoptSubscriptions(activation, {
			workflowId: context.getWorkflow().id ?? '',
			url: context.getNodeWebhookUrl('default') ?? '',
		});
		activation.claims = confirmWhenStored(delivery);
	};
	store();
	// n8n 2.41 forgets the change while it prepares the run, and looks for changes again after that.
	void realClock.sleep(0).then(store);
}

/** Resolves to true if n8n responds with a status below 500, even after the caller has disconnected. */
async function responseSucceeded(
	response: ReturnType<IWebhookFunctions['getResponseObject']>,
): Promise<boolean> {
	if (!response.closed) await new Promise((resolve) => response.once('close', resolve));
	const deadline = realClock.now() + minuteMs;
	while (!response.writableEnded && realClock.now() < deadline) await realClock.sleep(100);
	return response.writableEnded && response.statusCode < 500;
}

/** Responds in place of n8n, which then starts no run. */
function respond(context: IWebhookFunctions, status: number, reason: string): IWebhookResponseData {
	const level = status === 200 ? 'debug' : 'warn';
	context.logger[level](`The Hero Health Trigger started no run for a delivery: ${reason}`);
	context.getResponseObject().status(status).json({ message: reason });
	return { noWebhookResponse: true };
}
