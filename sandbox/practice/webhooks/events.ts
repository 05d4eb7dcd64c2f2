/** Every event of Hero, with the type of its record. */
export const eventObjects = {
	'appointment.confirmed': 'Appointment',
	'appointment.cancelled': 'Appointment',
	'appointment.rescheduled': 'Appointment',
	'prescription.issued': 'Prescription',
	'patient.medical-record-updated': 'Patient',
	// A guess: the object is undocumented, and so is whether the id is that of patient or sequence.
	'patient.added-to-sequence': 'Patient',
	// A guess: object and id are undocumented. Here the id is that of the message.
	'write-to-record.succeeded': 'WriteToRecord',
	'write-to-record.failed': 'WriteToRecord',
	'form-submission.created': 'FormSubmission',
};

/** The name of an event, such as appointment.confirmed. */
export type HeroEvent = keyof typeof eventObjects;

/** True when Hero has an event with this name. */
export const isEvent = (name: unknown): name is HeroEvent =>
	typeof name === 'string' && Object.hasOwn(eventObjects, name);
