/** A practitioner whom patients can book. */
export interface Practitioner {
	id: string;
	title: string;
	first_name: string;
	last_name: string;
	practitioner_type: string;
	location_ids: string[];
	appointment_type_ids: string[];
}

/** A kind of appointment; duration in minutes. */
export interface AppointmentType {
	id: string;
	name: string;
	partner_slot_name: string;
	price: number;
	assignee_id: string | null;
	assignee_type: string | null;
	sector: string;
	duration: number;
	video: boolean;
	in_person: boolean;
	telephone: boolean;
	use_partner_bookable_slots: boolean;
	admin_booking_invoice_required: boolean;
	form_id: string | null;
	practitioner_type: string;
}

/** A member of staff. */
export interface Admin {
	id: string;
	first_name: string;
	last_name: string;
	email: string;
	external_prescriber_id: string | null;
	prescriber_details: { name?: string; email?: string; registration_code?: string } | null;
}

/** A pharmacy for the prescriptions of a prescriber. */
export interface Pharmacy {
	id: string;
	prescriber_id: string;
	name: string;
	email: string;
	mobile: string;
}

/** A discount: pence off, or percent. */
export interface Coupon {
	id: string;
	name: string;
	amount_off?: number;
	percent_off?: number;
}

export const locations = [
	{
		id: '5',
		name: 'Example Road Surgery',
		line_1: '12 Example Road',
		town: 'Leeds',
		postcode: 'LS1 4AP',
	},
	{
		id: '6',
		name: 'Sample Lane Clinic',
		line_1: '3 Sample Lane',
		town: 'Sampleford',
		postcode: 'ZZ2 1AA',
	},
	{
		id: '7',
		name: 'Testbridge Branch',
		line_1: '40 Test Street',
		town: 'Testbridge',
		postcode: 'ZZ7 5AA',
	},
];

const practitioner = (
	id: string,
	name: string,
	practitioner_type: string,
	location_ids: string[],
	appointment_type_ids: string[],
): Practitioner => {
	const [title, first_name, last_name] = name.split(' ');
	return {
		id,
		title,
		first_name,
		last_name,
		practitioner_type,
		location_ids,
		appointment_type_ids,
	};
};

export const practitioners = [
	practitioner('11', 'Dr Robin Sampleton', 'GP', ['5', '6'], ['32', '33']),
	practitioner('12', 'Dr Casey Mockridge', 'GP', ['5'], ['32', '34']),
	practitioner('13', 'Dr Noor Fictonwood', 'GP', ['6', '7'], ['32', '33', '34']),
	practitioner('14', 'Ms Harper Exampleby', 'Psychologist', ['7'], ['34']),
	practitioner('15', 'Ms Jude Demoworth', 'Nurse', ['5', '7'], ['31', '35', '36']),
	practitioner('16', 'Mr Kit Placeholder', 'Nurse', ['5'], ['31', '36']),
];

/** Practitioners on leave are in the lists, but have no slots. */
export const practitionersOnLeave = ['16'];

const appointmentType = (
	id: string,
	name: string,
	practitioner_type: string,
	contact: 'in_person' | 'telephone' | 'video',
	form_id: string | null = null,
): AppointmentType => ({
	id,
	name,
	partner_slot_name: `${name} Clinic`,
	price: 0,
	assignee_id: '77',
	assignee_type: 'Admin',
	sector: 'nhs',
	duration: 15,
	video: contact === 'video',
	in_person: contact === 'in_person',
	telephone: contact === 'telephone',
	use_partner_bookable_slots: true,
	admin_booking_invoice_required: false,
	form_id,
	practitioner_type,
});

export const appointmentTypes = [
	appointmentType('31', 'Blood pressure check', 'Nurse', 'in_person'),
	appointmentType('32', 'GP appointment', 'GP', 'in_person'),
	appointmentType('33', 'GP telephone call', 'GP', 'telephone'),
	appointmentType('34', 'Video consultation', 'GP', 'video'),
	appointmentType('35', 'Asthma review', 'Nurse', 'in_person', '204'),
	appointmentType('36', 'Flu vaccination', 'Nurse', 'in_person'),
];

