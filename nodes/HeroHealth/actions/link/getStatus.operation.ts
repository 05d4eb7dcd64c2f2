import { identifier, required, select, shownWhen, text } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getStatus: Operation = {
	id: 'getLinkStatus',
	name: 'Get Link Status',
	value: 'getStatus',
	action: 'Get the status of a link',
	description: 'Get the kind of a link, and whether it was used or has expired',
	method: 'GET',
	path: '/v1/links/status',
	formOnly: {
		identify_by: required(
			select(
				'Identify By',
				'What identifies the link. Hero documents the call with both values, and not whether one is enough',
				[
					['url', 'URL'],
					['id', 'ID'],
					['both', 'URL and ID'],
				],
			),
		),
	},
	query: {
		url: shownWhen(
			{ identifyBy: ['url', 'both'] },
			required(
				text('Link URL', 'The short link as the patient got it', {
					placeholder: 'e.g. https://bookings.herohealth.net/s/abc123',
				}),
			),
		),
		id: shownWhen({ identifyBy: ['id', 'both'] }, required(identifier('Link ID'))),
	},
};
