import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Operation } from '../../form/operation';
import { realClock } from '../../transport/clock';
import { connectionOf } from '../../transport/connection';
import type { Digest, Meaning } from '../digest';
import type { ItemError } from '../errors';
import { perhapsSentError, toItemError } from '../errors';
import { heroIds } from '../heroIds';
import type { HintCollector } from '../hints';
import type { ItemOutcome, ItemResult } from '../itemResults';
import type { ItemValues } from '../parameters';
import { unrecorded } from '../rehearsal/unrecordedStore';
import { checkAnchors } from './anchors';
import { readGeneration } from './campaigns';
import { format, maxKeys } from './capacity';
import type { Claims, ItemClaim } from './claims';
import { createClaims } from './claims';
import type { WriteKeys } from './keys';
import { writeKeys } from './keys';
import type { SendOnceOptions } from './options';
import { rememberSent, sentWrite } from './pending';
import type { Settlement } from './settlements';
import type { KeyStore } from './store';
import { openCheckedStore } from './store';

/** Keeps the items of one run from being sent twice, across runs and crashes. */
export interface SendOnce {
	/**
	 * Claims the write of an item. Returns the output of an item that was sent before, and undefined for one that
	 * may be sent now. Throws an item error if it was perhaps sent before, or if n8n's store fails.
	 */
	claim(itemIndex: number, isCombined?: boolean): Promise<IDataObject[] | undefined>;
	/** Settles the claim of an item by its result. */
	settle(itemIndex: number, result: ItemResult): void;
	/** Releases the claims of items that were not sent, and adds the hints of the run. */
	close(): Promise<void>;
}

/** The parts of a run that Send Only Once needs. */
export interface SendOnceContext {
	context: IExecuteFunctions;
	operation: Operation;
	options: SendOnceOptions;
	sendUnclearAgain: boolean;
	/** True if the run only rehearses, so that nothing of it counts as sent. */
	isRehearsal: boolean;
	digest: Digest;
	meaning: Meaning;
	hints: HintCollector;
	/** Returns the values of an item that will be sent, and throws for all others. */
	valuesToSend(itemIndex: number): ItemValues;
	isCancelled(): boolean;
}

/** Does nothing, for a run without Send Only Once. */
export const sendAlways: SendOnce = {
	claim: async () => undefined,
	settle: () => undefined,
	close: async () => undefined,
};

/**
 * Prepares Send Only Once for a run. Throws a NodeOperationError, before anything is sent, if n8n has no store, or
 * if what was sent before cannot be recognized.
 */
export async function createSendOnce(run: SendOnceContext): Promise<SendOnce> {
	const { context, sendUnclearAgain, isCancelled, isRehearsal } = run;
	const opened = await openCheckedStore(context);
	const store = isRehearsal ? unrecorded(opened) : opened;
	const connection = await connectionOf(context);
	await store.exclusively(
		async (keys) => await checkAnchors(keys, store.held(), connection, run.digest),
	);
	const keysOf = await createKeyReader(run, store);
	const itemCount = context.getInputData().length;
	const claims = createClaims(store, { itemCount, keysOf, sendUnclearAgain, isCancelled });
	return {
		claim: claimer(run, claims),
		settle: settler(run, claims),
		async close() {
			const failures = await claims.close();
			run.hints.addCount(notRecordedHint, failures);
			const count = await store.count().catch(() => store.held());
			const [held, max] = [count, maxKeys].map(format);
			run.hints.addMessage(`Send Only Once holds ${held} of ${max} entries for this workflow.`);
		},
	};
}

type KeyReader = (itemIndex: number) => Promise<WriteKeys>;

const dayMs = 86_400_000;

async function createKeyReader(
	{ context, operation, options, digest, meaning, valuesToSend }: SendOnceContext,
	store: KeyStore,
): Promise<KeyReader> {
	const { campaign } = options;
	const generation = campaign
		? await store.exclusively(async (keys) => await readGeneration(keys, digest, campaign))
		: 0;
	const today = Math.floor(realClock.now() / dayMs);
	const nodeId = context.getNode().id;
	const keyContext = { operation, options, nodeId, generation, digest, meaning, today };
	return async (itemIndex) => await writeKeys(keyContext, valuesToSend(itemIndex), itemIndex);
}

