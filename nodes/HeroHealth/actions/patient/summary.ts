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

/** What Simplify keeps of a patient in the v2 and v3 form, whose Hero ID is `hero_id`. */
export const patientSummary = ['hero_id', ...details];

/** The same of the v1 form. */
export const patientSummaryV1 = ['id', ...details];

/** The same of a health record that may not be in Hero yet. */
export const recordSummary = ['ehr_partner_id', ...details];
