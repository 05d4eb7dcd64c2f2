import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { PlacedField } from '../form/layout';
import { placedFields } from '../form/layout';
import type { ContactOwner, Operation } from '../form/operation';
import { parameterName } from '../form/operation';
import { contactKey } from '../form/values/contacts';
import { identifierKey } from '../form/values/identifiers';
import { createYield } from './concurrency';
import { toItemError } from './errors';
import type { ItemValues } from './parameters';
import { hasExpression, parameterReader, readIfValid } from './parameters';

type OwnedField = PlacedField & { field: { contactOwner: ContactOwner } };

/** Throws a NodeOperationError if an item's contact is also the contact of other people. */
export type CheckContacts = (values: ItemValues, itemIndex: number) => void;

/**
 * Creates a check that throws a NodeOperationError for a contact shared by several patients. It reads the contacts
 * of all items before any message is sent, because a fixed number would receive the personal links of all
 * patients. An opt-in of the field allows shared contacts.
 */
export async function contactChecker(
	context: IExecuteFunctions,
	operation: Operation,
	isCancelled: () => boolean,
): Promise<CheckContacts> {
	const owned = placedFields(operation).filter(
		(placed): placed is OwnedField =>
			Boolean(placed.field.contactOwner) && isAdded(context, placed),
	);
	if (owned.length === 0) return () => undefined;
	const fixed = owned.filter((placed) => isFixed(context, placed));
	const unique = owned.filter(({ field }) => !field.contactOwner.mayBeShared);
	const owners = await readOwners(context, operation, unique, isCancelled);
	return (values, itemIndex) => {
		for (const placed of owned) {
			const contact = ownedContact(values, placed);
			if (!contact || isSharingAllowed(values, placed)) continue;
			const isSameForAll = fixed.includes(placed);
			const count = owners.get(contact.key)?.size ?? 1;
			if (!isSameForAll && count < 2) continue;
			const message = isSameForAll
				? 'is fixed, so it is the same for everybody'
				: `is the same for ${count} patients of this run`;
			const error = new UserError(message, { description: advice });
			throw toItemError(context.getNode(), error, itemIndex, placed.field.label);
		}
	};
}

const advice =
	'Nothing was sent for this item. Use an expression that gives each person their own. If people share it on purpose, such as a family, add Same Contact for Many Patients under Options.';

/** Maps each contact to the people for whom the items name it. */
async function readOwners(
	context: IExecuteFunctions,
	operation: Operation,
	contacts: OwnedField[],
	isCancelled: () => boolean,
): Promise<Map<string, Set<string>>> {
	const owners = new Map<string, Set<string>>();
	const count = contacts.length > 0 ? context.getInputData().length : 0;
	const read = parameterReader(context, operation, (placed) => isNeeded(placed, contacts));
	const yieldToOthers = createYield();
	for (let item = 0; count > 1 && item < count && !isCancelled(); item++) {
		await yieldToOthers();
		const values = readIfValid(read, item);
		for (const placed of values ? contacts : []) {
			const contact = ownedContact(values!, placed);
			if (!contact) continue;
			owners.set(contact.key, (owners.get(contact.key) ?? new Set()).add(contact.owner));
		}
	}
	return owners;
}

/** True if a field must be read to know the contacts and their owners. */
const isNeeded = (placed: PlacedField, contacts: OwnedField[]): boolean =>
	contacts.some(
		({ wireName, field }) =>
			placed.wireName === wireName || field.contactOwner.identifiedBy.includes(placed.wireName),
	) ||
	placed.place === 'practiceGroup' ||
	placed.field.property.type === 'options';

function isAdded(context: IExecuteFunctions, { parameter, collection, wireName }: PlacedField) {
	const stored = context.getNode().parameters[parameter];
	if (!collection) return stored !== undefined;
	return Object.keys(stored ?? {}).includes(parameterName(wireName));
}

/** True if a contact was typed in while its owner comes from the items. */
function isFixed(context: IExecuteFunctions, { parameter, wireName, field }: OwnedField): boolean {
	const { parameters } = context.getNode();
	const stored = parameters[parameter];
	const members = typeof stored === 'object' ? (stored as Record<string, unknown>) : {};
	const contact = members[parameterName(wireName)] ?? stored;
	const owners = field.contactOwner.identifiedBy.map((name) => parameters[parameterName(name)]);
	return !hasExpression(contact) && owners.some(hasExpression);
}

/** The keys of an item's contact and of its owner; undefined if one of them is missing. */
function ownedContact({ body, practiceGroupId }: ItemValues, { wireName, field }: OwnedField) {
	const contact = body[wireName];
	const names = field.contactOwner.identifiedBy.map((name) => body[name]);
	if (typeof contact !== 'string' || !names.every((name) => typeof name === 'string')) return;
	const owner = names.map((name) => identifierKey(String(name)));
	return { key: contactKey(contact), owner: JSON.stringify([practiceGroupId, ...owner]) };
}

const isSharingAllowed = ({ optIns = {} }: ItemValues, { field }: OwnedField): boolean =>
	Object.keys(field.optIns ?? {}).some((name) => optIns[name] === true);
