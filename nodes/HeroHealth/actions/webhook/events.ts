/**
 * Hero's events (WebhookEventType in api/hero-public-api.yaml). The last one has a documented payload
 * but stands in no list of events that can be subscribed to.
 */
export const events = [
	['appointment.confirmed', 'Appointment Confirmed'],
	['appointment.cancelled', 'Appointment Cancelled'],
	['appointment.rescheduled', 'Appointment Rescheduled'],
	['prescription.issued', 'Prescription Issued'],
	['patient.medical-record-updated', 'Medical Record Updated'],
	['patient.added-to-sequence', 'Patient Added to Sequence'],
	['write-to-record.succeeded', 'Write to Record Succeeded'],
	['write-to-record.failed', 'Write to Record Failed'],
	['form-submission.created', 'Form Submitted', 'Hero does not list it among its events'],
] as const;
