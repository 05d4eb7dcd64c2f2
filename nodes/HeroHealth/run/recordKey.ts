import { identifierKey } from '../form/values/identifiers';
import type { ItemValues } from './parameters';

/** Returns a key that is equal for items that name the same record. */
export const recordKey = ({ practiceGroupId = '', path }: ItemValues): string =>
	JSON.stringify([practiceGroupId, ...Object.values(path).map(String)].map(identifierKey));
