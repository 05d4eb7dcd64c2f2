/** The rows that the server sends, by list; sandbox/board/views.ts builds them. Times are milliseconds since 1970. */
export interface PracticeRow {
	id: string;
	url: string;
	apiKey: string;
	groups: Array<{ id: string; name: string }>;
	forms: Array<{ id: string; title: string }>;
	events: string[];
}

export interface ClockRow {
	id: string;
	now: number;
}

export interface BankHolidayRow {
	/** YYYY-MM-DD. */
	id: string;
	title: string;
}

export interface AppointmentRow {
	id: string;
	start: number;
	duration: number;
	patient_id?: string;
	patient?: string;
	practitioner?: string;
	type?: string;
	location?: string;
	status: 'booked' | 'cancelled' | 'lapsed' | 'reserved';
	heldUntil: number;
}

export interface MessageRow {
	id: string;
	patient_id: string;
	patient?: string;
	/** The reason why this patient should perhaps get no message. */
	caution?: string;
	/** The mobile number or email address that it went to. */
	sentTo?: string;
	isOwnContact?: boolean;
	at: number;
	channel: string;
	text: string;
	link?: string;
	status: string;
	failure?: string;
}

export interface BatchRow {
	id: string;
	name: string;
	channel: string;
	status: string;
	recipients: number;
	unknown: number;
	sent: number;
	failed: number;
}

export interface WebhookRow {
	id: string;
	event: string;
	url: string;
	group: string;
	isSigned: boolean;
}

export interface DeliveryRow {
	id: string;
	at: number;
	event: string;
	object_id: string;
	url: string;
	attempt: number;
	reason: string;
	status?: number;
	code?: string;
	duration_ms: number;
	answer: string;
}

export interface CallRow {
	id: string;
	at: number;
	method: string;
	path: string;
	operation?: string;
	group?: string;
	status: number | null;
	carriedOut: boolean;
	cut?: true;
}

export interface LinkRow {
	id: string;
	url: string;
	type: string;
	patient?: string;
	status: string;
}

export interface PersonRow {
	id: string;
	name: string;
}

export interface SettingRow {
	id: string;
	value: string | number | boolean;
	initial: string | number | boolean;
}

/** The changes of one list: new or changed rows, and the ids of removed rows. */
export interface Change<Row> {
	changed: Row[];
	gone: string[];
}

/** A part of the page that shows one list. */
export interface Part<Row> {
	/** Applies a change. A snapshot replaces all rows. */
	update(change: Change<Row>, isSnapshot?: boolean): void;
}
