/** What Simplify keeps of an appointment. */
export const appointmentSummary = [
	'id',
	'patient_id',
	'start_time',
	'duration',
	'appointment_type_id',
	'practitioner_id',
	'location_id',
	'reserved_until',
	'booking_confirmed_at',
	'can_be_cancelled',
];
