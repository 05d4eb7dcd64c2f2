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

export function createSmsCounter(): SmsCounter {
	let parts = 0;
	return {
		add(operation, values) {
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
	const items = [...results.items.entries()];
	const rehearsed = items.filter(([, { outcome }]) => outcome === 'rehearsed').length;
	if (!rehearsal.isRehearsal && !safeguards.isActive) {
		return rehearsed > 0 ? madeUpHint(rehearsed) : undefined;
	}
	const passed = items.filter(([, result]) => isPassed(result)).length;
	const [unit, verb, past] =
		run.operation.id === 'sendMessage'
			? ['messages', 'send', 'sent']
			: ['items', 'carry out', 'carried out'];
	const subject = rehearsal.isRehearsal ? `Live, this run would ${verb}` : `This run ${past}`;
	return [
		rehearsalSentence(run),
		`${subject} ${passed} of ${items.length} ${unit}${leftOut(run)}${smsText(run)}.`,
		...waiting(run),
		heldRecipients(safeguards.heldRecipients()),
	]
		.filter(Boolean)
		.join(' ');
}

const heldRecipients = (count: number): string =>
	count === 0
		? ''
		: `${count === 1 ? '1 recipient was' : `${count} recipients were`} left out of a list: see "held_recipients" in the output.`;

const madeUpHint = (count: number): string =>
	`${count === 1 ? 'One item names' : `${count} items name`} a record that a rehearsal made up, so nothing was sent for ${count === 1 ? 'it' : 'them'}.`;

/** True for an item that was sent now, or that a live run would send. */
const isPassed = ({ outcome, output }: ItemResult): boolean =>
	(outcome === 'done' && output[0]?.json.alreadySent !== true) || outcome === 'rehearsed';

function rehearsalSentence({ rehearsal, results }: SummarizedRun): string {
	if (!rehearsal.isRehearsal) return '';
	if (rehearsal.mode === 'rehearsal') return 'Rehearsal: nothing was written at Hero.';
	const records = results.items.flatMap(({ output }) => output);
	const count = records.filter(({ json }) => isSentToOwn(json.rehearsal)).length;
	const messages = count === 1 ? '1 message' : `${count} messages`;
	const most = count === maxOwnMessages ? ', which is the most for one run' : '';
	return `Rehearsal: ${messages} went to your own contact${most}, and none to a patient.`;
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
		const held = safeguards.heldBy(itemIndex);
		if (held?.mayGoFrom) counts.set(held.label, (counts.get(held.label) ?? 0) + 1);
	}
	return [...counts].map(([label, count]) =>
		count === 1 ? `1 has to ${label}.` : `${count} have to ${label}.`,
	);
}
