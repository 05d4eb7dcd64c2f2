import { badge, byId, element } from './dom.js';
import { listItem, liveList } from './liveList.js';

/** @type {Record<string, import('./dom.js').Color>} */
const colors = { created: 'off', pending: 'warm', sending: 'warm', completed: 'good' };

/** Shows the batch messages and their progress. */
export const batches = liveList(byId('batches'), {
	order: (/** @type {import('./rows.d.ts').BatchRow} */ { id }) => -id,
	draw: ({ name, channel, status, recipients, unknown, sent, failed }) => {
		const total = recipients - unknown;
		const counts = [
			`${sent} of ${total} sent by ${channel}`,
			unknown > 0 && `${unknown} not found`,
			failed > 0 && `${failed} failed`,
		];
		return listItem(
			element('strong', { className: 'main' }, name),
			badge(colors[status] ?? 'off', status),
			element('progress', {
				max: Math.max(1, total),
				value: sent + failed,
				attributes: { 'aria-label': `Progress of ${name}` },
			}),
			element('small', {}, counts.filter(Boolean).join(', ')),
		);
	},
});
