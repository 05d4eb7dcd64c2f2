import { toIso } from '../lib/time';
import type { Patient, Practice } from './model';
import type { Person } from './people';
import { addToRegister } from './register';

/** A patient for whom a workflow has to be careful, and the reason in plain words. */
interface AwkwardPatient {
	id: string;
	reason: string;
	person: Partial<Person> & Pick<Person, 'nhs_number' | 'first_name' | 'last_name'>;
	/** What Hero knows of the patient beside the person. */
	record: Partial<HeroRecord>;
}

type HeroRecord = Omit<Patient, keyof Person>;

const patient = (
	id: string,
	name: string,
	nhs_number: string | null,
	reason: string,
	person: Partial<Person> = {},
	record: Partial<HeroRecord> = {},
): AwkwardPatient => {
	const [first_name, last_name] = name.split(' ');
	return { id, reason, person: { first_name, last_name, nhs_number, ...person }, record };
};

const FAMILY_MOBILE = '07700 900705';
const PARENT_MOBILE = '07700 900704';
const NAMESAKE = { dob: '1979-09-09' };

/** One patient of each awkward kind. Their IDs, names and NHS numbers never change. */
export const awkwardPatients: AwkwardPatient[] = [
	patient(
		'97001',
		'Olive Deceased',
		'9999700012',
		'has died',
		{ dob: '1938-02-11' },
		{ deceased_at: '2025-11-03T00:00:00Z' },
	),
	patient(
		'97002',
		'Ruth Restricted',
		'9999700020',
		'has a restricted record',
		{},
		{ restricted: true },
	),
	patient(
		'97003',
		'Poppy Child',
		'9999700039',
		'is a child and has the mobile of a parent, 97004',
		{
			dob: '2021-05-04',
			title: null,
			mobile: PARENT_MOBILE,
			email: null,
		},
	),
	patient('97004', 'Dana Parent', '9999700047', 'is the parent of 97003', {
		mobile: PARENT_MOBILE,
	}),
	patient('97005', 'Carl Family', '9999700055', 'shares a mobile with 97006 and 97007', {
		mobile: FAMILY_MOBILE,
	}),
	patient('97006', 'Mina Family', '9999700063', 'shares a mobile with 97005 and 97007', {
		mobile: FAMILY_MOBILE,
	}),
	patient('97007', 'Theo Family', '9999700071', 'shares a mobile with 97005 and 97006', {
		mobile: FAMILY_MOBILE,
	}),
	patient('97008', 'Nell Nomobile', '9999700098', 'has an email address but no mobile', {
		mobile: null,
	}),
	patient('97009', 'Nadia Nocontact', '9999700101', 'has no mobile and no email address', {
		mobile: null,
		email: null,
	}),
	patient(
		'97010',
		'Miles Movedaway',
		'9999700128',
		'has moved away and is no longer registered',
		{ ehr_partner_id: null },
		{ data_source: 'hero', archived: true },
	),
	patient('97011', 'Percy Permanent', '9999700136', 'has a mobile that never gets a text', {
		mobile: '07700 900002',
	}),
	patient('97012', 'Tess Temporary', '9999700144', 'has a mobile that gets every second text', {
		mobile: '07700 900003',
	}),
	patient('97013', 'Edda Emailbounce', '9999700152', 'has an email address that never gets mail', {
		mobile: null,
		email: 'perm-fail@example.com',
	}),
	patient('97014', 'Noah Nonumber', null, 'has no NHS number'),
	patient(
		'97015',
		'Iris Samename',
		'9999700160',
		'has the name and date of birth of 97016',
		NAMESAKE,
	),
	patient(
		'97016',
		'Iris Samename',
		'9999700179',
		'has the name and date of birth of 97015',
		NAMESAKE,
	),
	patient('97017', 'Leo Leapday', '9999700187', 'was born on 29 February', {
		dob: '2004-02-29',
	}),
	patient('97018', 'Zoë Łukasik-O’Test', '9999700195', 'has letters that make a text cost more', {
		email: 'zoe.lukasik@example.com',
	}),
];

/** Adds the awkward patients to the register, to PDS and to the health record system. */
export function addAwkwardPatients(practice: Practice): void {
	for (const awkward of awkwardPatients) {
		const person = personOf(awkward);
		addToRegister(practice, { ...person, ...heroRecordOf(awkward, practice.now()) });
		if (person.nhs_number !== null) practice.spine.set(person.nhs_number, person);
		if (person.ehr_partner_id !== null) practice.healthRecords.set(person.ehr_partner_id, person);
	}
}

/** The person, with usual values where the patient has none of their own. */
function personOf({ id, person }: AwkwardPatient): Person {
	const number = Number(id.slice(-2));
	return {
		dob: `${1960 + number}-06-15`,
		title: 'Mx',
		sex: 'Not specified',
		email: `${person.first_name}.${person.last_name}.${number}@example.com`.toLowerCase(),
		mobile: `07700 900${700 + number}`,
		line_1: `${number} Awkward Lane`,
		line_2: null,
		line_3: null,
		town: 'Exampleton',
		county: null,
		postcode: 'ZZ1 1AA',
		country: 'United Kingdom',
		ehr_partner_id: `9${id}`,
		...person,
	};
}

const heroRecordOf = ({ id, record }: AwkwardPatient, now: number): HeroRecord => ({
	id,
	uid: `b3b1c1de-0000-4000-8000-${id.padStart(12, '0')}`,
	last_sync_at: toIso(now),
	data_source: 'emis',
	deceased_at: null,
	restricted: false,
	archived: false,
	...record,
});
