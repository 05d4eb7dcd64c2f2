import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Operation } from '../form/operation';
import { toItemError } from './errors';
import type { SendItem } from './itemSender';
import type { ItemValues } from './parameters';
import { fieldLabels } from './parameters';
import { recordKey } from './recordKey';

/** An input item whose parameters were read. */
export interface ReadItem {
	itemIndex: number;
	values: ItemValues;
}

/** True if items with these values are combined into one call. */
export const isCombined = ({ combineItems: combining }: Operation, { formOnly }: ItemValues) =>
	combining !== undefined && formOnly[combining.field] === combining.value;

/**
 * Combines the values of all items into those of one call, under the index of the first item. Throws a
 * NodeOperationError for a shared value, such as the text, that differs between items.
 */
export function combineItems(
	context: IExecuteFunctions,
	operation: Operation,
	items: ReadItem[],
): ReadItem {
	const [first, ...furtherItems] = items;
	const expected = sharedValues(first);
	for (const item of furtherItems) {
		const actual = sharedValues(item);
		const name = Object.keys({ ...expected, ...actual }).find(
			(key) => JSON.stringify(expected[key]) !== JSON.stringify(actual[key]),
		);
		if (name === undefined) continue;
		const error = new UserError('differs between the items, which are combined into one call', {
			description: 'Nothing was sent. Use the same value for all items.',
		});
		const label = fieldLabels(operation)[name] ?? name;
		throw toItemError(context.getNode(), error, item.itemIndex, label);
	}
	const values = operation.combineItems!.combine(
		items.map((item) => item.values),
		items.map(({ itemIndex }) => itemIndex),
	);
	return { ...first, values };
}

/** Values that a combined call has only once. */
const sharedValues = ({ values: { query, body, practiceGroupId } }: ReadItem): IDataObject => ({
	...query,
	...body,
	practice_group_id: practiceGroupId,
});

/** Calls that items of the same record share. */
interface SharedCalls {
	sendItem: SendItem;
	/** The index of the item that made the call for the record of these values; undefined without a call. */
	firstItemFor(values: ItemValues): number | undefined;
}

/** Shares one response among items that name the same record, if the call must not happen twice. */
export function shareByRecord({ oncePerRun }: Operation, sendItem: SendItem): SharedCalls {
	if (!oncePerRun) return { sendItem, firstItemFor: () => undefined };
	const calls = new Map<string, { itemIndex: number; records: Promise<IDataObject[]> }>();
	return {
		async sendItem(values, itemIndex) {
			const key = recordKey(values);
			const call = calls.get(key) ?? { itemIndex, records: sendItem(values, itemIndex) };
			calls.set(key, call);
			return await call.records;
		},
		firstItemFor: (values) => calls.get(recordKey(values))?.itemIndex,
	};
}
