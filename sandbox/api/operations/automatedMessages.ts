import { automatedMessageStatus } from '../../practice/automatedMessages';
import { orNotFound } from '../../lib/httpError';
import { toIso } from '../../lib/time';
import type { Operations } from './operation';
import { sortBy, parseOrder } from './order';
import { paginateAs } from './pages';
import type { AutomatedMessage } from '../../practice/model';

export const automatedMessageOperations: Operations = {
	// The answer is a guess, and so are all states but INVALIDATED and the kinds of notice.
	listAutomatedMessages: ({ automatedMessages, now }, { query }) => {
		const matching = [...automatedMessages.values()].filter(
			(notice) =>
				(query.recipient_id === undefined || query.recipient_id === notice.patient_id) &&
				(query.status === undefined || query.status === automatedMessageStatus(notice, now())) &&
				(query.notification_type === undefined ||
					query.notification_type === notice.notification_type),
		);
		const orders = parseOrder(query, sortKeys, ['orderBy', 'order_descending']);
		return paginateAs(sortBy(matching, orders), query, (notice) => toApi(notice, now()));
	},

	// The answer is a guess.
	getAutomatedMessage: ({ automatedMessages, now }, { params }) =>
		toApi(orNotFound(automatedMessages.get(params.id)), now()),
};

const sortKeys = { createdAt: ({ createdAt }: AutomatedMessage) => createdAt };

function toApi(notice: AutomatedMessage, now: number) {
	const { id, patient_id, appointment_id, notification_type, createdAt, dueAt } = notice;
	const status = automatedMessageStatus(notice, now);
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
