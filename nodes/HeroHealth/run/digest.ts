import { createHash, createHmac } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import type { Operation, Values } from '../form/operation';
import { connectionOf } from '../transport/connection';
import type { ItemValues } from './parameters';

/**
 * Returns a keyed digest of a JSON value: 22 characters that tell nothing without the secret. Throws a UserError for
 * a credential that cannot be used.
 */
export type Digest = (value: unknown) => Promise<string>;

/**
 * Creates the digest of a run. Its key comes from the API key of the credential, which n8n stores encrypted, so
 * nobody can test guesses with n8n's database alone.
 */
export const createDigest =
	(context: IExecuteFunctions): Digest =>
	async (value) => {
		const { digestSecret } = await connectionOf(context);
		const digest = createHmac('sha256', digestSecret).update(stableText(value));
		return digest.digest('base64url').slice(0, 22);
	};

/** The meaning of a write. Two runs that would send the same have the same one. */
export interface WriteMeaning {
	operationId: string;
	/** The base URL and the practice group. */
	practice: unknown;
	values: Pick<ItemValues, 'path' | 'query' | 'body' | 'formOnly'>;
	/** The hash of the file that is sent, if there is one. */
	file?: string;
}

export type Meaning = (values: ItemValues, itemIndex: number) => Promise<WriteMeaning>;

/**
 * Prepares the meaning of each item's write. Its parts must stay the same between versions of this package, because
 * digests of them are remembered for months.
 */
export const createMeaning =
	(context: IExecuteFunctions, { id: operationId }: Operation): Meaning =>
	async (itemValues, itemIndex) => {
		const { baseURL, practiceGroupId } = await connectionOf(context);
		const { path, query, body, formOnly } = itemValues;
		const practice = [baseURL, itemValues.practiceGroupId ?? practiceGroupId];
		const values = { path, query, body, formOnly };
		const file = await fileHash(context, itemValues, itemIndex);
		return { operationId, practice, values, ...(file ? { file } : {}) };
	};

/** Returns the hash of the file that an item sends; undefined if it sends none. */
async function fileHash(
	context: IExecuteFunctions,
	{ formOnly }: Values,
	itemIndex: number,
): Promise<string | undefined> {
	const { data_field: dataField } = formOnly;
	const { binary } = context.getInputData()[itemIndex];
	if (typeof dataField !== 'string' || !binary?.[dataField]) return undefined;
	const content = await context.helpers.getBinaryDataBuffer(itemIndex, dataField);
	return createHash('sha256').update(content).digest('hex');
}

/** Writes a JSON value in a form that does not depend on the order of its keys. */
const stableText = (value: unknown): string => JSON.stringify(sorted(value)) ?? '';

function sorted(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(sorted);
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
}
