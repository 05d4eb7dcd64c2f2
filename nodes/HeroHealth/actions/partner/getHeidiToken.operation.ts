import type { Operation } from '../operation';

export const getHeidiToken: Operation = {
	id: 'getHeidiToken',
	name: 'Get Heidi Token',
	value: 'getHeidiToken',
	action: 'Get a Heidi token for a partner',
	description:
		'Get a token for the AI scribe Heidi. It needs an admin, whom a plain key may not have.',
	method: 'GET',
	path: '/v1/partners/heidi/token',
};
