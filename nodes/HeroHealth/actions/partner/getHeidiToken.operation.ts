import type { Operation } from '../../form/operation';

export const getHeidiToken: Operation = {
	id: 'getHeidiToken',
	name: 'Get Heidi Token',
	value: 'getHeidiToken',
	action: 'Get a Heidi token for a partner',
	description:
		'Get a token for the AI scribe Heidi. Hero asks for an admin, so a key alone may be refused.',
	method: 'GET',
	path: '/v1/partners/heidi/token',
	returnsSecret: true,
};
