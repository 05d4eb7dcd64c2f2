import { nodeUse } from '../../node/nodeUse';
import { pageFacts } from '../reads/pageFacts';
import type { PageFacts } from '../reads/pageFacts';
import type { Reading } from '../reads/reading';
import type { OpenQuestions } from './settles';
import { settling } from './settles';

/** What the pages of each list tell, a sentence or two for each. */
export function pageRemarks(readings: Reading[], questions: OpenQuestions): string[] {
	return readings.flatMap(({ read, pages }) => {
		if (!pages) return [];
		const facts = pageFacts(pages);
		const { operationId, path } = read.call;
		const name = nodeUse(operationId ?? '')?.operation ?? `GET ${path}`;
		const open = questions.ofCall(operationId, /page (index|size)|[Pp]aging|\{data, count\}/);
		const isTold =
			facts.firstIndex !== 'unclear' || facts.count === 'total' || facts.count === 'page';
		const settled = isTold ? ['x-conventions.lists', 'x-conventions.paging', ...open] : [];
		return [settling(`${name}: ${sentences(facts).join(' ')}`, settled)];
	});
}

const sentences = (facts: PageFacts): string[] => [
	facts.isSizeIgnored ? 'page_size has no effect.' : `${firstWords[facts.firstIndex]}`,
	countWords[facts.count],
	...(facts.defaultSize === undefined
		? []
		: [`A page has ${facts.defaultSize} records without page_size.`]),
	...(facts.largestSize === undefined
		? []
		: [`The largest page has ${facts.largestSize} records.`]),
	...(facts.sizes.length === 0 ? [] : [`Larger pages: ${sizesText(facts)}.`]),
];

const sizesText = ({ sizes }: PageFacts): string =>
	sizes
		.map(({ asked, came }) => {
			const isRefused = typeof came === 'string' && came.startsWith('status');
			return `${asked} asked, ${came}${isRefused ? '' : ' came'}`;
		})
		.join('; ');

const firstWords: Record<PageFacts['firstIndex'], string> = {
	'0': 'The first page has page_index 0.',
	'1': 'The first page has page_index 1.',
	both: 'page_index 0 and 1 give the same page.',
	unclear: 'It is not clear which page_index the first page has.',
};

const countWords: Record<PageFacts['count'], string> = {
	total: 'count is the number of all records.',
	page: 'count is the number of records on the page.',
	unclear: 'It is not clear what count counts, since there are too few records.',
	none: 'There is no count.',
};
