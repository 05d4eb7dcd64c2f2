import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { PlacedField } from '../form/layout';
import { placedFields } from '../form/layout';
import type { Operation } from '../form/operation';
import { parameterName } from '../form/operation';
import { contactKey } from '../form/values/contacts';
import { identifierKey } from '../form/values/identifiers';
import { inputRefused } from './errors';
import type { ItemValues } from './parameters';

type ReadItem = (itemIndex: number) => ItemValues;

/**
 * Refuses a contact that several patients of the run would share, before any of them gets a message: a
 * fixed number would get the personal links of all. The switch of the field lets it through.
 */
export function refuseSharedContacts(
	context: IExecuteFunctions,
	operation: Operation,
	readItem: ReadItem,
): ReadItem {
	const contacts = placedFields(operation).filter(
		(placed) => placed.field.belongsTo && isAdded(context, placed),
	);
	const itemCount = context.getInputData().length;
	if (contacts.length === 0 || itemCount < 2) return readItem;

	const readOnce = remembered(readItem);
	const owners = new Map<string, Set<string>>();
	for (let itemIndex = 0; itemIndex < itemCount; itemIndex++) {
		const values = valuesIfGood(readOnce, itemIndex);
		for (const { key, owner } of values ? ownedContacts(values, contacts) : []) {
			owners.set(key, (owners.get(key) ?? new Set()).add(owner));
		}
	}
	return (itemIndex) => {
		const values = readOnce(itemIndex);
		for (const { key, label } of ownedContacts(values, contacts)) {
			const patients = owners.get(key)?.size ?? 0;
			if (patients < 2) continue;
			const refusal = new UserError(`is the same for ${patients} patients of this run`, {
				description:
					'Nothing was sent to it. Give each patient their own, or leave the field out to use the contact on the record. If it is meant, such as for a family, add Same Contact for Many Patients under Options.',
			});
			throw inputRefused(context.getNode(), refusal, itemIndex, label);
		}
		return values;
	};
}

/** A collection by expression may have it too. */
function isAdded(context: IExecuteFunctions, { parameter, wireName }: PlacedField): boolean {
	const collection = context.getNode().parameters[parameter];
	if (typeof collection === 'string') return true;
	return Object.keys(collection ?? {}).includes(parameterName(wireName));
}

interface OwnedContact {
	key: string;
	owner: string;
	label: string;
}

function ownedContacts(
	{ body, switches = {} }: ItemValues,
	contacts: PlacedField[],
): OwnedContact[] {
	return contacts.flatMap(({ wireName, field }) => {
		const isLetThrough = Object.keys(field.switches ?? {}).some((name) => switches[name] === true);
		const contact = body[wireName];
		const owner = body[field.belongsTo!];
		if (isLetThrough || typeof contact !== 'string' || typeof owner !== 'string') return [];
		return [{ key: contactKey(contact), owner: identifierKey(owner), label: field.label }];
	});
}

/** Each item is read once: expressions are dear, and may give another value the second time. */
function remembered(readItem: ReadItem): ReadItem {
	const known = new Map<number, () => ItemValues>();
	return (itemIndex) => {
		const read = known.get(itemIndex) ?? outcomeOf(() => readItem(itemIndex));
		known.set(itemIndex, read);
		return read();
	};
}

/** Gives or throws the same each time. */
function outcomeOf<Result>(act: () => Result): () => Result {
	try {
		const result = act();
		return () => result;
	} catch (thrown) {
		return () => {
			throw thrown;
		};
	}
}

function valuesIfGood(readItem: ReadItem, itemIndex: number): ItemValues | undefined {
	try {
		return readItem(itemIndex);
	} catch {
		// It is told when its turn comes.
		return undefined;
	}
}
