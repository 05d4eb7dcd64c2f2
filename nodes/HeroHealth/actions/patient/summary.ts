const details = [
	'title',
	'first_name',
	'last_name',
	'dob',
	'nhs_number',
	'mobile',
	'email',
	'postcode',
	'data_source',
];

/**
 * Decides whether the patient may be contacted at all. It is kept although a list then has more than ten
 * fields: without it every patient looks alive.
 */
const mayBeContacted = ['deceased_at', 'restricted'];

/** The fields that Simplify keeps of a row of the v2 search, whose Hero ID is `hero_id`. */
export const patientSummaryV2Row = ['hero_id', ...details, ...mayBeContacted];

/** The same of a patient in the v2 form and of a row of the v3 search. */
export const patientSummary = [...patientSummaryV2Row, 'ehr_registered'];

/** The same of the v1 form, which alone tells of an archived patient, in `status`. */
export const patientSummaryV1 = ['id', ...details, ...mayBeContacted, 'status'];

/** The same of a health record that may not be in Hero yet. */
export const recordSummary = ['ehr_partner_id', ...details, ...mayBeContacted];
