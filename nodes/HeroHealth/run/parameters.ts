import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { PlacedField } from '../form/layout';
import { collectionLabel, placedFields } from '../form/layout';
import { validateMembers, wireValue } from '../form/fields';
import { locatorValue } from '../form/locators';
import type { Operation, ReadContext, Values, WireValue } from '../form/operation';
import { parameterName } from '../form/operation';
import { isEmpty } from '../form/values/text';
import type { Clock } from '../transport/clock';
import { realClock } from '../transport/clock';
import { toItemError } from './errors';
import { isToolCall } from './toolContext';

/** The values of one item and the practice group that it acts for. */
export interface ItemValues extends Values {
	practiceGroupId?: string;
	/** Labels of fields with a text that seems to lack a value. */
	missingValues?: string[];
}

type ReadValues = Required<Values> & ItemValues;

type ReadParameter = (itemIndex: number) => unknown;

/**
 * Creates a reader of an operation's parameters. The reader returns the values of one item under Hero's names,
 * and throws a NodeOperationError for bad input. It skips fields for which `isWanted` returns false.
 */
export function parameterReader(
	context: IExecuteFunctions,
	operation: Operation,
	isWanted: (placed: PlacedField) => boolean = () => true,
	clock: Clock = realClock,
): (itemIndex: number) => ItemValues {
	const timezone = context.getTimezone();
	const forModel = isToolCall(context);
	const fields = placedFields(operation);
	const wanted = inReadingOrder(fields.filter(isWanted));
	const readable = readableFields(context, operation, wanted);

	return (itemIndex) => {
		const missingValues: string[] = [];
		const sections = { formOnly: {}, path: {}, query: {}, body: {}, optIns: {} };
		const values: ReadValues = { ...sections, missingValues };
		const earlierValues = new Map<string, WireValue>();
		for (const { placed, name, conditions, read, readLabel } of readable) {
			if (!conditions.every(([parameter, allowed]) => allowed.has(earlierValues.get(parameter))))
				continue;
			const { field, collection } = placed;
			let label = readLabel;
			try {
				const entered = collection ? memberOf(read(itemIndex), name) : read(itemIndex);
				if (entered === notAdded || isOmitted(placed, entered, forModel)) continue;
				label = field.label;
				const reportMissingValue = () => missingValues.push(label);
				const readContext = { timezone, now: clock.now(), earlierValues, reportMissingValue };
				const value = wireValue(field, entered, readContext);
				earlierValues.set(name, value);
				addValue(values, placed, checkedMembers(placed, value, fields, readContext));
			} catch (thrown) {
				throw toItemError(context.getNode(), thrown, itemIndex, label);
			}
		}
		return values;
	};
}

/** Reads an item; undefined if that cannot be done. Its error is reported when the item itself runs. */
export function readIfValid(
	read: (itemIndex: number) => ItemValues,
	itemIndex: number,
): ItemValues | undefined {
	try {
		return read(itemIndex);
	} catch {
		return undefined;
	}
}

/** A field with the facts that are the same for every item, computed once. */
interface ReadableField {
	placed: PlacedField;
	name: string;
	/** The field is read if each of these parameters has one of its values. */
	conditions: Array<[parameter: string, values: Set<WireValue | undefined>]>;
	read: ReadParameter;
	/** The label for an error while reading: that of the collection, which is read as a whole, or of the field. */
	readLabel: string;
}

function readableFields(
	context: IExecuteFunctions,
	operation: Operation,
	fields: PlacedField[],
): ReadableField[] {
	const names = new Set(fields.map(({ parameter }) => parameter));
	const readers = new Map([...names].map((name) => [name, createParameterReader(context, name)]));
	return fields.map((placed) => {
		const { field, collection, parameter, wireName } = placed;
		return {
			placed,
			name: parameterName(wireName),
			conditions: Object.entries(field.shownWhen ?? {}).map(([conditionName, allowed]) => [
				conditionName,
				new Set<WireValue | undefined>(allowed),
			]),
			read: readers.get(parameter)!,
			readLabel: collection ? collectionLabel(operation, parameter) : field.label,
		};
	});
}

/** Sorts opt-ins first, then the first level of the form, because other fields may depend on them. */
const inReadingOrder = (fields: PlacedField[]): PlacedField[] => {
	const rank = ({ place, collection }: PlacedField) =>
		place === 'optIns' ? 0 : collection ? 2 : 1;
	return [...fields].sort((a, b) => rank(a) - rank(b));
};

/**
 * Creates a reader of a parameter, or of a member of a collection by "collection.member". It reads as rarely as
 * possible, because n8n copies and resolves the parameter at each read, and returns null if the form does not show the
 * parameter.
 */
export function createParameterReader(context: IExecuteFunctions, name: string): ReadParameter {
	const stored = storedParameter(context, name);
	// A resource locator is read by its value alone.
	const isLocator = typeof stored === 'object' && stored !== null && '__rl' in stored;
	const path = isLocator ? `${name}.value` : name;
	const isSameForAll = !hasExpression(stored);
	let last: { item: number; value: unknown } | undefined;
	return (itemIndex) => {
		// A collection is read once for each of its members, so the last value is kept.
		const item = isSameForAll ? 0 : itemIndex;
		if (last?.item !== item) {
			last = { item, value: context.getNodeParameter(path, item, null, { skipValidation: true }) };
		}
		return last.value;
	};
}

/** Returns a parameter as it is stored, with its expressions. */
const storedParameter = (context: IExecuteFunctions, name: string): unknown =>
	name
		.split('.')
		.reduce<unknown>(
			(part, key) => (part as IDataObject | undefined)?.[key],
			context.getNode().parameters,
		);

/** True if a stored parameter holds an expression at any depth. */
export function hasExpression(stored: unknown): boolean {
	if (typeof stored === 'string') return stored.startsWith('=');
	return typeof stored === 'object' && stored !== null && Object.values(stored).some(hasExpression);
}

const notAdded = Symbol('not added');

/** Returns the value of an optional field, or `notAdded` if the user did not add it to its collection. */
function memberOf(collection: unknown, name: string): unknown {
	const members = (collection ?? {}) as IDataObject;
	return name in members ? members[name] : notAdded;
}

/**
 * True if a blank value counts as not added. That holds for a choice that only filters a list on the screen. In
 * a tool call it holds for all optional fields, since a language model fills in blanks if it has no value.
 */
function isOmitted({ place, field }: PlacedField, entered: unknown, forModel: boolean): boolean {
	const mayBeBlank = !field.required && (forModel || place === 'formOnly');
	return mayBeBlank && isEmpty(locatorValue(entered));
}

/** Validates additional members by the known field of the same name. */
function checkedMembers(
	{ field, place }: PlacedField,
	value: WireValue,
	fields: PlacedField[],
	readContext: ReadContext,
): WireValue {
	if (!field.mergeMembers) return value;
	const known = fields.filter((placed) => placed.place === place && !placed.field.mergeMembers);
	const knownFields = Object.fromEntries(known.map((placed) => [placed.wireName, placed.field]));
	return validateMembers(knownFields, value as IDataObject, readContext) as WireValue;
}

function addValue(values: ReadValues, placed: PlacedField, value: WireValue): void {
	if (placed.place === 'practiceGroup') values.practiceGroupId = value as string;
	else if (placed.field.mergeMembers) Object.assign(values[placed.place], value);
	else values[placed.place][placed.wireName] = value;
}

/** Returns the labels on the screen by Hero's names. */
export const fieldLabels = (operation: Operation): Record<string, string> =>
	Object.fromEntries(placedFields(operation).map(({ wireName, field }) => [wireName, field.label]));
