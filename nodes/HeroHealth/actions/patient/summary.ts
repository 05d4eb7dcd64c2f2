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
 * Fields that decide whether the patient may be contacted at all. They are kept although there are then more
 * than ten fields, since without them every patient looks alive.
 */
const contactFlags = ['deceased_at', 'restricted'];

/** The fields that Simplify keeps of a row of the v2 search, whose Hero ID is `hero_id`. */
export const patientSummaryV2Row = ['hero_id', ...details, ...contactFlags];

/** The fields that Simplify keeps of a patient in the v2 form and of a row of the v3 search. */
export const patientSummary = [...patientSummaryV2Row, 'ehr_registered'];

/** The fields that Simplify keeps of the v1 form. Its `status` alone shows that a patient is archived. */
export const patientSummaryV1 = ['id', ...details, ...contactFlags, 'status'];

/** The fields that Simplify keeps of a health record that may not be in Hero yet. */
export const recordSummary = ['ehr_partner_id', ...details, ...contactFlags];
