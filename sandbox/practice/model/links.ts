/** A short link given to a patient. */
export interface Link {
	id: string;
	url: string;
	type: 'booking' | 'form' | 'attachment' | 'video' | 'verification';
	name?: string;
	patient_id?: string;
	createdAt: number;
	expiry?: number;
	maximum_uses?: number;
	number_of_uses: number;
	open_count: number;
	/** Wrong dates of birth that were entered on a personal booking link. */
	wrong_dates_of_birth?: number;
	/** Ids of the appointment types, locations and practitioners that can be booked. */
	meta?: Record<string, string[]>;
	/** First and last bookable day, YYYY-MM-DD. */
	from_date?: string;
	to_date?: string;
	form_id?: string;
	/** A file of the health record, or one that was sent to Hero. */
	file?: { name: string; ehr_file_id?: string; data?: string };
}

/** A form that a patient has submitted, with the answers by question id. */
export interface FormResponse {
	id: string;
	form_id: string;
	patient_id: string;
	appointment_id?: string;
	short_link_id?: string;
	practice_group_id: string;
	answers: Record<string, string>;
	createdAt: number;
	/** The reason why the response cannot be written to the health record. */
	filingError?: string;
}
