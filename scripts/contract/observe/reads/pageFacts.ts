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

/** What the responses of a list tell about its pages. Undefined or `unclear`: they do not tell. */
export interface PageFacts {
	firstIndex: '0' | '1' | 'both' | 'unclear';
	count: 'total' | 'page' | 'unclear' | 'none';
	isSizeIgnored: boolean;
	defaultSize?: number;
	/** What came for the largest sizes that were asked. */
	sizes: Array<{ asked: number; came: number | `status ${number}` }>;
	/** The largest page, if a larger one was asked for and not given. */
	largestSize?: number;
}

/** The page sizes that are asked, beside 1. */
export const askedSizes = [50, 100, 200, 500, 1000];

export function pageFacts(answers: PageAnswers): PageFacts {
	const [whole, zero, one] = [answers.whole, answers.zero, answers.one].map(recordIds);
	const isSizeIgnored = [zero, one].some((ids) => ids !== undefined && ids.length > 1);
	const total = totalOf(answers);
	const sizes = [...answers.sizes].map(([asked, answer]) => ({ asked, came: cameOf(answer) }));
	return {
		firstIndex: isSizeIgnored ? 'unclear' : firstIndexOf(whole, zero, one),
		count: countOf(answers, whole),
		isSizeIgnored,
		...(total !== undefined && whole && whole.length < total ? { defaultSize: whole.length } : {}),
		sizes,
		...largestOf(sizes, total, whole),
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

function countOf({ whole, zero }: PageAnswers, ids: string[] | undefined): PageFacts['count'] {
	const page = isSuccess(zero) ? listOf(zero) : undefined;
	const all = isSuccess(whole) ? listOf(whole) : undefined;
	if (!all) return 'unclear';
	if (all.count === undefined) return 'none';
	if (all.count > all.records.length) return 'total';
	if (page?.count === undefined || page.records.length !== 1) return 'unclear';
	if (page.count > 1) return 'total';
	return ids && ids.length > 1 ? 'page' : 'unclear';
}

/** The number of all records, if `count` surely is that. */
function totalOf(answers: PageAnswers): number | undefined {
	return countOf(answers, recordIds(answers.whole)) === 'total'
		? listOf(answers.whole)?.count
		: undefined;
}

const cameOf = (answer: Answer): number | `status ${number}` =>
	isSuccess(answer) ? (listOf(answer)?.records.length ?? 0) : `status ${answer.status}`;

function largestOf(
	sizes: PageFacts['sizes'],
	total: number | undefined,
	whole: string[] | undefined,
): { largestSize?: number } {
	const numbers = sizes.flatMap(({ came }) => (typeof came === 'number' ? [came] : []));
	const most = Math.max(0, whole?.length ?? 0, ...numbers);
	const isCut = sizes.some(
		({ asked, came }) =>
			typeof came === 'number' && came < asked && total !== undefined && came < total,
	);
	return isCut ? { largestSize: most } : {};
}
