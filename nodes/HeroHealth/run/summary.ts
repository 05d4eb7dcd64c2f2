import type { Operation } from '../form/operation';
import { measureSms } from '../form/values/sms';
import type { ItemResult } from './itemResults';
import type { ItemValues } from './parameters';
import { maxOwnMessages } from './rehearsal/ownContact';
import type { RunRehearsal } from './rehearsal/rehearsal';
import type { Safeguards } from './safeguards/safeguards';

/** Counts the parts of the SMS messages of a run. */
export interface SmsCounter {
	add(operation: Operation, values: ItemValues): void;
	parts(): number;
}

/** Creates the counter. A run whose summary tells nothing of SMS messages measures none. */
export function createSmsCounter(isTold: boolean): SmsCounter {
	let parts = 0;
	return {
		add(operation, values) {
			if (!isTold) return;
			const { smsText } = operation.toPatient?.(values) ?? {};
			const { recipients } = values.body;
			const count = Array.isArray(recipients) ? recipients.length : 1;
			if (smsText !== undefined) parts += measureSms(smsText).parts * count;
		},
		parts: () => parts,
	};
}

/** The parts of a run that its summary tells of. */
interface SummarizedRun {
	operation: Operation;
	results: { items: ItemResult[] };
	rehearsal: RunRehearsal;
	safeguards: Safeguards;
	sms: SmsCounter;
}

/**
 * Sums up a run in which something was rehearsed or held back: what went out, what did not and why, and the price.
 * Returns undefined for every other run.
 */
export function summarize(run: SummarizedRun): string | undefined {
	const { results, rehearsal, safeguards } = run;
	const rehearsed = results.items.filter(({ outcome }) => outcome === 'rehearsed').length;
	const madeUp = !rehearsal.isRehearsal && rehearsed > 0 ? madeUpSentence(rehearsed) : '';
	if (!rehearsal.isRehearsal && !safeguards.isActive) return madeUp || undefined;
	const sentences = [
		rehearsalSentence(run),
		countSentence(run),
		...waiting(run),
		madeUp,
		heldRecipients(safeguards.heldRecipients()),
		uncheckedSentence(safeguards.unchecked()),
		notLookedUp(run),
	];
	return sentences.filter(Boolean).join(' ');
}

function countSentence(run: SummarizedRun): string {
	const { items } = run.results;
	const isMessage = run.operation.id === 'sendMessage';
	const [unit, verb, past] = isMessage
		? ['messages', 'send', 'sent']
		: ['items', 'carry out', 'carried out'];
	const passed = items.filter((result) => isPassed(run, result)).length;
	const { isRehearsal } = run.rehearsal;
	const subject = isRehearsal ? `Live, this run would ${verb} up to` : `This run ${past}`;
	return `${subject} ${passed} of ${items.length} ${unit}${leftOut(run)}${smsText(run)}.`;
}

const heldRecipients = (count: number): string =>
	count === 0
		? ''
		: `${count === 1 ? '1 recipient was' : `${count} recipients were`} left out of a list: see "held_recipients" in the output.`;

const madeUpSentence = (count: number): string =>
	count === 1
		? 'Nothing was sent for one item, since a rehearsal made up a record that it names.'
		: `Nothing was sent for ${count} items, since a rehearsal made up a record that they name.`;

const uncheckedSentence = (count: number): string =>
	count === 0
		? ''
		: `${count === 1 ? '1 item is' : `${count} items are`} for no single patient, so no safeguard looked at ${count === 1 ? 'it' : 'them'}.`;

/** Tells that a rehearsal of messages asked Hero nothing about the patients. */
const notLookedUp = ({ operation, rehearsal, safeguards }: SummarizedRun): string =>
	rehearsal.isRehearsal && operation.id === 'sendMessage' && !safeguards.looksPatientsUp
		? 'The patients were not looked up. Add the safeguard Check the Patient First to see whom Hero cannot reach.'
		: '';

/** True for an item that was sent now, or that a live run would send. */
const isPassed = ({ rehearsal }: SummarizedRun, { outcome, output }: ItemResult): boolean =>
	(outcome === 'done' && output[0]?.json.alreadySent !== true) ||
	(outcome === 'rehearsed' && rehearsal.isRehearsal);

function rehearsalSentence({ rehearsal, results }: SummarizedRun): string {
	if (!rehearsal.isRehearsal) return '';
	if (rehearsal.mode === 'rehearsal') return 'Rehearsal: nothing was written at Hero.';
	const records = results.items.flatMap(({ output }) => output);
	const count = records.filter(({ json }) => isSentToOwn(json.rehearsal)).length;
	const messages = count === 1 ? '1 message' : `${count} messages`;
	const most = count === maxOwnMessages ? ', which is the most for one execution' : '';
	return `Rehearsal: ${messages} went to your own phone or email${most}, and none to a patient.`;
}

const isSentToOwn = (block: unknown): boolean =>
	(block as { sent?: boolean } | null)?.sent === true;

/** Lists what was left out and why, such as " (9 on the Do Not Contact list, 7 sent before)". */
function leftOut(run: SummarizedRun): string {
	const counts = new Map<string, number>();
	for (const [itemIndex, result] of run.results.items.entries()) {
		const label = leftOutLabel(run, itemIndex, result);
		if (label) counts.set(label, (counts.get(label) ?? 0) + 1);
	}
	const parts = [...counts].map(([label, count]) => `${count} ${label}`);
	return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

function leftOutLabel(
	{ safeguards }: SummarizedRun,
	itemIndex: number,
	{ outcome, output }: ItemResult,
): string | undefined {
	if (outcome === 'held') {
		const held = safeguards.heldBy(itemIndex);
		return held?.mayGoFrom ? undefined : held?.label;
	}
	if (outcome === 'done') return output[0]?.json.alreadySent === true ? 'sent before' : undefined;
	const labels = {
		refused: 'refused',
		unclear: 'unclear',
		notSent: 'not sent',
		rehearsed: undefined,
	};
	return labels[outcome];
}

function smsText({ sms, safeguards }: SummarizedRun): string {
	const parts = sms.parts();
	if (parts === 0) return '';
	const price = safeguards.smsPrice
		? ` for about £${((parts * safeguards.smsPrice) / 100).toFixed(2)}`
		: '';
	return `, with ${parts} SMS ${parts === 1 ? 'part' : 'parts'}${price}`;
}

/** Tells from when the items that wait may go, such as "4 wait until Monday 30 November, 08:00." */
function waiting({ results, safeguards }: SummarizedRun): string[] {
	const counts = new Map<string, number>();
	for (const itemIndex of results.items.keys()) {
		const held = safeguards.heldBy(itemIndex) ?? safeguards.waitsFor(itemIndex);
		if (held?.mayGoFrom) counts.set(held.label, (counts.get(held.label) ?? 0) + 1);
	}
	return [...counts].map(([label, count]) =>
		count === 1 ? `1 has to ${label}.` : `${count} have to ${label}.`,
	);
}
