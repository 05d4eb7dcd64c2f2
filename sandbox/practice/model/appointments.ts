/** A bookable time of one practitioner. */
export interface Slot {
	id: string;
	practitioner_id: string;
	appointment_type_id: string;
	location_id: string;
	start: number;
	finish: number;
	appointments: Appointment[];
}

/** A reservation of a time, or a booking; the duration is in minutes. */
export interface Appointment {
	id: string;
	patient_id: string | null;
	practitioner_id: string;
	location_id: string;
	appointment_type_id: string;
	start: number;
	duration: number;
	reservedUntil: number;
	bookedAt: number | null;
	cancelledAt: number | null;
	suppress_mail: boolean;
	/** The link that the patient booked with. */
	link_id?: string;
}

export type AppointmentStatus = 'reserved' | 'lapsed' | 'booked' | 'cancelled';
