import { fileLetters, type Attachment } from './attachments';
import type { Batch } from './batches';
import { openAccounts, type Customer, type Invoice } from './billing';
import {
	admins,
	appointmentTypes,
	forms,
	locations,
	pharmacies,
	practitioners,
	templates,
} from './catalogue';
import { createSlots, type Appointment, type Slot } from './appointments';
import type { FormResponse } from './forms';
import type { Link } from './links';
import { enrolMembers, type Subscription } from './subscriptions';
import type { Merge } from './merging';
import type { Notice } from './automatedMessages';
import { createPeople, withoutSpaces, type Person } from './people';
import { seededRandom } from '../lib/random';
import { initialSettings, type Settings } from './settings';
import { toIso } from '../lib/time';
import { createPostRoom, type PostRoom, type Webhook } from './webhooks/deliveries';
import { fillWorklist, type Episode, type Task } from './episodes';

/** A person who is registered with the practice in Hero. */
export interface Patient extends Person {
	id: string;
	uid: string;
	last_sync_at: string;
	data_source: 'emis' | 'hero' | 'pds';
	deceased_at: string | null;
	restricted: boolean;
	archived: boolean;
}

/** A message on its way; times in milliseconds. */
export interface Message {
	id: string;
	practice_group_id: string;
	patient_id: string;
	createdAt: number;
	scheduledAt: number | null;
	write_to_record?: {
		snomed_code: string;
		snomed_term: string;
		write_to_record_at?: string;
		failure_reason?: string;
	};
	short_link_id?: string;
	/** The batch that produced it. */
	batch_id?: string;
	/** Why it cannot be delivered. */
	failure?: string;
	/** What it says and the way it goes; those of a batch are the batch's. */
	content?: string;
	channel?: string;
}

export interface PracticeGroup {
	id: string;
	name: string;
	sector: string;
	address: Record<string, string>;
	prescription_partner?: string;
	prescription_partner_enabled?: boolean;
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
	/** Health records of the connected system, by their id there. */
	records: Map<string, Person>;
	patients: Map<string, Patient>;
	/** One NHS number may have been registered with two dates of birth. */
	patientsByNhsNumber: Map<string, Patient[]>;
	/** How many patients there ever were: no id is given twice. */
	everRegistered: number;
	/** Merges that were previewed, by token. */
	merges: Map<string, Merge>;
	attachments: Map<string, Attachment>;
	slots: Slot[];
	appointments: Map<string, Appointment>;
	messages: Map<string, Message>;
	batches: Map<string, Batch>;
	notices: Map<string, Notice>;
	/** The reminder that waits for its time, by appointment. */
	reminders: Map<string, Notice>;
	links: Map<string, Link>;
	formResponses: Map<string, FormResponse>;
	episodes: Map<string, Episode>;
	tasks: Map<string, Task>;
	/** How many notes there are on episodes: each has the next id. */
	notesWritten: number;
	customers: Map<string, Customer>;
	/** Who normally pays for a patient: customer ids by patient id. */
	defaultCustomers: Map<string, string>;
	invoices: Map<string, Invoice>;
	subscriptions: Map<string, Subscription>;
	pharmacies: typeof pharmacies;
	/** Whether answers hold fields and values that no documentation knows. */
	surprises: boolean;
	webhooks: Map<string, Webhook>;
	postRoom: PostRoom;
	settings: Settings;
	/** The chance by which faults happen: the same seed gives the same run. */
	random: () => number;
	/** Aborted when the sandbox stops, so that nothing waits any longer. */
	closing: AbortController;
	/** The person has proved who they are. False when nobody with this number had to. */
	confirmIdentity(nhsNumber: string): boolean;
}

export interface PracticeOptions {
	apiKey: string;
	practiceGroupId: string;
	seed: number;
	now: () => Date;
	/** How many patients are registered at the start; 500 unless told. */
	patients?: number;
	surprises?: boolean;
}

const KNOWN_TO_PDS_ONLY = 100;
const SIBLING_PRACTICE_GROUP_ID = '1043';

/** A fresh practice: the same seed and the same day give the same one. */
export function createPractice(options: PracticeOptions): Practice {
	const { apiKey, practiceGroupId, seed, now, patients = 500, surprises = false } = options;
	const people = createPeople(patients + KNOWN_TO_PDS_ONLY, seed);
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
		admins: structuredClone(admins),
		forms,
		templates,
		spine: new Map(people.map((person) => [person.nhs_number as string, person])),
		identityChecks,
		records: new Map(people.map((person) => [person.ehr_partner_id as string, person])),
		patients: new Map(),
		patientsByNhsNumber: new Map(),
		everRegistered: 0,
		merges: new Map(),
		attachments: new Map(),
		slots: createSlots(practitioners, now()),
		appointments: new Map(),
		messages: new Map(),
		batches: new Map(),
		notices: new Map(),
		reminders: new Map(),
		links: new Map(),
		formResponses: new Map(),
		episodes: new Map(),
		tasks: new Map(),
		notesWritten: 0,
		customers: new Map(),
		defaultCustomers: new Map(),
		invoices: new Map(),
		subscriptions: new Map(),
		pharmacies: [...pharmacies],
		surprises,
		webhooks: new Map(),
		postRoom: createPostRoom(),
		settings: initialSettings(),
		random: seededRandom(seed),
		closing: new AbortController(),
		confirmIdentity: (nhsNumber) => identityChecks.delete(withoutSpaces(nhsNumber)),
	};
	people.slice(0, patients).forEach((person) => addPatient(practice, person, 'emis'));
	fileLetters(practice);
	fillWorklist(practice);
	openAccounts(practice);
	enrolMembers(practice);
	return practice;
}

/** Registers a person with the practice. */
export function addPatient(
	practice: Practice,
	person: Person,
	dataSource: Patient['data_source'],
): Patient {
	const number = practice.everRegistered++;
	const patient: Patient = {
		id: String(98765 + number),
		uid: `b3b1c1de-0000-4000-8000-${String(number + 1).padStart(12, '0')}`,
		// Not first: after a leading spread V8 gives each object a form of its own, slow to search.
		...person,
		last_sync_at: toIso(practice.now()),
		data_source: dataSource,
		deceased_at: null,
		restricted: false,
		archived: false,
	};
	enter(practice, patient);
	return patient;
}

/** Enters a patient into the practice's register. */
export function enter({ patients, patientsByNhsNumber }: Practice, patient: Patient): void {
	patients.set(patient.id, patient);
	if (patient.nhs_number === null) return;
	const others = patientsByNhsNumber.get(patient.nhs_number) ?? [];
	patientsByNhsNumber.set(patient.nhs_number, [...others, patient]);
}

/** Takes a patient out of the practice's register. */
export function strike({ patients, patientsByNhsNumber }: Practice, patient: Patient): void {
	patients.delete(patient.id);
	if (patient.nhs_number === null) return;
	const others = patientsByNhsNumber.get(patient.nhs_number) ?? [];
	patientsByNhsNumber.set(
		patient.nhs_number,
		others.filter((other) => other !== patient),
	);
}

/** The registered patient with this NHS number (without spaces) and date of birth. */
export const registeredAs = (
	{ patientsByNhsNumber }: Practice,
	nhsNumber: string | null,
	dob: string,
): Patient | undefined =>
	patientsByNhsNumber.get(nhsNumber ?? '')?.find((patient) => patient.dob === dob);

const practiceGroup = (
	id: string,
	name: string,
	line_1: string,
	postcode: string,
): PracticeGroup => ({ id, name, sector: 'nhs', address: { line_1, postcode } });
