/** Every event of Hero, with the kind of record that it is about. */
export const eventObjects = {
	'appointment.confirmed': 'Appointment',
	'appointment.cancelled': 'Appointment',
	'appointment.rescheduled': 'Appointment',
	'prescription.issued': 'Prescription',
	'patient.medical-record-updated': 'Patient',
	// A guess: neither the object nor whether its id names the patient or the sequence is documented.
	'patient.added-to-sequence': 'Patient',
	// A guess: neither the object nor what its id names is documented. Here it is the message's.
	'write-to-record.succeeded': 'WriteToRecord',
	'write-to-record.failed': 'WriteToRecord',
	'form-submission.created': 'FormSubmission',
};

export type HeroEvent = keyof typeof eventObjects;

/** Whether Hero has an event of this name. */
export const isEvent = (name: unknown): name is HeroEvent =>
	typeof name === 'string' && Object.hasOwn(eventObjects, name);
