import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { PlacedField } from '../form/layout';
import { collectionLabel, placedFields } from '../form/layout';
import { validateMembers, wireValue } from '../form/fields';
import { locatorValue } from '../form/locators';
import type { Operation, ReadContext, Values, WireValue } from '../form/operation';
import { parameterName } from '../form/operation';
import { isEmpty } from '../form/values/text';
import { inputRefused } from './errors';
import { isToolCall } from './toolCall';

export interface ItemValues extends Values {
	practiceGroupId?: string;
	/** Fields whose text looks as if a value was missing. */
	holes?: string[];
}

type ReadValues = Required<Values> & ItemValues;

type ReadParameter = (itemIndex: number) => unknown;

/**
 * Prepares to read an operation's parameters for many items; the function that comes back gives the
 * values of one item under Hero's names. It throws a NodeOperationError for bad input. `isWanted` leaves
 * out fields that need not be read.
 */
export function parameterReader(
	context: IExecuteFunctions,
	operation: Operation,
	isWanted: (placed: PlacedField) => boolean = () => true,
): (itemIndex: number) => ItemValues {
	const timezone = context.getTimezone();
	const forModel = isToolCall(context);
	const fields = placedFields(operation);
	const wanted = inOrderOfReading(fields.filter(isWanted));
	const readable = readableFields(context, operation, wanted);

	return (itemIndex) => {
		const holes: string[] = [];
		const values: ReadValues = { formOnly: {}, path: {}, query: {}, body: {}, optIns: {}, holes };
		const earlierValues = new Map<string, WireValue>();
		for (const { placed, name, conditions, read, readLabel } of readable) {
			if (!conditions.every(([other, of]) => of.includes(earlierValues.get(other) as string)))
				continue;
			const { field, collection } = placed;
			let label = readLabel;
			try {
				const entered = collection ? memberOf(read(itemIndex), name) : read(itemIndex);
				if (entered === notAdded || isLeftOpen(placed, entered, forModel)) continue;
				label = field.label;
				const reportMissingValue = () => holes.push(label);
				const reading = { timezone, now: Date.now(), earlierValues, reportMissingValue };
				const value = wireValue(field, entered, reading);
				earlierValues.set(name, value);
				place(values, placed, gated(placed, value, fields, reading));
			} catch (refusal) {
				throw inputRefused(context.getNode(), refusal, itemIndex, label);
			}
		}
		return values;
	};
}

/** A field with what is worked out of it once for all items. */
interface ReadableField {
	placed: PlacedField;
	name: string;
	conditions: Array<[parameter: string, values: string[]]>;
	read: ReadParameter;
	/** What could not be read where the reading itself fails: a collection is read whole. */
	readLabel: string;
}

function readableFields(
	context: IExecuteFunctions,
	operation: Operation,
	fields: PlacedField[],
): ReadableField[] {
	const names = new Set(fields.map(({ parameter }) => parameter));
	const readers = new Map([...names].map((name) => [name, parameterRead(context, name)]));
	return fields.map((placed) => {
		const { field, collection, parameter, wireName } = placed;
		return {
			placed,
			name: parameterName(wireName),
			conditions: Object.entries(field.shownWhen ?? {}),
			read: readers.get(parameter)!,
			readLabel: collection ? collectionLabel(operation, parameter) : field.label,
		};
	});
}

/** A field may depend on switches, and on what stands on the first level. */
const inOrderOfReading = (fields: PlacedField[]): PlacedField[] => {
	const rank = ({ place, collection }: PlacedField) =>
		place === 'optIns' ? 0 : collection ? 2 : 1;
	return [...fields].sort((one, other) => rank(one) - rank(other));
};

/** Reads as rarely and as little as will do, since n8n copies and resolves at each read. */
export function parameterRead(context: IExecuteFunctions, name: string): ReadParameter {
	const stored = context.getNode().parameters[name];
	// Of a locator only its value counts.
	const isLocator = typeof stored === 'object' && stored !== null && '__rl' in stored;
	const path = isLocator ? `${name}.value` : name;
	const isSame = !hasExpression(stored);
	let last: { item: number; value: unknown } | undefined;
	return (itemIndex) => {
		// A collection is asked for each of its members, one after another.
		const item = isSame ? 0 : itemIndex;
		if (last?.item !== item) {
			last = { item, value: context.getNodeParameter(path, item, null, { skipValidation: true }) };
		}
		return last.value;
	};
}

/** Whether a stored parameter holds an expression, however deep. */
export function hasExpression(stored: unknown): boolean {
	if (typeof stored === 'string') return stored.startsWith('=');
	return typeof stored === 'object' && stored !== null && Object.values(stored).some(hasExpression);
}

const notAdded = Symbol('not added');

/** Optional fields count only when the user added them to their collection. */
function memberOf(collection: unknown, name: string): unknown {
	const members = (collection ?? {}) as IDataObject;
	return name in members ? members[name] : notAdded;
}

/**
 * A choice that only narrows a list on the screen may be left open. A language model fills in blanks where
 * it has nothing to say, so for one a blank optional value was not added.
 */
function isLeftOpen({ place, field }: PlacedField, entered: unknown, forModel: boolean): boolean {
	const mayBeOpen = !field.required && (forModel || place === 'formOnly');
	return mayBeOpen && isEmpty(locatorValue(entered));
}

/** Further members under the name of a field go through the gate of that field. */
function gated(
	{ field, place: part }: PlacedField,
	value: WireValue,
	fields: PlacedField[],
	reading: ReadContext,
): WireValue {
	if (!field.mergeMembers) return value;
	const same = fields.filter(
		({ place: other, field: known }) => other === part && !known.mergeMembers,
	);
	const known = Object.fromEntries(same.map((one) => [one.wireName, one.field]));
	return validateMembers(known, value as IDataObject, reading) as WireValue;
}

function place(values: ReadValues, placed: PlacedField, value: WireValue): void {
	if (placed.place === 'practiceGroup') values.practiceGroupId = value as string;
	else if (placed.field.mergeMembers) Object.assign(values[placed.place], value);
	else values[placed.place][placed.wireName] = value;
}
