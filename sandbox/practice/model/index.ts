import type {
	Admin,
	AppointmentType,
	forms,
	locations,
	Pharmacy,
	Practitioner,
	templates,
} from '../catalogue';
import type { Person } from '../people';
import type { Settings } from '../settings';
import type { Appointment, Slot } from './appointments';
import type { Customer, Invoice } from './billing';
import type { Episode, Task } from './episodes';
import type { FormResponse, Link } from './links';
import type { AutomatedMessage, Batch, Message } from './messages';
import type { Attachment, Merge, Patient, Subscription } from './patients';
import type { Outbox, Webhook } from './webhooks';

// The nouns of a practice. Times are in milliseconds since 1970 unless a field says otherwise.
export type * from './appointments';
export type * from './billing';
export type * from './episodes';
export type * from './ledger';
export type * from './links';
export type * from './messages';
export type * from './patients';
export type * from './webhooks';

export interface PracticeGroup {
	id: string;
	name: string;
	sector: string;
	address: Record<string, string>;
	prescription_partner?: string;
	prescription_partner_enabled?: boolean;
}

/** The state of a practice, in memory. The rules in this folder read and change it. */
export interface Practice {
	now: () => number;
	/** The base URL of the sandbox; links start with it. */
	url: string;
	apiKey: string;
	/** The practice group of the API key, and another one of the same network. */
	groups: PracticeGroup[];
	locations: typeof locations;
	practitioners: Practitioner[];
	appointmentTypes: AppointmentType[];
	admins: Admin[];
	forms: typeof forms;
	templates: typeof templates;
	/** Everyone whom a PDS trace can find, by NHS number. */
	spine: Map<string, Person>;
	/** NHS numbers of people who must prove their identity before PDS releases their data. */
	identityChecks: Set<string>;
	/** Health records of the connected system, by their id there. */
	healthRecords: Map<string, Person>;
	patients: Map<string, Patient>;
	/** A list for each NHS number, as one may be registered with two dates of birth. */
	patientsByNhsNumber: Map<string, Patient[]>;
	/** The number of patients ever registered, so that no id is used twice. */
	registeredCount: number;
	/** Previewed merges, by token. */
	merges: Map<string, Merge>;
	attachments: Map<string, Attachment>;
	slots: Slot[];
	appointments: Map<string, Appointment>;
	messages: Map<string, Message>;
	batches: Map<string, Batch>;
	automatedMessages: Map<string, AutomatedMessage>;
	/** The scheduled reminder of each appointment, by appointment id. */
	reminders: Map<string, AutomatedMessage>;
	links: Map<string, Link>;
	formResponses: Map<string, FormResponse>;
	episodes: Map<string, Episode>;
	tasks: Map<string, Task>;
	/** The number of notes on all episodes; the next note's id follows from it. */
	noteCount: number;
	customers: Map<string, Customer>;
	/** The customer id that usually pays for a patient, by patient id. */
	defaultCustomers: Map<string, string>;
	invoices: Map<string, Invoice>;
	subscriptions: Map<string, Subscription>;
	pharmacies: Pharmacy[];
	/** True when responses hold fields and values that no documentation lists. */
	unknownValues: boolean;
	webhooks: Map<string, Webhook>;
	outbox: Outbox;
	settings: Settings;
	/** Decides about faults: the same seed gives the same run. */
	random: () => number;
	/** Aborted when the sandbox stops, so that nothing keeps waiting. */
	closing: AbortController;
}
