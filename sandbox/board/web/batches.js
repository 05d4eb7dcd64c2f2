import { badge, byId, element } from './dom.js';
import { listItem, liveList } from './liveList.js';

const colours = { created: 'off', pending: 'warm', sending: 'warm', completed: 'good' };

/** The batch messages, with how far each has come. */
export const batches = liveList(byId('batches'), {
	order: ({ id }) => -id,
	draw: ({ name, channel, status, recipients, unknown, sent, failed }) => {
		const most = recipients - unknown;
		const told = [
			`${sent} of ${most} sent by ${channel}`,
			unknown > 0 && `${unknown} not found`,
			failed > 0 && `${failed} failed`,
		];
		return listItem(
			element('strong', { className: 'main' }, name),
			badge(colours[status] ?? 'off', status),
			element('progress', {
				max: Math.max(1, most),
				value: sent + failed,
				attributes: { 'aria-label': `Progress of ${name}` },
			}),
			element('small', {}, told.filter(Boolean).join(', ')),
		);
	},
});
