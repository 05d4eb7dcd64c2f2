import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep, UserError } from 'n8n-workflow';

import type { PlacedField } from '../form/layout';
import { placedFields } from '../form/layout';
import type { ContactOwner, Operation } from '../form/operation';
import { parameterName } from '../form/operation';
import { contactKey } from '../form/values/contacts';
import { identifierKey } from '../form/values/identifiers';
import { inputRefused } from './errors';
import type { ItemValues } from './parameters';
import { hasExpression, parameterReader } from './parameters';

type OwnedField = PlacedField & { field: { contactOwner: ContactOwner } };

/** Throws a NodeOperationError where the contact of an item is that of other people, too. */
type CheckContacts = (values: ItemValues, itemIndex: number) => void;

/** How long items are read without a pause for the rest of n8n, in milliseconds. */
const longestStretch = 2;

/**
 * Looks through the contacts of all items before any of them gets a message: a fixed number would get the
 * personal links of all patients. The switch of the field lets it through.
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
	const owners = await ownersOf(context, operation, unique, isCancelled);
	return (values, itemIndex) => {
		for (const placed of owned) {
			const contact = ownedContact(values, placed);
			if (!contact || isLetThrough(values, placed)) continue;
			const count = owners.get(contact.key)?.size ?? 1;
			const reason = fixed.includes(placed)
				? 'is fixed, so it is the same for everybody'
				: `is the same for ${count} patients of this run`;
			if (!fixed.includes(placed) && count < 2) continue;
			const refusal = new UserError(reason, { description: advice });
			throw inputRefused(context.getNode(), refusal, itemIndex, placed.field.label);
		}
	};
}

const advice =
	'Nothing was sent for this item. Give each person their own by an expression. If it is meant, such as for a family, add Same Contact for Many Patients under Options.';

/** For each contact the people whom the items give it to. */
async function ownersOf(
	context: IExecuteFunctions,
	operation: Operation,
	contacts: OwnedField[],
	isCancelled: () => boolean,
): Promise<Map<string, Set<string>>> {
	const owners = new Map<string, Set<string>>();
	const count = contacts.length > 0 ? context.getInputData().length : 0;
	const read = parameterReader(context, operation, (placed) => decides(placed, contacts));
	let paused = Date.now();
	for (let item = 0; count > 1 && item < count && !isCancelled(); item++) {
		if (Date.now() - paused > longestStretch) {
			await sleep(0);
			paused = Date.now();
		}
		const values = valuesIfGood(read, item);
		for (const placed of values ? contacts : []) {
			const contact = ownedContact(values!, placed);
			if (!contact) continue;
			owners.set(contact.key, (owners.get(contact.key) ?? new Set()).add(contact.owner));
		}
	}
	return owners;
}

/** What has to be read of all items to know the contacts and whose they are. */
const decides = (placed: PlacedField, contacts: OwnedField[]): boolean =>
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

/** It is typed in, and whose it is comes from the items. */
function isFixed(context: IExecuteFunctions, { parameter, wireName, field }: OwnedField): boolean {
	const { parameters } = context.getNode();
	const stored = parameters[parameter];
	const members = typeof stored === 'object' ? (stored as Record<string, unknown>) : {};
	const contact = members[parameterName(wireName)] ?? stored;
	const owners = field.contactOwner.identifiedBy.map((name) => parameters[parameterName(name)]);
	return !hasExpression(contact) && owners.some(hasExpression);
}

/** The contact of an item and whose it is; undefined where one of them is missing. */
function ownedContact({ body, practiceGroupId }: ItemValues, { wireName, field }: OwnedField) {
	const contact = body[wireName];
	const names = field.contactOwner.identifiedBy.map((name) => body[name]);
	if (typeof contact !== 'string' || !names.every((name) => typeof name === 'string')) return;
	const owner = names.map((name) => identifierKey(String(name)));
	return { key: contactKey(contact), owner: JSON.stringify([practiceGroupId, ...owner]) };
}

const isLetThrough = ({ optIns = {} }: ItemValues, { field }: OwnedField): boolean =>
	Object.keys(field.optIns ?? {}).some((name) => optIns[name] === true);

/** An item that cannot be read is told when its turn comes. */
function valuesIfGood(
	read: (itemIndex: number) => ItemValues,
	itemIndex: number,
): ItemValues | undefined {
	try {
		return read(itemIndex);
	} catch {
		return undefined;
	}
}
