/** The events that Hero offers for subscription (WebhookEventType in api/hero-public-api.yaml). */
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

/** An event with a documented payload that Hero's list of subscribable events lacks. */
export const unlistedEvent = 'form-submission.created';

/** All nine events with a documented payload (`webhooks` in api/hero-public-api.yaml). */
export const allEvents = [...events, [unlistedEvent, 'Form Submitted']] as const;
