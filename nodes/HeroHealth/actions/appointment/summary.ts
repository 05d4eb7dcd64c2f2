/**
 * The fields that Simplify keeps of an appointment. The eleventh is kept because it decides on contact: it
 * shows that the practice wanted no email to this patient.
 */
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
	'suppress_mail',
];
