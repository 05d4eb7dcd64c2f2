import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Operation } from '../form/operation';
import { identifierKey } from '../form/values/identifiers';
import { inputRefused } from './errors';
import type { SendItem } from './itemSender';
import { labelsOf } from './itemSender';
import type { ItemValues } from './parameters';

export interface ReadItem {
	itemIndex: number;
	values: ItemValues;
}

/** Whether one call is made for all items that have these values. */
export const isCombined = ({ combineItems }: Operation, { formOnly }: ItemValues): boolean =>
	combineItems !== undefined && formOnly[combineItems.field] === combineItems.value;

/**
 * The values of the one call for all items. It has one text and one sender: a value that differs is
 * meant for one of them alone, and is refused.
 */
export function combineValues(
	context: IExecuteFunctions,
	operation: Operation,
	items: ReadItem[],
): ReadItem {
	const shared = ({ values: { query, body, practiceGroupId } }: ReadItem) =>
		({ ...query, ...body, practice_group_id: practiceGroupId }) as IDataObject;
	const { combine } = operation.combineItems!;
	const [first, ...others] = items;
	const wanted = shared(first);
	for (const other of others) {
		const given = shared(other);
		const name = Object.keys({ ...wanted, ...given }).find(
			(one) => JSON.stringify(wanted[one]) !== JSON.stringify(given[one]),
		);
		if (name === undefined) continue;
		const refusal = new UserError('differs between the items, which go together in one call', {
			description: 'Nothing was sent. Use the same for all of them.',
		});
		throw inputRefused(
			context.getNode(),
			refusal,
			other.itemIndex,
			labelsOf(operation)[name] ?? name,
		);
	}
	const values = combine(
		items.map((one) => one.values),
		items.map(({ itemIndex }) => itemIndex),
	);
	return { ...first, values };
}

/** Calls that items share. */
export interface SharedCalls {
	sendItem: SendItem;
	/** The item whose call is that of these values, if one was made. */
	madeBy(values: ItemValues): number | undefined;
}

/** Where a call must not happen twice, items that name the same record share its answer. */
export function shareByRecord({ oncePerRun }: Operation, sendItem: SendItem): SharedCalls {
	if (!oncePerRun) return { sendItem, madeBy: () => undefined };
	const calls = new Map<string, { itemIndex: number; rows: Promise<IDataObject[]> }>();
	const keyOf = ({ practiceGroupId = '', path }: ItemValues) =>
		JSON.stringify([practiceGroupId, ...Object.values(path).map(String)].map(identifierKey));
	return {
		async sendItem(values, itemIndex) {
			const key = keyOf(values);
			const call = calls.get(key) ?? { itemIndex, rows: sendItem(values, itemIndex) };
			calls.set(key, call);
			return await call.rows;
		},
		madeBy: (values) => calls.get(keyOf(values))?.itemIndex,
	};
}
