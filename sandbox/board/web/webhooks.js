import { act } from './act.js';
import { badge, byId, element, rowButton } from './dom.js';
import { listItem, liveList } from './liveList.js';
import { toTheSecond } from './times.js';

/** Who wants to know of what. */
export const webhooks = liveList(byId('webhooks'), {
	order: ({ id }) => Number(id),
	draw: ({ id, event, url, group, isSigned }) =>
		listItem(
			element(
				'span',
				{ className: 'main' },
				element('strong', {}, event),
				element('small', {}, `${url}, practice group ${group}`),
			),
			isSigned ? badge('good', 'signed') : badge('off', 'unsigned'),
			rowButton('Drop', `Drop the subscription to ${event} of ${url}`, () =>
				act('DELETE', `/webhooks/${id}`),
			),
		),
});

/** What was sent to them, and what they answered. */
export const deliveries = liveList(byId('deliveries'), {
	order: ({ id }) => -id,
	draw: (row) =>
		listItem(
			element('span', { className: 'when' }, toTheSecond(row.at)),
			element(
				'span',
				{ className: 'main' },
				element('strong', {}, `${row.event} ${row.object_id}`),
				element('small', {}, `${tryOf(row)}, to ${row.url}`),
			),
			answerOf(row),
			rowButton('Send again', `Send ${row.event} ${row.object_id} again`, () =>
				act('POST', `/deliveries/${row.id}/replay`, undefined, 'Sent again.'),
			),
		),
});

const reasons = {
	duplicate: ', a copy',
	resigned_duplicate: ', a copy signed anew',
	replay: ', sent again',
};

const tryOf = ({ attempt, reason }) => `try ${attempt}${reasons[reason] ?? ''}`;

function answerOf({ status, code, duration_ms, answer }) {
	const isTaken = status >= 200 && status < 300;
	const node = badge(isTaken ? 'good' : 'bad', `${status ?? code} in ${duration_ms} ms`);
	node.title = answer;
	return node;
}