function claimer(
	{ context, hints, isRehearsal }: SendOnceContext,
	claims: Claims,
): SendOnce['claim'] {
	const node = context.getNode();
	const claimItem = async (itemIndex: number, isCombined: boolean) => {
		const claim = await claims.claim(itemIndex);
		const isRepeated = isCombined && claim.state === 'pending' && claim.sameAs !== undefined;
		// Items of one combined call that would repeat each other share their claim.
		return isRepeated ? await claims.claim(claim.sameAs!) : claim;
	};
	return async (itemIndex, isCombined = false) => {
		for (;;) {
			const claim = await claimItem(itemIndex, isCombined).catch((thrown: unknown) => {
				throw claimError(node, thrown, itemIndex);
			});
			if (claim.state === 'claimed') return undefined;
			if (claim.state === 'sent' || (isRehearsal && isRepeatedInRun(claim))) {
				hints.addCount(alreadySentHint, 1);
				return alreadySent(claim.key);
			}
			// A combined call sends nothing until all its items are claimed, so it must not wait for others.
			const isWaiting = claim.state === 'pending' && !isCombined;
			if (isWaiting && (await claims.waitForPending(itemIndex))) continue;
			throw perhapsSentError(node, itemIndex, {
				message: 'Perhaps sent before',
				description: reasons[claim.state],
			});
		}
	};
}

/** True if an item repeats an earlier one of its run, which a rehearsal counts as sent. */
const isRepeatedInRun = (claim: ItemClaim): boolean =>
	claim.state === 'pending' && claim.sameAs !== undefined;

/** The error of an item that could not be claimed. It surely was not sent. */
function claimError(node: INode, thrown: unknown, itemIndex: number): ItemError {
	const error =
		thrown instanceof UserError
			? thrown
			: new UserError('n8n could not note the item in its database, so the item was not sent', {
					description: 'Ask whoever runs n8n to look at its database. Then retry.',
				});
	const itemError = toItemError(node, error, itemIndex);
	itemError.context.neverSent = true;
	return itemError;
}

const reasons: Record<'open' | 'unclear' | 'pending', string> = {
	open: "A run began to send it, and n8n never noted Hero's response. Either n8n stopped in between, or another n8n process is sending it now.",
	unclear: "An earlier run sent it, and Hero's response did not show whether it was carried out.",
	pending: 'Another execution is sending it now.',
};

/** The output of an item that was sent before, with the IDs that Hero gave where this process knows them. */
function alreadySent(key: string): IDataObject[] {
	const { records = [], ...first } = sentWrite(key) ?? {};
	const known = records.length > 0 ? records : [{}];
	return known.map((record) => ({ ...record, alreadySent: true, ...first }));
}

const alreadySentHint = (count: number): string =>
	count === 1
		? 'One item was sent before, so it was not sent again.'
		: `${count} items were sent before, so they were not sent again.`;

const notRecordedHint = (count: number): string =>
	`n8n could not note the outcome of ${count === 1 ? 'one item' : `${count} items`} in its database. The next run will not send ${count === 1 ? 'it' : 'them'}, and will say "Perhaps sent before".`;

function settler({ context, isRehearsal }: SendOnceContext, claims: Claims): SendOnce['settle'] {
	return (itemIndex, { outcome, output }) => {
		// The claim is released at the end of the run, so that an item that repeats this one is noticed.
		if (isRehearsal && outcome === 'rehearsed') return;
		const settlement = settlements[outcome];
		const key = claims.settle(itemIndex, settlement);
		if (key === undefined || settlement !== 'sent') return;
		rememberSent(key, {
			firstSentAt: new Date(realClock.now()).toISOString(),
			firstSentBy: context.getExecutionId(),
			records: output.map(({ json }) => heroIds(json)),
		});
	};
}

const settlements: Record<ItemOutcome, Settlement> = {
	done: 'sent',
	held: 'notSent',
	rehearsed: 'notSent',
	unclear: 'unclear',
	refused: 'notSent',
	notSent: 'notSent',
};
