import { linkStatus } from '../../practice/links';
import { messageStatus, sendMessage, sentAt } from '../../practice/messages';
import { orNotFound } from '../../lib/httpError';
import { readTime, toIso } from '../../lib/time';
import { requirePatient } from '../../practice/register';
import { list, type Operations } from './operation';
import type { Message, Practice } from '../../practice/model';

interface SendMessage {
	patient_id: string;
	message_type: 'hero' | 'sms' | 'email' | 'nhs_app';
	message_string: string;
	recipient_contact_detail?: string;
	write_to_record?: boolean;
	auto_write_to_record?: boolean;
	snomed_code?: string;
	snomed_term?: string;
	short_link_id?: string;
	send_at?: string;
}

/** Operations of messages and templates. */
export const messageOperations: Operations = {
	sendMessage: (practice, call) => {
		const body = call.body as unknown as SendMessage;
		requirePatient(practice, body.patient_id);
		const message = sendMessage(practice, call.practiceGroupId, {
			patient_id: body.patient_id,
			channel: body.message_type,
			content: body.message_string,
			contactDetail: body.recipient_contact_detail,
			short_link_id: body.short_link_id,
			scheduledAt: body.send_at === undefined ? null : readTime(body.send_at, ['body', 'send_at']),
			write_to_record: recordEntry(body),
			writesAtOnce: body.auto_write_to_record,
		});
		const awaitsApproval = body.write_to_record && !body.auto_write_to_record;
		return {
			message_id: message.id,
			content: body.message_string,
			created_at: toIso(message.createdAt),
			snomed_code: message.write_to_record?.snomed_code,
			write_to_record: message.write_to_record !== undefined,
			auth_token: awaitsApproval ? 'sandbox-auth-token' : undefined,
			confirm_write_to_record_url: awaitsApproval
				? `${practice.url}/s/confirm-${message.id}`
				: undefined,
			submitted_by: 'Hero sandbox',
			send_at: message.scheduledAt === null ? undefined : toIso(message.scheduledAt),
		};
	},

	getMessage: (practice, { params }) => {
		const message = orNotFound(practice.messages.get(params.id));
		const { id, title, first_name, last_name } = orNotFound(
			practice.patients.get(message.patient_id),
		);
		const sent = sentAt(message, practice.now());
		return {
			id: message.id,
			patient: { id, title: title ?? undefined, first_name, last_name },
			write_to_record: message.write_to_record,
			short_link: shortLink(practice, message),
			campaign: campaign(practice, message),
			created_at: toIso(message.createdAt),
			sent_at: sent === undefined ? undefined : toIso(sent),
			scheduled_at: message.scheduledAt === null ? undefined : toIso(message.scheduledAt),
			status: messageStatus(message, practice.now()),
		};
	},

	listTemplates: ({ templates }, { query }) =>
		list(query.has_follow_up ? templates.filter((template) => template.has_follow_up) : templates),
};

function recordEntry(body: SendMessage): Message['write_to_record'] {
	if (!body.write_to_record && !body.auto_write_to_record) return undefined;
	return {
		snomed_code: body.snomed_code ?? '185087000',
		snomed_term: body.snomed_term ?? 'Notifications',
	};
}

function shortLink({ links, now }: Practice, { short_link_id }: Message) {
	const link = short_link_id === undefined ? undefined : links.get(short_link_id);
	return link && { id: link.id, type: link.type, name: link.name, status: linkStatus(link, now()) };
}

/** The batch of a message. */
function campaign({ batches }: Practice, { batch_id }: Message) {
	const batch = batch_id === undefined ? undefined : batches.get(batch_id);
	return batch && { id: batch.id, name: batch.name };
}
