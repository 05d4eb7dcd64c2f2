import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { PlacedField } from '../form/layout';
import { placedFields } from '../form/layout';
import { wireValue } from '../form/fields';
import type { Operation, Values, WireValue } from '../form/operation';
import { parameterName } from '../form/operation';
import { inputRefused } from './errors';

export interface ItemValues extends Values {
	practiceGroupId?: string;
}

type ReadParameter = (itemIndex: number) => unknown;

/**
 * Prepares to read an operation's parameters for many items; the function that comes back gives the
 * values of one item under Hero's names. It throws a NodeOperationError for bad input.
 */
export function parameterReader(
	context: IExecuteFunctions,
	operation: Operation,
): (itemIndex: number) => ItemValues {
	const timezone = context.getTimezone();
	const fields = placedFields(operation);
	// What a field may depend on stands on the first level, so that is read first.
	const inOrder = [
		...fields.filter((field) => !field.collection),
		...fields.filter((field) => field.collection),
	];
	const read = new Map(
		fields.map(({ parameter }) => [parameter, parameterRead(context, parameter)]),
	);

	return (itemIndex) => {
		const values: ItemValues = { choices: {}, path: {}, query: {}, body: {} };
		const known = new Map<string, WireValue>();
		for (const placed of inOrder) {
			if (!isShown(placed, known)) continue;
			try {
				const entered = memberOf(placed, read.get(placed.parameter)!, itemIndex);
				if (entered === notAdded || isLeftOpen(placed, entered)) continue;
				const value = wireValue(placed.field, entered, timezone);
				known.set(parameterName(placed.wireName), value);
				place(values, placed, value);
			} catch (refusal) {
				throw inputRefused(context.getNode(), refusal, itemIndex, placed.field.label);
			}
		}
		return values;
	};
}

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

function hasExpression(stored: unknown): boolean {
	if (typeof stored === 'string') return stored.startsWith('=');
	return typeof stored === 'object' && stored !== null && Object.values(stored).some(hasExpression);
}

function isShown({ field }: PlacedField, known: Map<string, WireValue>): boolean {
	const conditions = Object.entries(field.shownWhen ?? {});
	return conditions.every(([name, values]) => values.includes(known.get(name) as string));
}

const notAdded = Symbol('not added');

/** Optional fields count only when the user added them to their collection. */
function memberOf({ collection, wireName }: PlacedField, read: ReadParameter, itemIndex: number) {
	const entered = read(itemIndex);
	if (!collection) return entered;
	const members = (entered ?? {}) as IDataObject;
	const name = parameterName(wireName);
	return name in members ? members[name] : notAdded;
}

/** A choice that only narrows a list on the screen may be left open. */
function isLeftOpen({ place, field }: PlacedField, entered: unknown): boolean {
	const { value = entered } = (entered ?? {}) as { value?: unknown };
	return place === 'choices' && !field.required && (value === '' || value === null);
}

function place(values: ItemValues, placed: PlacedField, value: WireValue): void {
	if (placed.place === 'practiceGroup') values.practiceGroupId = value as string;
	else if (placed.field.spread) Object.assign(values[placed.place], value);
	else values[placed.place][placed.wireName] = value;
}
