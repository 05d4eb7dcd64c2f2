import { act } from './act.js';
import { badge, byId, element, rowButton } from './dom.js';
import { listItem, liveList } from './liveList.js';
import { toTheSecond } from './times.js';

/** @typedef {import('./rows.d.ts').DeliveryRow} DeliveryRow */

/** Shows the webhook subscriptions. */
export const webhooks = liveList(byId('webhooks'), {
	order: (/** @type {import('./rows.d.ts').WebhookRow} */ { id }) => Number(id),
	draw: ({ id, event, url, group, isSigned }) =>
		listItem(
			element(
				'span',
				{ className: 'main' },
				element('strong', {}, event),
				element('small', {}, `${url}, practice group ${group}`),
			),
			isSigned ? badge('good', 'signed') : badge('off', 'unsigned'),
			rowButton(
				'Drop',
				`Drop the subscription to ${event} of ${url}`,
				() => void act('DELETE', `/webhooks/${id}`),
			),
		),
});

/** Shows the delivery attempts and their responses. */
export const deliveries = liveList(byId('deliveries'), {
	order: (/** @type {DeliveryRow} */ { id }) => -id,
	draw: (row) =>
		listItem(
			element('span', { className: 'when' }, toTheSecond(row.at)),
			element(
				'span',
				{ className: 'main' },
				element('strong', {}, `${row.event} ${row.object_id}`),
				element('small', {}, `${attemptOf(row)}, to ${row.url}`),
			),
			responseOf(row),
			rowButton(
				'Send again',
				`Send ${row.event} ${row.object_id} again`,
				() => void act('POST', `/deliveries/${row.id}/replay`, undefined, 'Sent again.'),
			),
		),
});

/** @type {Record<string, string>} */
const reasons = {
	duplicate: ', a copy',
	resigned_duplicate: ', a copy signed anew',
	replay: ', sent again',
};

/** @param {DeliveryRow} row */
const attemptOf = ({ attempt, reason }) => `attempt ${attempt}${reasons[reason] ?? ''}`;

/** @param {DeliveryRow} row */
function responseOf({ status, code, duration_ms, answer }) {
	const isSuccess = status !== undefined && status >= 200 && status < 300;
	const node = badge(isSuccess ? 'good' : 'bad', `${status ?? code} in ${duration_ms} ms`);
	node.title = answer;
	return node;
}
