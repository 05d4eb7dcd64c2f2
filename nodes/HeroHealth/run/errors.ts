import type { IDataObject, INode } from 'n8n-workflow';
import * as n8nWorkflow from 'n8n-workflow';
import { NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';

export type ItemError = NodeApiError | NodeOperationError;

/** Bad input of one item: names the parameter as the screen shows it, and the item. */
export function inputRefused(
	node: INode,
	thrown: unknown,
	itemIndex: number,
	label?: string,
): ItemError {
	if (thrown instanceof NodeApiError || thrown instanceof NodeOperationError) return thrown;
	const isRefusal = thrown instanceof UserError;
	const subject = label ? `'${label}' ` : isRefusal ? '' : 'The item ';
	const what = isRefusal ? thrown.message : 'could not be read';
	const why = isRefusal ? thrown.description : thrown instanceof Error ? thrown.message : undefined;
	return new NodeOperationError(node, `${subject}${what} [item ${itemIndex}]`, {
		itemIndex,
		description: why ?? undefined,
	});
}

/**
 * Since 2.36 n8n takes an item with `error` and `details` for a failed one, before only one with `error`
 * and `message`: in any other form it would leave among the results. Its version shows by this export.
 */
export const knowsDetails = 'redactedHeaders' in n8nWorkflow;

/** The item that leaves instead of a result; other keys would put it on the wrong branch in n8n. */
export function errorJson(error: ItemError, withDetails = knowsDetails): IDataObject {
	const { message, description } = error;
	const httpCode = error instanceof NodeApiError ? error.httpCode : null;
	const { mayBeDone } = error.context;
	// Of the details, the older form has room for the words alone.
	if (!withDetails) return { error: message, message: description ?? message };
	return {
		error: message,
		details: {
			...(description ? { description } : {}),
			...(httpCode ? { httpCode } : {}),
			...(mayBeDone ? { mayBeDone: true } : {}),
		},
	};
}

/** What became of an item; of one that was not sent there is nothing. */
export type ItemOutcome = 'done' | 'failed' | 'unclear';

/** Undefined for what never reached Hero, or what Hero had no time for: that can be sent as it is. */
export function outcomeOf(error: ItemError): ItemOutcome | undefined {
	if (error.context.mayBeDone) return 'unclear';
	return error.context.neverSent ? undefined : 'failed';
}

/** Says at the end of what stopped a run which item is meant, for those who count from 1. */
export function addOrdinal(error: ItemError, itemCount: number): void {
	const { itemIndex } = error.context as { itemIndex?: number };
	if (itemCount < 2) return;
	const note = itemIndex
		? `item ${itemIndex} is the ${ordinal(itemIndex + 1)}`
		: 'item 0 is the 1st';
	error.description = [error.description, `n8n counts from 0: ${note}.`].filter(Boolean).join(' ');
}

function ordinal(place: number): string {
	const isTeen = Math.floor((place % 100) / 10) === 1;
	const ending = isTeen ? undefined : ['st', 'nd', 'rd'][(place % 10) - 1];
	return `${place}${ending ?? 'th'}`;
}

/**
 * What a stopped run did and did not do, so that nobody sends again what was sent. `outcomes` is by
 * item; the one that the error is of, if any, is left out.
 */
export function addProgress(
	error: ItemError,
	outcomes: Array<ItemOutcome | undefined>,
	itemCount: number,
): void {
	const { itemIndex } = error.context;
	const told = [...Array(itemCount).keys()].filter((item) => item !== itemIndex);
	const parts = [
		['done', 'carried out'],
		['failed', 'refused'],
		['unclear', 'perhaps carried out (check them at Hero)'],
		[undefined, 'not sent'],
	].flatMap(([outcome, words]) => {
		const items = told.filter((item) => outcomes[item] === outcome);
		return items.length > 0 ? [`${spans(items)} ${words}`] : [];
	});
	if (parts.length === 0) return;
	const whose = itemIndex === undefined ? 'Of the items' : 'Of the other items';
	error.description = [error.description, `${whose}: ${parts.join(', ')}.`]
		.filter(Boolean)
		.join(' ');
}

/** "items 0 to 3, 5 and 7 to 9 were". */
function spans(items: number[]): string {
	const starts = items.filter((item, index) => items[index - 1] !== item - 1);
	const ends = items.filter((item, index) => items[index + 1] !== item + 1);
	const texts = starts.map((start, index) =>
		start === ends[index] ? `${start}` : `${start} to ${ends[index]}`,
	);
	const last = texts.pop()!;
	const list = texts.length > 0 ? `${texts.join(', ')} and ${last}` : last;
	return items.length === 1 ? `item ${list} was` : `items ${list} were`;
}
