import type { ItemError } from './errors';
import type { ItemOutcome } from './itemResults';

/**
 * Adds the outcome of each item to the error that stopped a run, so that nobody sends an item twice. `outcomes`
 * is by item index. The text leaves out the item of the error itself.
 */
export function addProgress(error: ItemError, outcomes: ItemOutcome[]): void {
	const { itemIndex } = error.context;
	const otherItems = [...outcomes.keys()].filter((item) => item !== itemIndex);
	const parts = outcomeTexts.flatMap(([outcome, text]) => {
		const items = otherItems.filter((item) => outcomes[item] === outcome);
		return items.length > 0 ? [`${formatRanges(items)} ${text}`] : [];
	});
	if (parts.length === 0) return;
	const subject = itemIndex === undefined ? 'Of the items' : 'Of the other items';
	addSentence(error, `${subject}: ${parts.join(', ')}.`);
}

const outcomeTexts: Array<[ItemOutcome, string]> = [
	['done', 'carried out'],
	['held', 'held by a safeguard'],
	['rehearsed', 'rehearsed'],
	['refused', 'refused'],
	['unclear', 'perhaps carried out (check them at Hero)'],
	['notSent', 'not sent'],
];

/** Adds the ordinal number of the failed item, for users who count from 1. */
export function addOrdinal(error: ItemError, itemCount: number): void {
	const { itemIndex } = error.context as { itemIndex?: number };
	if (itemCount < 2) return;
	const note = itemIndex
		? `item ${itemIndex} is the ${ordinal(itemIndex + 1)}`
		: 'item 0 is the 1st';
	addSentence(error, `n8n counts from 0: ${note}.`);
}

function addSentence(error: ItemError, sentence: string): void {
	error.description = [error.description, sentence].filter(Boolean).join(' ');
}

function ordinal(position: number): string {
	const isTeen = Math.floor((position % 100) / 10) === 1;
	const ending = isTeen ? undefined : ['st', 'nd', 'rd'][(position % 10) - 1];
	return `${position}${ending ?? 'th'}`;
}

/** Formats item indexes in ascending order, such as "items 0 to 3, 5 and 7 to 9 were". */
function formatRanges(items: number[]): string {
	const starts = items.filter((item, index) => items[index - 1] !== item - 1);
	const ends = items.filter((item, index) => items[index + 1] !== item + 1);
	const ranges = starts.map((start, index) =>
		start === ends[index] ? `${start}` : `${start} to ${ends[index]}`,
	);
	const last = ranges.pop()!;
	const list = ranges.length > 0 ? `${ranges.join(', ')} and ${last}` : last;
	return items.length === 1 ? `item ${list} was` : `items ${list} were`;
}
