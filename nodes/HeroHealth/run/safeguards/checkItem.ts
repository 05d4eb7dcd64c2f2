import type { IDataObject } from 'n8n-workflow';

import type { Channel, PatientMessage } from '../../form/operation';
import { inParallel } from '../concurrency';
import { NotSentError } from '../../transport/apiErrors';
import { realClock } from '../../transport/clock';
import type { ItemValues } from '../parameters';
import { recordKey } from '../recordKey';
import type { PatientChecks } from './checks';
import { holdForHours, holdPatient, requireShortSms } from './checks';
import type { Held } from './held';
import { describeHeld, heldOutput } from './held';
import type { SafeguardOptions } from './options';
import { listedRecipients, personsOf } from './persons';
import type { Decision, HeldRow, SafeguardState } from './state';
import { findRecordFor, patientsWith } from './state';

/** An item that was checked: the output of one that is held, or the values to send. */
export type CheckedItem = { held: IDataObject[] } | { held?: undefined; values: ItemValues };

/** Checks one item just before it is sent. Throws a UserError for one that is refused. */
export async function checkItem(
	state: SafeguardState,
	options: SafeguardOptions,
	values: ItemValues,
	itemIndex: number,
): Promise<CheckedItem> {
	const { operation, context, held, waiting, isRehearsal } = state;
	const message = operation.toPatient?.(values);
	if (!message) {
		state.unchecked++;
		return { values };
	}
	if (options.mostSmsParts) requireShortSms(message, options.mostSmsParts);
	const decide = async () => await decideItem(state, options, message, values, itemIndex);
	const { reason, heldRows } = await sharedDecision(state, values, decide);
	// A look-up that was broken off says nothing of the patient.
	if (reason && state.isCancelled()) throw new NotSentError();
	if (reason?.mayGoFrom && isRehearsal) waiting.set(itemIndex, reason);
	else if (reason) {
		held.set(itemIndex, reason);
		return { held: [heldOutput(context.getInputData()[itemIndex].json, reason)] };
	}
	return { values: leaveOut(state, values, heldRows) };
}

/** Items of the same record share one call, so they share what is decided about it. */
async function sharedDecision(
	{ operation, decisions }: SafeguardState,
	values: ItemValues,
	decide: () => Promise<Decision>,
): Promise<Decision> {
	if (!operation.oncePerRun) return await decide();
	const key = recordKey(values);
	const decision = decisions.get(key) ?? decide();
	decisions.set(key, decision);
	return await decision;
}

async function decideItem(
	state: SafeguardState,
	options: SafeguardOptions,
	message: PatientMessage,
	values: ItemValues,
	itemIndex: number,
): Promise<Decision> {
	const heldRows = await holdPatients(state, options, message, values, itemIndex);
	const count = listedRecipients(state.operation, values)?.length ?? 1;
	const isNobodyLeft = heldRows.length > 0 && heldRows.length === count;
	const reason = isNobodyLeft
		? reasonForAll(heldRows)
		: await holdNow(state, options, message, values, itemIndex);
	return { reason, heldRows };
}

/** Returns the reason of an item whose recipients are all held. */
function reasonForAll([first, ...others]: HeldRow[]): Held {
	if (others.length === 0) return first;
	const text = `All ${others.length + 1} recipients are held. The first of them: ${first.text}`;
	return { ...first, text };
}

async function holdPatients(
	state: SafeguardState,
	options: SafeguardOptions,
	message: PatientMessage,
	values: ItemValues,
	itemIndex: number,
): Promise<HeldRow[]> {
	const { operation } = state;
	const checks: PatientChecks = {
		...{ options, message, findRecord: findRecordFor(state, values, itemIndex) },
		patientsWith: (contact) => patientsWith(state, contact),
		now: realClock.now(),
	};
	// The recipients of a combined batch are items, and a batch that is sent has none in its values.
	if (operation.sendsBatch) return [];
	const persons = personsOf(operation, values);
	const reasons: Array<HeldRow | undefined> = [];
	const isCancelled = () => false;
	await inParallel(persons.length, state.parallel, isCancelled, async (index) => {
		const reason = await holdPatient(persons[index], checks);
		reasons[index] = reason && { ...reason, row: persons[index].row };
	});
	return reasons.filter((reason) => reason !== undefined);
}

/** Leaves held recipients out of a list. The values that were read stay, since they tell what the item means. */
function leaveOut(state: SafeguardState, values: ItemValues, heldRows: HeldRow[]): ItemValues {
	if (heldRows.length === 0) return values;
	const [body, formOnly] = [{ ...values.body }, { ...values.formOnly }];
	const recipients = body.recipients as IDataObject[];
	state.heldRecipients += heldRows.length;
	const heldNumbers = new Set(heldRows.map(({ row }) => row));
	const rows = recipients.map((_, index) => index + 1).filter((row) => !heldNumbers.has(row));
	body.recipients = rows.map((row) => recipients[row - 1]) as typeof body.recipients;
	formOnly.rows = rows;
	formOnly.held_recipients = heldRows.map(({ row, ...reason }) => ({
		row,
		...describeHeld(reason),
	})) as typeof body.recipients;
	return { ...values, body, formOnly };
}

async function holdNow(
	state: SafeguardState,
	{ allowedHours }: SafeguardOptions,
	message: PatientMessage,
	values: ItemValues,
	itemIndex: number,
): Promise<Held | undefined> {
	if (!allowedHours) return undefined;
	const { sendsBatch } = state.operation;
	const read = state.readerFor(values, itemIndex);
	const channel = sendsBatch
		? channelOf(await read(sendsBatch.batch, values.path as IDataObject).catch(() => undefined))
		: message.channel;
	return holdForHours(allowedHours, { ...message, channel }, realClock.now());
}

/** Returns the channel of a batch. An unknown one gets the shorter hours. */
function channelOf(batch: unknown): Channel | undefined {
	const { channel } = (batch ?? {}) as IDataObject;
	return String(channel).toLowerCase() === 'nhs_app' ? 'nhs_app' : undefined;
}
