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

/** An event with a documented payload that Hero's list of events to subscribe to does not name. */
export const unlistedEvent = 'form-submission.created';

/** The nine events whose deliveries are documented (`webhooks` in api/hero-public-api.yaml). */
export const allEvents = [...events, [unlistedEvent, 'Form Submitted']] as const;
