/** A clinic after the usual hours; in minutes of the day. Its type of appointment is booked only there. */
export interface Clinic {
	practitioner_id: string;
	appointment_type_id: string;
	opens: number;
	closes: number;
}

/** All clinics. */
export const clinics: Clinic[] = [
	{ practitioner_id: '15', appointment_type_id: '36', opens: 17 * 60, closes: 18 * 60 },
];
