import { seededRandom } from '../lib/random';
import { seedAttachments } from './attachments';
import { addAwkwardPatients } from './awkwardPatients';
import { seedCustomers } from './billing';
import {
	admins,
	appointmentTypes,
	forms,
	locations,
	pharmacies,
	practitioners,
	templates,
} from './catalogue';
import { seedEpisodes } from './episodes';
import type { Practice, PracticeGroup } from './model';
import { createPeople, type Person } from './people';
import { addPatient } from './register';
import { initialSettings } from './settings';
import { createSlots } from './slots';
import { seedSubscriptions } from './subscriptions';
import { createOutbox } from './webhooks/deliveries';

/** Options of a practice; `now` is the clock that it follows. */
export interface PracticeOptions {
	apiKey: string;
	practiceGroupId: string;
	seed: number;
	now: () => Date;
	/** The number of patients registered at the start, beside the awkward ones; 500 by default. */
	patients?: number;
	unknownValues?: boolean;
}

const KNOWN_TO_PDS_ONLY = 100;
const SIBLING_PRACTICE_GROUP_ID = '1043';

/** Creates a practice with its patients: the same seed and day always give the same practice. */
export function createPractice(options: PracticeOptions): Practice {
	const { apiKey, practiceGroupId, seed, now, patients = 500, unknownValues = false } = options;
	const people = createPeople(patients + KNOWN_TO_PDS_ONLY, seed);
	const practice: Practice = {
		now: () => now().getTime(),
		url: '',
		apiKey,
		groups: [
			practiceGroup(practiceGroupId, 'Example Road Surgery', '12 Example Road', 'LS1 4AP'),
			practiceGroup(SIBLING_PRACTICE_GROUP_ID, 'Sample Lane Surgery', '3 Sample Lane', 'ZZ2 1AA'),
		],
		...catalogue(),
		...knownPeople(people),
		...emptyRecords(),
		slots: createSlots(practitioners, now()),
		unknownValues,
		outbox: createOutbox(),
		settings: initialSettings(),
		random: seededRandom(seed),
		closing: new AbortController(),
	};
	people.slice(0, patients).forEach((person) => addPatient(practice, person, 'emis'));
	seedAttachments(practice);
	seedEpisodes(practice);
	seedCustomers(practice);
	seedSubscriptions(practice);
	addAwkwardPatients(practice);
	return practice;
}

/** The fixed lists; what the API can change is copied, so that sandboxes do not share it. */
const catalogue = () => ({
	locations,
	practitioners,
	appointmentTypes,
	forms,
	templates,
	admins: structuredClone(admins),
	pharmacies: [...pharmacies],
});

/** People outside the register. Every fiftieth one must prove their identity before a PDS trace. */
const knownPeople = (people: Person[]) => ({
	spine: new Map(people.map((person) => [person.nhs_number as string, person])),
	healthRecords: new Map(people.map((person) => [person.ehr_partner_id as string, person])),
	identityChecks: new Set(
		people.filter((_, index) => index % 50 === 1).map((person) => person.nhs_number as string),
	),
});

const emptyRecords = () => ({
	patients: new Map(),
	patientsByNhsNumber: new Map(),
	registeredCount: 0,
	merges: new Map(),
	attachments: new Map(),
	appointments: new Map(),
	messages: new Map(),
	batches: new Map(),
	automatedMessages: new Map(),
	reminders: new Map(),
	links: new Map(),
	formResponses: new Map(),
	episodes: new Map(),
	tasks: new Map(),
	noteCount: 0,
	customers: new Map(),
	defaultCustomers: new Map(),
	invoices: new Map(),
	subscriptions: new Map(),
	webhooks: new Map(),
});

const practiceGroup = (
	id: string,
	name: string,
	line_1: string,
	postcode: string,
): PracticeGroup => ({ id, name, sector: 'nhs', address: { line_1, postcode } });
