import type { PatientMessage, Values } from '../../form/operation';

/** Returns what reaches the patient: a link, if it is for one patient. A link for everybody reaches nobody yet. */
export const linkToPatient = ({ body }: Values): PatientMessage | undefined =>
	body.patient_id === undefined ? undefined : {};
