import type { IDataObject } from 'n8n-workflow';

import type { ItemValues } from '../parameters';
import { readIfValid } from '../parameters';
import { inParallel } from '../concurrency';
import { recordKey } from '../recordKey';
import { pageSize, listRows } from '../../transport/pagination';
import { contactsOf } from './checks';
import { personKey } from './patientRecords';
import { personsOf } from './persons';
import { safeguardError } from './options';
import { addContact, findRecordFor, type SafeguardState } from './state';

/** Runs `look` for each item that can be read and was not sent before. */
async function eachItem(
	{ context, readValues, isSent, isCancelled, parallel }: SafeguardState,
	look: (values: ItemValues, itemIndex: number) => Promise<void>,
): Promise<void> {
	const count = context.getInputData().length;
	await inParallel(count, parallel, isCancelled, async (itemIndex) => {
		const values = isSent(itemIndex) ? undefined : readIfValid(readValues, itemIndex);
		if (values) await look(values, itemIndex);
	});
}

/** Counts the messages of each item, by its index. Throws a NodeOperationError if a batch cannot be counted. */
export async function countMessages(
	state: SafeguardState,
	most: number,
): Promise<Map<number, number>> {
	const { operation } = state;
	const counts = new Map<number, number>();
	const counted = new Set<unknown>();
	await eachItem(state, async (values, itemIndex) => {
		if (!operation.toPatient?.(values)) return;
		const record = operation.oncePerRun ? recordKey(values) : itemIndex;
		if (counted.has(record)) return;
		counted.add(record);
		const count = operation.sendsBatch
			? await countRecipients(state, operation.sendsBatch.recipients, values, itemIndex, most)
			: personsOf(operation, values).length;
		counts.set(itemIndex, count);
	});
	return counts;
}

async function countRecipients(
	{ context, readerFor }: SafeguardState,
	path: string,
	values: ItemValues,
	itemIndex: number,
	most: number,
): Promise<number> {
	const read = readerFor(values, itemIndex);
	const fetchPage = async (page_index: number) => {
		const page = await read(path, values.path as IDataObject, { page_index, page_size: pageSize });
		// A batch that a rehearsal made up has its recipients itself.
		return (page as { recipients?: unknown } | undefined)?.recipients ?? page;
	};
	try {
		return (await listRows(fetchPage, most + 1)).length;
	} catch (thrown) {
		throw safeguardError(context, 'Most Messages in One Run', thrown);
	}
}

/** Looks up all patients of the run, and notes who has which contact. */
export async function collectContacts(state: SafeguardState): Promise<void> {
	const { operation } = state;
	await eachItem(state, async (values, itemIndex) => {
		const message = operation.toPatient?.(values);
		if (!message) return;
		const findRecord = findRecordFor(state, values, itemIndex);
		const persons = personsOf(operation, values);
		await inParallel(persons.length, state.parallel, state.isCancelled, async (index) => {
			const person = persons[index];
			const key = personKey(person);
			if (key === undefined) return;
			for (const contact of contactsOf(person, message, await findRecord(person))) {
				addContact(state, values, contact, key);
			}
		});
	});
}
