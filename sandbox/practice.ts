import { admins, appointmentTypes, forms, locations, practitioners, templates } from './catalogue';
import { createSlots, type Appointment, type Slot } from './diary';
import type { Link } from './links';
import { createPeople, withoutSpaces, type Person } from './people';
import { toIso } from './times';

/** A person who is registered with the practice in Hero. */
export interface Patient extends Person {
	id: string;
	uid: string;
	last_sync_at: string;
	data_source: 'emis' | 'hero' | 'pds';
}

/** A message on its way; times in milliseconds. */
export interface Message {
	id: string;
	patient_id: string;
	createdAt: number;
	scheduledAt: number | null;
	write_to_record?: { snomed_code: string; snomed_term: string; write_to_record_at?: string };
	short_link_id?: string;
}

export interface PracticeGroup {
	id: string;
	name: string;
	sector: string;
	address: { line_1: string; postcode: string };
}

/** All a practice knows, in memory. Records are read and changed by the operations. */
export interface Practice {
	now: () => number;
	/** Where the sandbox listens; the links it hands out begin so. */
	url: string;
	apiKey: string;
	/** The practice group of the key and the one it shares a network with. */
	groups: PracticeGroup[];
	locations: typeof locations;
	practitioners: typeof practitioners;
	appointmentTypes: typeof appointmentTypes;
	admins: typeof admins;
	forms: typeof forms;
	templates: typeof templates;
	/** Everyone a PDS trace can find, by NHS number. */
	spine: Map<string, Person>;
	/** NHS numbers of those who must prove their identity before PDS gives them away. */
	identityChecks: Set<string>;
	patients: Map<string, Patient>;
	slots: Slot[];
	appointments: Map<string, Appointment>;
	messages: Map<string, Message>;
	links: Map<string, Link>;
	/** The person has proved who they are. False when nobody with this number had to. */
	confirmIdentity(nhsNumber: string): boolean;
}

export interface PracticeOptions {
	apiKey: string;
	practiceGroupId: string;
	seed: number;
	now: () => Date;
}

const PATIENTS = 500;
const KNOWN_TO_PDS_ONLY = 100;
const SIBLING_PRACTICE_GROUP_ID = '1043';

/** A fresh practice: the same seed and the same day give the same one. */
export function createPractice({ apiKey, practiceGroupId, seed, now }: PracticeOptions): Practice {
	const people = createPeople(PATIENTS + KNOWN_TO_PDS_ONLY, seed);
	const identityChecks = new Set(
		people.filter((_, index) => index % 50 === 1).map((person) => person.nhs_number as string),
	);
	const practice: Practice = {
		now: () => now().getTime(),
		url: '',
		apiKey,
		groups: [
			practiceGroup(practiceGroupId, 'Example Road Surgery', '12 Example Road', 'LS1 4AP'),
			practiceGroup(SIBLING_PRACTICE_GROUP_ID, 'Sample Lane Surgery', '3 Sample Lane', 'ZZ2 1AA'),
		],
		locations,
		practitioners,
		appointmentTypes,
		admins,
		forms,
		templates,
		spine: new Map(people.map((person) => [person.nhs_number as string, person])),
		identityChecks,
		patients: new Map(),
		slots: createSlots(practitioners, now()),
		appointments: new Map(),
		messages: new Map(),
		links: new Map(),
		confirmIdentity: (nhsNumber) => identityChecks.delete(withoutSpaces(nhsNumber)),
	};
	people.slice(0, PATIENTS).forEach((person) => addPatient(practice, person, 'emis'));
	return practice;
}

/** Registers a person with the practice. */
export function addPatient(
	practice: Practice,
	person: Person,
	dataSource: Patient['data_source'],
): Patient {
	const number = practice.patients.size;
	const patient: Patient = {
		...person,
		id: String(98765 + number),
		uid: `b3b1c1de-0000-4000-8000-${String(number + 1).padStart(12, '0')}`,
		last_sync_at: toIso(practice.now()),
		data_source: dataSource,
	};
	practice.patients.set(patient.id, patient);
	return patient;
}

const practiceGroup = (
	id: string,
	name: string,
	line_1: string,
	postcode: string,
): PracticeGroup => ({ id, name, sector: 'nhs', address: { line_1, postcode } });
