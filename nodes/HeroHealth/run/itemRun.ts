import type { IExecuteFunctions } from 'n8n-workflow';

import type { Operation } from '../form/operation';
import { isRead, isWrite } from '../form/writes';
import { shareByRecord } from './combineItems';
import { createDigest, createMeaning } from './digest';
import type { EarlierTries } from './earlierTries';
import { noEarlierTries, readEarlierTries } from './earlierTries';
import type { HintCollector } from './hints';
import { createHintCollector } from './hints';
import type { Run } from './itemResults';
import { createRunResults } from './itemResults';
import type { SendItem } from './itemSender';
import { createItemSender } from './itemSender';
import type { ItemValues } from './parameters';
import { parameterReader } from './parameters';
import { runModeOf } from './rehearsal/mode';
import type { RunRehearsal } from './rehearsal/rehearsal';
import { createRehearsal } from './rehearsal/rehearsal';
import type { SharedOptions } from './requestOptions';
import { createSharedOptions } from './requestOptions';
import type { Safeguards } from './safeguards/safeguards';
import { createSafeguards } from './safeguards/safeguards';
import { createReader } from './safeguards/reader';
import { readRepeatSettings } from './sendOnce/options';
import type { SendOnce, SendOnceContext } from './sendOnce/sendOnce';
import { createSendOnce, sendAlways } from './sendOnce/sendOnce';
import type { RequestSettings } from './settings';
import { readSettings } from './settings';
import type { SmsCounter } from './summary';
import { createSmsCounter } from './summary';
import type { CheckContacts } from './sharedContacts';
import { contactChecker } from './sharedContacts';

/** The run of an operation over its items, with everything that sends one of them. */
export interface ItemRun extends Run {
	operation: Operation;
	settings: RequestSettings;
	hints: HintCollector;
	signal?: AbortSignal;
	isCancelled(): boolean;
	/** Reads the values of an item, once until its result is known. Throws an item error for bad input. */
	readValues(itemIndex: number): ItemValues;
	checkContacts: CheckContacts;
	rehearsal: RunRehearsal;
	safeguards: Safeguards;
	sms: SmsCounter;
	earlier: EarlierTries;
	sendOnce: SendOnce;
	/** Sends an item, unless Send Only Once knows that it was sent. */
	sendItem: SendItem;
	sendCombinedCall: SendItem;
	/** Returns the item that made the call for the record of these values; undefined without a call. */
	firstItemFor(values: ItemValues): number | undefined;
}

