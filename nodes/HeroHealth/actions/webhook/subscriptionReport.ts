import type { IDataObject } from 'n8n-workflow';

import { rejectInput } from '../../form/fields';
import type { Values } from '../../form/operation';
import { compareSubscriptions } from './compareSubscriptions';

/** Makes the output of Check Subscriptions from Hero's list. Throws a UserError for any other response. */
export function subscriptionReport(response: IDataObject, { formOnly }: Values): IDataObject {
	const rows = response.data;
	if (!Array.isArray(rows)) {
		rejectInput('Hero returned no list of webhooks', 'Nothing can be compared.');
	}
	const url = String(formOnly.url).trim();
	const expected = formOnly.events as string[];
	// Rows that are not records are not subscriptions.
	const records = rows.filter(Boolean) as IDataObject[];
	const { missing, stale, elsewhere } = compareSubscriptions(records, url, expected);
	return {
		ok: missing.length + stale.length === 0,
		url: formOnly.url as string,
		expected,
		missing,
		stale: stale.map(({ id, event_type, created_at }) => ({ id, event_type, created_at })),
		elsewhere: elsewhere.map((row) => describeElsewhere(row, url)),
	};
}

/** Describes a webhook of another address without its keys and tokens, which Hero's list contains. */
const describeElsewhere = ({ id, event_type, url, created_at }: IDataObject, expected: string) => ({
	...{ id, event_type, url, created_at },
	same_path: pathOf(url) !== undefined && pathOf(url) === pathOf(expected),
});

const pathOf = (url: unknown): string | undefined =>
	URL.canParse(String(url)) ? new URL(String(url)).pathname : undefined;
