import { identifier, required, select, shownWhen, text } from '../../form/fields';
import type { Fields } from '../../form/operation';

export const formOnly: Fields = {
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
};

export const query: Fields = {
	url: shownWhen(
		{ identifyBy: ['url', 'both'] },
		required(
			text('Link URL', 'The short link as the patient received it', {
				placeholder: 'e.g. https://bookings.herohealth.net/s/abc123',
			}),
		),
	),
	id: shownWhen({ identifyBy: ['id', 'both'] }, required(identifier('Link ID'))),
};