export const admins: Admin[] = [
	{
		id: '77',
		first_name: 'Jo',
		last_name: 'Deskworth',
		email: 'jo.deskworth@example.com',
		external_prescriber_id: 'EP-2201',
		prescriber_details: {
			name: 'Dr Jo Deskworth',
			email: 'jo.deskworth@example.com',
			registration_code: '9999999',
		},
	},
	{
		id: '78',
		first_name: 'Bobbie',
		last_name: 'Frontdesk',
		email: 'bobbie.frontdesk@example.com',
		external_prescriber_id: null,
		prescriber_details: null,
	},
	{
		id: '79',
		first_name: 'Wren',
		last_name: 'Managerly',
		email: 'wren.managerly@example.com',
		external_prescriber_id: null,
		prescriber_details: null,
	},
];

/** Teams of staff that work can be assigned to. */
export const adminTeams = [
	{ id: '12', name: 'Reception' },
	{ id: '13', name: 'Nursing team' },
];

export const prescriberIds = ['41', '42'];

export const pharmacies: Pharmacy[] = [
	{
		id: '88',
		prescriber_id: '41',
		name: 'Example Pharmacy',
		email: 'pharmacy@example.com',
		mobile: '07700 900456',
	},
];

export const coupons: Coupon[] = [
	{ id: 'SPRING10', name: 'Spring offer', percent_off: 10 },
	{ id: 'WELCOME5', name: 'Five pounds off', amount_off: 500 },
];

/** Membership schemes for private patients. */
export const schemes = [
	{ id: '19', name: 'Gold' },
	{ id: '20', name: 'Silver' },
];

const consultant = (gmc_number: string, name: string, specialty: string) => {
	const [title, first_name, last_name] = name.split(' ');
	return { gmc_number, title, first_name, last_name, specialty };
};

/** Consultants of HCA. */
export const consultants = [
	consultant('9999999', 'Dr Sasha Pretendley', 'Cardiology'),
	consultant('9999998', 'Ms Rowan Madeupham', 'Dermatology'),
	consultant('9999997', 'Mr Quinn Notreal', 'Cardiology'),
];

/** Hero's embeddable elements for the practice's own pages. */
export const elements = [
	{ version: '1.4.0', config: { theme: 'light' }, element: { name: 'booking' } },
	{ version: '2.0.1', config: {}, element: { name: 'messaging' } },
];

/** Terms of the SNOMED codes that the sandbox knows. */
export const snomedTerms = new Map([
	['185087000', 'Notifications'],
	['195967001', 'Asthma'],
	['413606001', 'Average home systolic blood pressure'],
]);

export const forms = [
	{
		id: '204',
		title: 'Asthma review',
		description: 'Yearly asthma questionnaire',
		patient_title: 'Your asthma review',
		patient_description: null,
		reply_form: false,
		form_type: 'questionnaire',
		snomed_code: '195967001',
	},
	{
		id: '205',
		title: 'Home blood pressure readings',
		description: 'A week of readings taken at home',
		patient_title: 'Your blood pressure readings',
		patient_description: 'Please enter one reading a day.',
		reply_form: true,
		form_type: 'response',
		snomed_code: '413606001',
	},
	{
		id: '206',
		title: 'Before your appointment',
		description: 'Questions asked after booking',
		patient_title: null,
		patient_description: null,
		reply_form: false,
		form_type: 'appointment',
		snomed_code: null,
	},
];

/** The questions of each form, by form id. */
export const formFields: Record<string, Array<{ form_question_id: string; name: string }>> = {
	'204': [
		{ form_question_id: '8801', name: 'How often do you use your inhaler?' },
		{ form_question_id: '8802', name: 'Does your asthma wake you at night?' },
	],
	'205': [{ form_question_id: '8803', name: 'Highest reading of the week' }],
	'206': [{ form_question_id: '8804', name: 'What would you like to talk about?' }],
};

export const templates = [
	{
		id: '401',
		name: 'Review due',
		content: 'Your yearly review is due. Please book with the practice.',
		has_follow_up: true,
	},
	{
		id: '402',
		name: 'Results are in',
		content: 'Your results are in. Please call the practice.',
		has_follow_up: false,
	},
	{
		id: '403',
		name: 'Missed appointment',
		content: 'You missed your appointment. Please book again.',
		has_follow_up: false,
	},
];