/** Prepares a run. Throws a NodeOperationError for a run with which nothing may be sent. */
export async function createItemRun(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<ItemRun> {
	const basis = await prepareRun(context, operation);
	const { settings, hints, values, rehearsal, earlier, isCancelled } = basis;
	const shared = createSharedOptions(settings, hints, isCancelled);
	const safeguards = await beginSafeguards(basis, shared);
	const sms = createSmsCounter(rehearsal.isRehearsal || safeguards.isActive);
	const sendOnce = await basis.createSendOnce(basis);
	earlier.start();
	const sender = createItemSender(context, operation, { shared, hints, rehearsal, sms });
	const guarded = guardedSender(operation, sender, sendOnce);
	const { sendItem, firstItemFor } = shareByRecord(operation, guarded);
	return {
		...{ ...basis, safeguards, sms, sendOnce },
		readValues: values.read,
		successOf(itemIndex) {
			if (safeguards.heldBy(itemIndex)) return 'held';
			const isShared = operation.oncePerRun && !earlier.isSent(itemIndex);
			const sentBy = isShared ? firstItemFor(values.read(itemIndex)) : undefined;
			return rehearsal.isRehearsed(sentBy ?? itemIndex) ? 'rehearsed' : 'done';
		},
		...{ sendItem, firstItemFor },
		sendCombinedCall: sender,
		onResult(itemIndex, result, combinedWith) {
			earlier.save(itemIndex, result, combinedWith);
			sendOnce.settle(itemIndex, result);
			safeguards.settle(itemIndex, result);
			values.drop(itemIndex);
		},
	};
}

/** Prepares what a run knows before anything is looked up or sent. */
async function prepareRun(context: IExecuteFunctions, operation: Operation) {
	const settings = readSettings(context);
	const signal = context.getExecutionCancelSignal?.();
	const hints = createHintCollector();
	const values = cachedReader(parameterReader(context, operation));
	const rehearsal = createRehearsal(context, await runModeOf(context));
	if (rehearsal.isRehearsal) hints.markRehearsal();
	const { earlier, createSendOnce } = repeatGuards(context, operation, hints, rehearsal);
	const results = createRunResults(context.getInputData().length, earlier.outcomeOf);
	const isCancelled = () => results.failure !== undefined || (signal?.aborted ?? false);
	const checkContacts = await contactChecker(context, operation, isCancelled);
	return {
		...{ context, operation, settings, signal, hints, values, rehearsal },
		...{ earlier, createSendOnce, results, isCancelled, checkContacts },
		valuesToSend(itemIndex: number): ItemValues {
			if (earlier.isSent(itemIndex)) throw new Error('An earlier try sent it');
			const itemValues = values.read(itemIndex);
			checkContacts(itemValues, itemIndex);
			return itemValues;
		},
	};
}

type RunBasis = Awaited<ReturnType<typeof prepareRun>>;

/** Looks at the whole run before anything is sent. Throws a NodeOperationError for a run that must not begin. */
async function beginSafeguards(basis: RunBasis, shared: SharedOptions): Promise<Safeguards> {
	const { context, operation, settings, values, rehearsal, earlier, isCancelled } = basis;
	const safeguards = await createSafeguards({
		...{ context, operation, readValues: values.read, isSent: earlier.isSent, isCancelled },
		isSentAgain: (item) => earlier.outcomeOf(item) === 'unclear' && !earlier.isSent(item),
		readerFor: createReader(context, operation, shared, rehearsal),
		...{ parallel: settings.parallel, isRehearsal: rehearsal.isRehearsal },
	});
	await safeguards.begin();
	return safeguards;
}

/** Prepares what keeps writes from being repeated. A read has nothing to repeat. */
function repeatGuards(
	context: IExecuteFunctions,
	operation: Operation,
	hints: HintCollector,
	{ isRehearsal }: RunRehearsal,
) {
	const { sendUnclearAgain, sendOnce: options } = readRepeatSettings(context);
	const digest = createDigest(context);
	const meaning = createMeaning(context, operation);
	const shared = { digest, meaning, hints, sendUnclearAgain, isRehearsal };
	const hasNothingToRepeat = isRead(operation);
	return {
		// What was only rehearsed must still be sent, so a rehearsal leaves no results behind.
		earlier: hasNothingToRepeat || isRehearsal ? noEarlierTries : readEarlierTries(context, shared),
		createSendOnce: async (run: Pick<SendOnceContext, 'valuesToSend' | 'isCancelled'>) =>
			hasNothingToRepeat || !options
				? sendAlways
				: await createSendOnce({ context, operation, options, ...shared, ...run }),
	};
}

/** Keeps the values of an item until they are dropped, because n8n resolves expressions at each read. */
function cachedReader(read: (itemIndex: number) => ItemValues) {
	const cached = new Map<number, ItemValues>();
	return {
		read(itemIndex: number): ItemValues {
			const values = cached.get(itemIndex) ?? read(itemIndex);
			cached.set(itemIndex, values);
			return values;
		},
		drop: (itemIndex: number) => cached.delete(itemIndex),
	};
}

/** Claims each write before it is sent. Returns the output of one that was sent before. */
const guardedSender =
	(operation: Operation, sender: SendItem, sendOnce: SendOnce): SendItem =>
	async (values, itemIndex) => {
		const alreadySent = isWrite(operation, values) ? await sendOnce.claim(itemIndex) : undefined;
		return alreadySent ?? (await sender(values, itemIndex));
	};
