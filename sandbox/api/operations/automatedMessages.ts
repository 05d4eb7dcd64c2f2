import { noticeStatus, type Notice } from '../../practice/automatedMessages';
import { found } from '../../lib/httpError';
import { toIso } from '../../lib/time';
import type { Operations } from './operation';
import { inOrder, ordersOf } from './order';
import { pageAs } from './pages';

export const automatedMessageOperations: Operations = {
	// The answer is a guess, and so are all states but INVALIDATED and the kinds of notice.
	listAutomatedMessages: ({ notices, now }, { query }) => {
		const matching = [...notices.values()].filter(
			(notice) =>
				(query.recipient_id === undefined || query.recipient_id === notice.patient_id) &&
				(query.status === undefined || query.status === noticeStatus(notice, now())) &&
				(query.notification_type === undefined ||
					query.notification_type === notice.notification_type),
		);
		const orders = ordersOf(query, sortKeys, ['orderBy', 'order_descending']);
		return pageAs(inOrder(matching, orders), query, (notice) => onTheWire(notice, now()));
	},

	// The answer is a guess.
	getAutomatedMessage: ({ notices, now }, { params }) =>
		onTheWire(found(notices.get(params.id)), now()),
};

const sortKeys = { createdAt: ({ createdAt }: Notice) => createdAt };

function onTheWire(notice: Notice, now: number) {
	const { id, patient_id, appointment_id, notification_type, createdAt, dueAt } = notice;
	const status = noticeStatus(notice, now);
	return {
		id,
		recipient_id: patient_id,
		appointment_id,
		notification_type,
		status,
		created_at: toIso(createdAt),
		scheduled_at: toIso(dueAt),
		sent_at: status === 'SENT' ? toIso(dueAt) : undefined,
	};
}
