import type { NodeExecutionHint } from 'n8n-workflow';

import type { ListReport } from '../transport/pagination';

interface ReadList extends ListReport {
	limit: number;
}

/** Collects what a user should know of a run that went well. */
export function createHintCollector() {
	let waited = 0;
	let waitedUntil = 0;
	const lists: ReadList[] = [];
	let unshaped = 0;
	const holes = new Map<string, number[]>();
	const counts = new Map<CountedHint, number>();
	const said = new Set<string>();

	return {
		/** Items wait side by side: time counts once. In milliseconds since 1970. */
		waits(from: number, until: number): void {
			waited += Math.max(0, until - Math.max(from, waitedUntil));
			waitedUntil = Math.max(waitedUntil, until);
		},
		listed(report: ListReport, limit: number): void {
			if (!isPlain(report, limit)) lists.push({ ...report, limit });
		},
		/** A write was carried out, and its answer is not in the form that was asked for. */
		unshaped(): void {
			unshaped++;
		},
		/** The text of this item in the field of this name looks as if a value was missing. */
		hole(label: string, item: number): void {
			holes
				.set(label, holes.get(label) ?? [])
				.get(label)!
				.push(item);
		},
		/** Adds to the number that the hint will tell, of all items together. */
		count(hint: CountedHint | undefined, more: number): void {
			if (hint && more > 0) counts.set(hint, (counts.get(hint) ?? 0) + more);
		},
		/** What is said of several items is said once. */
		say(message: string | undefined): void {
			if (message) said.add(message);
		},
		hints: () => hintsOfRun({ waited, lists, unshaped, holes, counts, said }),
	};
}

interface Noted {
	waited: number;
	lists: ReadList[];
	unshaped: number;
	holes: Map<string, number[]>;
	counts: Map<CountedHint, number>;
	said: Set<string>;
}

const hintsOfRun = (noted: Noted): NodeExecutionHint[] => [
	...hintsOf('info', [
		busyNote(noted.waited),
		repeatedNote(noted.lists),
		cutNote(noted.lists),
		...[...noted.counts].map(([hint, count]) => hint(count)),
		...noted.said,
		...[...noted.holes].map(holeNote),
	]),
	...hintsOf('warning', [...shortNotes(noted.lists), unshapedNote(noted.unshaped)]),
];

export type HintCollector = ReturnType<typeof createHintCollector>;

type CountedHint = (count: number) => string;

type Note = string | false | undefined;

const hintsOf = (type: 'info' | 'warning', notes: Note[]): NodeExecutionHint[] =>
	notes
		.filter((message) => typeof message === 'string')
		.map((message) => ({ message, type, location: 'outputPane' }));

/** Whether there is nothing to tell of how a list was read. */
const isPlain = ({ repeated, malformed, total, received, doubt }: ListReport, limit: number) =>
	total <= Math.min(received, limit) && repeated + malformed === 0 && !doubt;

function busyNote(waited: number): Note {
	const seconds = Math.round(waited / 1000);
	return seconds > 0 && `Hero was busy: this run waited ${seconds} s for it.`;
}

/** Why lists may lack rows. */
const shortNotes = (lists: ReadList[]): Note[] => [
	shortNote(lists),
	doubtNote(lists),
	malformedNote(lists),
];

function holeNote([label, items]: [string, number[]]): Note {
	const which = items.length === 1 ? 'one item' : `${items.length} items`;
	return `'${label}' of ${which} looks as if a value was missing, as in "Dear ,". Look at what was sent for item ${items[0]}.`;
}

const sum = (lists: ReadList[], name: 'repeated' | 'malformed'): number =>
	lists.reduce((all, list) => all + list[name], 0);

function repeatedNote(lists: ReadList[]): Note {
	const repeated = sum(lists, 'repeated');
	return (
		repeated > 0 &&
		`Hero sent ${repeated} rows twice, as happens when its list changes while it is read. Each is here once, but a row may be missing: run it again if all of them matter.`
	);
}

function cutNote(lists: ReadList[]): Note {
	const cut = lists.filter(({ total, limit }) => total > limit);
	if (cut.length === 0) return false;
	return cut.length > 1
		? `Hero has more rows than Limit took for ${cut.length} items. Return All takes them all.`
		: `Hero has ${cut[0].total} rows, of which Limit took ${cut[0].limit}. Return All takes them all.`;
}

/** Hero counts more rows than it gave, and no limit is the reason. */
function shortNote(lists: ReadList[]): Note {
	const short = lists.filter(
		({ total, received, malformed, limit }) => received < limit && received + malformed < total,
	);
	if (short.length === 0) return false;
	const [{ total, received }] = short;
	const where = short.length > 1 ? ` Of ${short.length} items this is the first.` : '';
	return `The list may be short: Hero counts ${total} rows and gave ${received}.${where} Narrow it with filters, or compare it with Hero.`;
}

function doubtNote(lists: ReadList[]): Note {
	const doubted = lists.find(({ doubt }) => doubt);
	if (!doubted) return false;
	const reason =
		doubted.doubt === 'noEnd'
			? 'Hero gave page after page without an end, so reading stopped'
			: 'Hero gave the same rows again instead of a next page';
	return `The list may be short: ${reason} after ${doubted.received} rows. Narrow it with filters, or compare it with Hero.`;
}

function malformedNote(lists: ReadList[]): Note {
	const malformed = sum(lists, 'malformed');
	return (
		malformed > 0 &&
		`Hero sent ${malformed} rows that are no records. They were left out: compare the list with Hero.`
	);
}

const unshapedNote = (unshaped: number): Note =>
	unshaped > 0 &&
	`Hero carried out ${unshaped === 1 ? 'one call' : `${unshaped} calls`} and answered in another form than expected. The items say only that they succeeded: look at Hero for the rest.`;
