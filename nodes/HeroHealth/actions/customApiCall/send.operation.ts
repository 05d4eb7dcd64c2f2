import type { Operation } from '../../form/operation';
import { customRequest } from './customRequest';
import { formOnly } from './send.fields';

export const send: Operation = {
	id: 'customApiCall',
	name: 'Send',
	value: 'send',
	action: 'Make a custom API call',
	description:
		'Make a call to Hero that this node does not offer, with the same credential and safeguards',
	// The request override replaces both. Until then the call counts as a write.
	method: 'POST',
	path: '/',
	formOnly,
	body: {},
	variants: {
		formField: 'answer',
		byValue: { whole: { list: 'whole' }, paged: { list: 'paged' } },
	},
	prepare: customRequest,
};
