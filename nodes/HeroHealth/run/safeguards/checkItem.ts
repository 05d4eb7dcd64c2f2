import type { IDataObject } from 'n8n-workflow';

import type { Channel, PatientMessage } from '../../form/operation';
import { realClock } from '../../transport/clock';
import type { ItemValues } from '../parameters';
import type { PatientChecks } from './checks';
import { holdForHours, holdPatient, requireShortSms } from './checks';
import type { Held } from './held';
import { describeHeld, heldOutput } from './held';
import type { SafeguardOptions } from './options';
import { personsOf } from './persons';
import type { SafeguardState } from './state';
import { findRecordFor } from './state';

/**
 * Checks one item just before it is sent. Returns the output of an item that is held; undefined for one that may be
 * sent. Throws a UserError for one that is refused.
 */
export async function checkItem(
	state: SafeguardState,
	options: SafeguardOptions,
	values: ItemValues,
	itemIndex: number,
): Promise<IDataObject[] | undefined> {
	const { operation, context, held } = state;
	const message = operation.toPatient?.(values);
	if (!message) return undefined;
	if (options.mostSmsParts) requireShortSms(message, options.mostSmsParts);
	const reason =
		(await holdPatients(state, options, message, values, itemIndex)) ??
		(await holdNow(state, options, message, values, itemIndex));
	if (!reason) return undefined;
	held.set(itemIndex, reason);
	return [heldOutput(context.getInputData()[itemIndex].json, reason)];
}

async function holdPatients(
	state: SafeguardState,
	options: SafeguardOptions,
	message: PatientMessage,
	values: ItemValues,
	itemIndex: number,
): Promise<Held | undefined> {
	const { operation, contacts } = state;
	const checks: PatientChecks = {
		...{ options, message, findRecord: findRecordFor(state, values, itemIndex) },
		patientsWith: (contact) => contacts.get(contact)?.size ?? 0,
		now: realClock.now(),
	};
	// The recipients of a combined batch are items, and a batch that is sent has none in its values.
	if (operation.sendsBatch) return undefined;
	const persons = personsOf(operation, values);
	if (!Array.isArray(values.body.recipients)) return await holdPatient(persons[0], checks);
	const heldRows: Array<Held & { row: number }> = [];
	for (const person of persons) {
		const reason = await holdPatient(person, checks);
		if (reason) heldRows.push({ ...reason, row: person.row! });
	}
	return leaveOut(values, heldRows);
}

/** Leaves held recipients out of a list. Returns the first reason if nobody is left. */
function leaveOut(
	{ body, formOnly }: ItemValues,
	heldRows: Array<Held & { row: number }>,
): Held | undefined {
	const recipients = body.recipients as IDataObject[];
	if (heldRows.length === 0) return undefined;
	if (heldRows.length === recipients.length) return heldRows[0];
	const heldNumbers = heldRows.map(({ row }) => row);
	const rows = recipients.map((_, index) => index + 1).filter((row) => !heldNumbers.includes(row));
	body.recipients = rows.map((row) => recipients[row - 1]) as typeof body.recipients;
	formOnly.rows = rows;
	formOnly.held_recipients = heldRows.map(({ row, ...reason }) => ({
		row,
		...describeHeld(reason),
	})) as typeof body.recipients;
	return undefined;
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
	const channel = sendsBatch
		? await channelOf(
				await state.readerFor(values, itemIndex)(sendsBatch.batch, values.path as IDataObject),
			)
		: message.channel;
	return holdForHours(allowedHours, { ...message, channel }, realClock.now());
}

/** Returns the channel of a batch. An unknown one gets the shorter hours. */
function channelOf(batch: unknown): Channel | undefined {
	const { channel } = (batch ?? {}) as IDataObject;
	return String(channel).toLowerCase() === 'nhs_app' ? 'nhs_app' : undefined;
}
