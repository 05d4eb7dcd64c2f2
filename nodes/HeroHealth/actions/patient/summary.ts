/** What Simplify keeps of a patient in the v2 and v3 form, whose Hero ID is `hero_id`. */
export const patientSummary = [
	'hero_id',
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
