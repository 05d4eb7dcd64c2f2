/** A message to a patient. A message of a batch has its content and channel there. */
export interface Message {
	id: string;
	practice_group_id: string;
	patient_id: string;
	createdAt: number;
	scheduledAt: number | null;
	write_to_record?: {
		snomed_code: string;
		snomed_term: string;
		write_to_record_at?: string;
		failure_reason?: string;
	};
	short_link_id?: string;
	batch_id?: string;
	/** The mobile number or email address that it goes to; none for the other channels. */
	sent_to?: string;
	/** The reason why it cannot be delivered. */
	failure?: string;
	content?: string;
	channel?: string;
}

/** A message about an appointment that Hero sends automatically. */
export interface AutomatedMessage {
	id: string;
	patient_id: string;
	appointment_id: string;
	notification_type: AutomatedMessageType;
	createdAt: number;
	dueAt: number;
	/** Set when its content became wrong before it was sent. */
	invalidatedAt: number | null;
}

export type AutomatedMessageType =
	| 'appointment_confirmed'
	| 'appointment_rescheduled'
	| 'appointment_cancelled'
	| 'appointment_reminder';

export type Channel = 'SMS' | 'EMAIL' | 'NHS_APP';

/** One text for many recipients. Its messages are in the order of the recipients who were found. */
export interface Batch {
	id: string;
	name: string;
	channel: Channel;
	subject?: string;
	content: string;
	recipients: Recipient[];
	createdAt: number;
	sentAt: number | null;
	messages: Message[];
}

/** A recipient of a batch; one without a patient cannot be reached, and has an error. */
export interface Recipient {
	id: string;
	nhs_number?: string;
	dob?: string;
	patient_id?: string;
	error?: 'ENRICHMENT_ERROR' | 'INVALID_PAYLOAD';
}
