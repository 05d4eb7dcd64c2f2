/** The events that Hero lists as ones to subscribe to (WebhookEventType in api/hero-public-api.yaml). */
export const events = [
	['appointment.confirmed', 'Appointment Confirmed'],
	['appointment.cancelled', 'Appointment Cancelled'],
	['appointment.rescheduled', 'Appointment Rescheduled'],
	['prescription.issued', 'Prescription Issued'],
	['patient.medical-record-updated', 'Medical Record Updated'],
	['patient.added-to-sequence', 'Patient Added to Sequence'],
	['write-to-record.succeeded', 'Write to Record Succeeded'],
	['write-to-record.failed', 'Write to Record Failed'],
] as const;
