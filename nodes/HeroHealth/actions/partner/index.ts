import type { Resource } from '../../form/operation';
import { getHeidiToken } from './getHeidiToken.operation';

export const partner: Resource = {
	name: 'Partner',
	value: 'partner',
	description: 'Tokens of partner products',
	operations: [getHeidiToken],
};
