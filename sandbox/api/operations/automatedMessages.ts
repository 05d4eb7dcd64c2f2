import { automatedMessageStatus } from '../../practice/automatedMessages';
import { orNotFound } from '../../lib/httpError';
import { toIso } from '../../lib/time';
import type { Operations } from './operation';
import { sortBy, parseSortKeys } from './sorting';
import { paginateAs } from './pages';
import type { AutomatedMessage } from '../../practice/model';

/** Operations of automated messages. */
export const automatedMessageOperations: Operations = {
	// The response is a guess, and so are all statuses but INVALIDATED and the notification types.
	listAutomatedMessages: ({ automatedMessages, now }, { query }) => {
		const matching = [...automatedMessages.values()].filter(
			(message) =>
				(query.recipient_id === undefined || query.recipient_id === message.patient_id) &&
				(query.status === undefined || query.status === automatedMessageStatus(message, now())) &&
				(query.notification_type === undefined ||
					query.notification_type === message.notification_type),
		);
		const sort = parseSortKeys(query, sortKeys, ['orderBy', 'order_descending']);
		return paginateAs(sortBy(matching, sort), query, (message) => toApi(message, now()));
	},

	// The response is a guess.
	getAutomatedMessage: ({ automatedMessages, now }, { params }) =>
		toApi(orNotFound(automatedMessages.get(params.id)), now()),
};

const sortKeys = { createdAt: ({ createdAt }: AutomatedMessage) => createdAt };

function toApi(message: AutomatedMessage, now: number) {
	const { id, patient_id, appointment_id, notification_type, createdAt, dueAt } = message;
	const status = automatedMessageStatus(message, now);
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
