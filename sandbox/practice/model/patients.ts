import type { Person } from '../people';

/** A person who is registered with the practice in Hero. */
export interface Patient extends Person {
	id: string;
	uid: string;
	last_sync_at: string;
	data_source: 'emis' | 'hero' | 'pds';
	deceased_at: string | null;
	restricted: boolean;
	archived: boolean;
}

/** A previewed merge: the patient who remains, and the one who is removed. */
export interface Merge {
	remaining_id: string;
	leaving_id: string;
}

/** A file on a patient's health record. */
export interface Attachment {
	id: string;
	patient_id: string;
	file_name: string;
	content_type: string;
	createdAt: number;
}

/** A patient's membership of a scheme. */
export interface Subscription {
	id: string;
	patient_id: string;
	scheme_id: string;
	scheme_name: string;
	status: 'active' | 'cancelled';
	createdAt: number;
}
