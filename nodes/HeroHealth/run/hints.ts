import type { NodeExecutionHint } from 'n8n-workflow';

import type { ListReport } from '../transport/pagination';

interface LimitedList extends ListReport {
	limit: number;
}

/** Formats a number that is counted over all items. */
type CountHint = (count: number) => string;

/** The hints of a run that succeeded, collected while it runs. */
export interface HintCollector {
	/** Adds a wait for Hero, in milliseconds since 1970. Waits at the same time count once. */
	addWait(from: number, until: number): void;
	/** Adds the report on a list of which at most `limit` rows were wanted. */
	addList(report: ListReport, limit: number): void;
	/** Adds a write that Hero carried out with a response in an unexpected form. */
	addUnexpectedResponse(): void;
	/** Adds a text in the field of this label that seems to lack a value. */
	addMissingValue(label: string, itemIndex: number): void;
	/** Words the hints for a run that only rehearses. */
	markRehearsal(): void;
	/** Adds a patient who got a message. */
	addRecipient(patient: string | undefined): void;
	/** Adds to the number in this hint. */
	addCount(hint: CountHint | undefined, count: number): void;
	/** Adds a message. The same message of several items is shown once. */
	addMessage(message: string | undefined): void;
	toHints(): NodeExecutionHint[];
}

/** Creates an empty collector, one for each run. */
export function createHintCollector(): HintCollector {
	const collected: Collected = {
		...{ waitedMs: 0, unexpectedResponses: 0, isRehearsal: false, lists: [] },
		...{ missingValues: new Map(), recipients: new Map(), counts: new Map(), messages: new Set() },
	};
	const { lists, missingValues, recipients, counts, messages } = collected;
	let waitedUntil = 0;

	return {
		addWait(from, until) {
			collected.waitedMs += Math.max(0, until - Math.max(from, waitedUntil));
			waitedUntil = Math.max(waitedUntil, until);
		},
		addList(report, limit) {
			if (!isComplete(report, limit)) lists.push({ ...report, limit });
		},
		addUnexpectedResponse() {
			collected.unexpectedResponses++;
		},
		addMissingValue(label, itemIndex) {
			const items = missingValues.get(label) ?? [];
			items.push(itemIndex);
			missingValues.set(label, items);
		},
		addRecipient(patient) {
			if (patient) recipients.set(patient, (recipients.get(patient) ?? 0) + 1);
		},
		markRehearsal() {
			collected.isRehearsal = true;
		},
		addCount(hint, count) {
			if (hint && count > 0) counts.set(hint, (counts.get(hint) ?? 0) + count);
		},
		addMessage(message) {
			if (message) messages.add(message);
		},
		toHints: () => hintsOf(collected),
	};
}

interface Collected {
	waitedMs: number;
	unexpectedResponses: number;
	isRehearsal: boolean;
	lists: LimitedList[];
	/** Item indexes by the label of the field. */
	missingValues: Map<string, number[]>;
	/** The number of messages by patient. */
	recipients: Map<string, number>;
	counts: Map<CountHint, number>;
	messages: Set<string>;
}

const hintsOf = ({ lists, ...collected }: Collected): NodeExecutionHint[] => [
	...toHints('info', [
		waitHint(collected.waitedMs),
		repeatedHint(lists),
		limitHint(lists),
		...[...collected.counts].map(([hint, count]) => hint(count)),
		...collected.messages,
		...[...collected.missingValues].map(missingValueHint),
	]),
	...toHints('warning', [
		recipientHint(collected),
		missingRowsHint(lists),
		incompleteHint(lists),
		malformedHint(lists),
		unexpectedResponseHint(collected.unexpectedResponses),
	]),
];

type Message = string | false | undefined;

const toHints = (type: 'info' | 'warning', messages: Message[]): NodeExecutionHint[] =>
	messages
		.filter((message) => typeof message === 'string')
		.map((message) => ({ message, type, location: 'outputPane' }));

/** True if a list was read in full and needs no hint. */
const isComplete = (
	{ repeated, malformed, total, received, incompleteReason }: ListReport,
	limit: number,
) => total <= Math.min(received, limit) && repeated + malformed === 0 && !incompleteReason;

function waitHint(waitedMs: number): Message {
	const seconds = Math.round(waitedMs / 1000);
	return seconds > 0 && `Hero was busy, so this run waited ${seconds} s.`;
}

function missingValueHint([label, items]: [string, number[]]): string {
	const subject = items.length === 1 ? 'one item' : `${items.length} items`;
	return `'${label}' of ${subject} seems to lack a value, as in "Dear ,". Check the text of item ${items[0]}.`;
}

function recipientHint({
	recipients,
	isRehearsal,
}: Pick<Collected, 'recipients' | 'isRehearsal'>): Message {
	const repeated = [...recipients.values()].filter((count) => count > 1).length;
	if (repeated === 0) return false;
	const subject = repeated === 1 ? 'One patient' : `${repeated} patients`;
	const verb = isRehearsal ? 'would get' : 'got';
	return `${subject} ${verb} more than one message in this run. To prevent it, switch on Send Only Once in the Settings and set Once Per to Patient.`;
}

const rowCount = (count: number): string => (count === 1 ? '1 row' : `${count} rows`);

const sum = (lists: LimitedList[], name: 'repeated' | 'malformed'): number =>
	lists.reduce((total, list) => total + list[name], 0);

function repeatedHint(lists: LimitedList[]): Message {
	const repeated = sum(lists, 'repeated');
	return (
		repeated > 0 &&
		`Hero sent ${rowCount(repeated)} twice, as happens when a list changes while it is read. Each row is output once, but another row may be missing. If you need all rows, run the node again.`
	);
}

function limitHint(lists: LimitedList[]): Message {
	const limited = lists.filter(({ total, limit }) => total > limit);
	if (limited.length === 0) return false;
	return limited.length > 1
		? `Hero has more rows than Limit for ${limited.length} items. Return All takes them all.`
		: `Hero has ${limited[0].total} rows and Limit is ${limited[0].limit}. Return All takes them all.`;
}

/** Warns that Hero counts more rows than it sent, if Limit does not explain it. */
function missingRowsHint(lists: LimitedList[]): Message {
	const shortened = lists.filter(
		({ total, received, malformed, limit }) => received < limit && received + malformed < total,
	);
	if (shortened.length === 0) return false;
	const [{ total, received }] = shortened;
	const more = shortened.length > 1 ? ` This is the first of ${shortened.length} such items.` : '';
	return `The list may be incomplete: Hero counts ${total} rows but sent ${received}.${more} ${listAdvice}`;
}

const listAdvice = 'Narrow it with filters, or compare it with Hero.';

function incompleteHint(lists: LimitedList[]): Message {
	const incomplete = lists.find(({ incompleteReason }) => incompleteReason);
	if (!incomplete) return false;
	const reason =
		incomplete.incompleteReason === 'tooManyPages'
			? 'Hero sent page after page without an end, so reading stopped'
			: 'Hero sent the same rows again instead of a next page';
	return `The list may be incomplete: ${reason} after ${incomplete.received} rows. ${listAdvice}`;
}

function malformedHint(lists: LimitedList[]): Message {
	const malformed = sum(lists, 'malformed');
	return (
		malformed > 0 &&
		`The output lacks ${rowCount(malformed)} that Hero sent without a record. Compare the list with Hero.`
	);
}

function unexpectedResponseHint(count: number): Message {
	const calls = count === 1 ? 'one call' : `${count} calls`;
	return (
		count > 0 &&
		`Hero carried out ${calls}, but with a response of another form than expected. The items say only that the call succeeded. Check the details at Hero.`
	);
}
