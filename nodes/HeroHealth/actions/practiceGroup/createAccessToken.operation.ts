import type { Operation } from '../../form/operation';

export const createAccessToken: Operation = {
	id: 'createAccessToken',
	name: 'Create Access Token',
	value: 'createAccessToken',
	action: 'Create an access token for a practice group',
	description:
		'Create a token that authenticates a Hero Element for 30 minutes. Create it just before it is used.',
	method: 'POST',
	path: '/v1/access_token',
	needsFreshResponse: true,
	returnsSecret: true,
	rehearsal: { refusal: 'A made-up token would open nothing.' },
};
