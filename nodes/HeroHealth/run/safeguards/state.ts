import type { IExecuteFunctions } from 'n8n-workflow';

import type { Operation } from '../../form/operation';
import { realClock } from '../../transport/clock';
import type { ItemValues } from '../parameters';
import type { Held } from './held';
import type { FindRecord, ReadHero } from './patientRecords';
import { createPatientRecords } from './patientRecords';

/** The parts of a run that its safeguards need. */
export interface SafeguardContext {
	context: IExecuteFunctions;
	operation: Operation;
	/** Reads the values of an item. Throws an item error for bad input. */
	readValues(itemIndex: number): ItemValues;
	/** True for an item that an earlier try sent. */
	isSent(itemIndex: number): boolean;
	/** True for an item that an earlier try perhaps sent, and that is sent again. */
	isSentAgain(itemIndex: number): boolean;
	/** Returns a function that sends GET requests for an item. */
	readerFor(values: ItemValues, itemIndex: number): ReadHero;
	isCancelled(): boolean;
	/** True if the run only rehearses. */
	isRehearsal: boolean;
	/** The highest number of look-ups at once. */
	parallel: number;
}

/** A recipient who is held, with the number of the row in a list. */
export type HeldRow = Held & { row?: number };

/** Why an item is held, if it is, and which of its recipients are. */
export interface Decision {
	reason?: Held;
	heldRows: HeldRow[];
}

/** What the safeguards of a run remember. */
export interface SafeguardState extends SafeguardContext {
	/** Why items are held, by their index. */
	held: Map<number, Held>;
	/** Why a live run would hold items with which a rehearsal goes on, by their index. */
	waiting: Map<number, Held>;
	/** What was decided about records whose items share one call. */
	decisions: Map<string, Promise<Decision>>;
	/** The number of items that are for no single patient. */
	unchecked: number;
	/** The number of recipients who were left out of lists. */
	heldRecipients: number;
	/** The patients of this run by contact, both in one spelling. */
	contacts: Map<string, Set<string>>;
	/** The look-ups of patients, by practice group. */
	records: Map<string, FindRecord>;
}

/** Returns the look-up of patients for the practice group of an item. */
export function findRecordFor(
	{ records, readerFor }: SafeguardState,
	values: ItemValues,
	itemIndex: number,
): FindRecord {
	const group = values.practiceGroupId ?? '';
	const known = records.get(group) ?? createPatientRecords(readerFor(values, itemIndex), realClock);
	records.set(group, known);
	return known;
}

/** Notes that a patient of the practice group of an item has a contact. */
export function addContact(
	{ contacts }: SafeguardState,
	{ practiceGroupId = '' }: ItemValues,
	contact: string,
	patient: string,
): void {
	// One ID names different patients in different practice groups.
	const key = JSON.stringify([practiceGroupId, patient]);
	contacts.set(contact, (contacts.get(contact) ?? new Set()).add(key));
}

/** Returns the number of patients of this run who have a contact. */
export const patientsWith = ({ contacts }: SafeguardState, contact: string): number =>
	contacts.get(contact)?.size ?? 0;
