import type { Answer } from '../answer';
import { isSuccess, listOf } from '../answer';
import { isObject } from '../../description/schemaContext';

/** The responses of one list: as it comes, and pages of one record with index 0 and 1. */
export interface PageAnswers {
	whole: Answer;
	zero: Answer;
	one: Answer;
	/** The responses for larger pages, by the size that was asked for. */
	sizes: Map<number, Answer>;
}

/** The number of records on a page, or the status of a refusal. How many records there are in all is not told. */
type Came =
	| number
	| 'all records'
	| 'as many as for the size before'
	| 'fewer'
	| `status ${number}`;

/** What the responses of a list tell about its pages. Undefined or `unclear`: they do not tell. */
export interface PageFacts {
	firstIndex: '0' | '1' | 'both' | 'unclear';
	count: 'total' | 'page' | 'unclear' | 'none';
	isSizeIgnored: boolean;
	defaultSize?: number;
	/** What came for larger pages. */
	sizes: Array<{ asked: number; came: Came }>;
	/** The largest page, if a larger one was asked for and not given. */
	largestSize?: number;
}

/** The page sizes that are asked, beside 1. */
export const askedSizes = [50, 100, 200, 500, 1000];

export function pageFacts(answers: PageAnswers): PageFacts {
	const [whole, zero, one] = [answers.whole, answers.zero, answers.one].map(recordIds);
	const isSizeIgnored = [zero, one].some((ids) => ids !== undefined && ids.length > 1);
	const total = totalOf(answers);
	const sizes = [...answers.sizes].map(([asked, answer], index, all) => ({
		asked,
		came: cameOf(answer, { asked, before: all[index - 1]?.[0], total }),
	}));
	return {
		firstIndex: isSizeIgnored ? 'unclear' : firstIndexOf(whole, zero, one),
		count: countOf(answers),
		isSizeIgnored,
		...(total !== undefined && whole && whole.length < total ? { defaultSize: whole.length } : {}),
		sizes,
		...largestOf(sizes),
	};
}

/** What identifies each record of a list. */
function recordIds(answer: Answer): string[] | undefined {
	const list = isSuccess(answer) ? listOf(answer) : undefined;
	return list?.records.map((record) =>
		JSON.stringify((isObject(record) ? record.id : undefined) ?? record),
	);
}

function firstIndexOf(
	whole: string[] | undefined,
	zero: string[] | undefined,
	one: string[] | undefined,
): PageFacts['firstIndex'] {
	const [first, second] = whole ?? [];
	if (first === undefined) return 'unclear';
	if (zero?.[0] === first && one?.[0] === first) return 'both';
	if (zero?.[0] === first && one && one[0] === second) return '0';
	if (one?.[0] === first && zero?.[0] !== first) return '1';
	return 'unclear';
}

function countOf({ whole, zero, one }: PageAnswers): PageFacts['count'] {
	const all = isSuccess(whole) ? listOf(whole) : undefined;
	if (!all) return 'unclear';
	if (all.count === undefined) return 'none';
	if (all.count > all.records.length) return 'total';
	const pages = [zero, one].map((answer) => (isSuccess(answer) ? listOf(answer) : undefined));
	const counts = pages.flatMap((page) => (page?.records.length === 1 ? (page.count ?? []) : []));
	if (counts.some((count) => count > 1)) return 'total';
	return counts.length > 0 && all.records.length > 1 ? 'page' : 'unclear';
}

/** The number of all records, if `count` surely is that. */
function totalOf(answers: PageAnswers): number | undefined {
	return countOf(answers) === 'total' ? listOf(answers.whole)?.count : undefined;
}

function cameOf(
	answer: Answer,
	{ asked, before, total }: { asked: number; before?: number; total?: number },
): Came {
	if (!isSuccess(answer)) return `status ${answer.status}`;
	const count = listOf(answer)?.records.length ?? 0;
	if (count >= asked) return asked;
	if (total !== undefined) return count < total ? count : 'all records';
	return count === before ? 'as many as for the size before' : 'fewer';
}

/** The largest page, if one was shorter than asked although there are more records. */
function largestOf(sizes: PageFacts['sizes']): { largestSize?: number } {
	const cut = sizes.flatMap(({ asked, came }) =>
		typeof came === 'number' && came < asked ? [came] : [],
	);
	return cut.length > 0 ? { largestSize: Math.max(...cut) } : {};
}
